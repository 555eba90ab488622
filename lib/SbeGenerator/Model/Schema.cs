namespace SbeGenerator.Model;

/// <summary>A whole schema that passed every check.</summary>
internal sealed class Schema
{
    public Schema(string csharpNamespace, CompositeType header, FilePosition position)
    {
        Namespace = csharpNamespace;
        Header = header;
        Position = position;
    }

    public string Namespace { get; }

    public FilePosition Position { get; }

    public int Id { get; init; }

    public int Version { get; init; }

    public string SemanticVersion { get; init; } = "";

    public bool IsBigEndian { get; init; }

    public CompositeType Header { get; }

    /// <summary>Enums, sets and composites, those inside composites among them.</summary>
    public IReadOnlyList<SbeType> Types { get; init; } = [];

    public IReadOnlyList<Message> Messages { get; init; } = [];

    public EncodedType HeaderField(string name) => Header.FindEncoded(name)!;
}
