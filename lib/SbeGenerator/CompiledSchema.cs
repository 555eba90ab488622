using SbeGenerator.Diagnostics;
using SbeGenerator.Emit;
using SbeGenerator.Model;
using SbeGenerator.Parsing;

namespace SbeGenerator;

/// <summary>What one schema file comes to; compared by value, as incremental generation needs.</summary>
internal sealed class CompiledSchema : IEquatable<CompiledSchema>
{
    private CompiledSchema(string path, Schema? schema, IReadOnlyList<SchemaProblem> problems)
    {
        Path = path;
        Namespace = schema?.Namespace;
        Position = schema?.Position ?? default;
        Files = schema is null ? [] : SchemaEmitter.Emit(schema);
        Problems = problems;
    }

    public string Path { get; }

    /// <summary>Null when the schema has errors.</summary>
    public string? Namespace { get; }

    public FilePosition Position { get; }

    public IReadOnlyList<GeneratedFile> Files { get; }

    public IReadOnlyList<SchemaProblem> Problems { get; }

    public static CompiledSchema Compile(string path, string xml)
    {
        var problems = new ProblemList(path);
        Schema? schema = SchemaParser.Parse(xml, problems);
        return new CompiledSchema(path, schema, problems.Problems);
    }

    public bool Equals(CompiledSchema? other)
        => other is not null
            && Path == other.Path
            && Position == other.Position
            && Files.SequenceEqual(other.Files)
            && Problems.SequenceEqual(other.Problems);

    public override bool Equals(object? obj) => Equals(obj as CompiledSchema);

    public override int GetHashCode() => Path.GetHashCode();
}
