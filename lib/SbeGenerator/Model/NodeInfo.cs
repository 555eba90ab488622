namespace SbeGenerator.Model;

/// <summary>Attributes that are common to the named elements of a schema.</summary>
internal sealed class NodeInfo
{
    public NodeInfo(string name, FilePosition position)
    {
        Name = name;
        Position = position;
    }

    public string Name { get; }

    public FilePosition Position { get; }

    public string Description { get; init; } = "";

    public string SemanticType { get; init; } = "";

    /// <summary>Schema version in which the element appeared; 0 when it was always there.</summary>
    public int SinceVersion { get; init; }

    /// <summary>Schema version that deprecated the element; 0 when none did.</summary>
    public int Deprecated { get; init; }
}
