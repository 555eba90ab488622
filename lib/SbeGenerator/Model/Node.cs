namespace SbeGenerator.Model;

/// <summary>What every named element of a schema carries.</summary>
internal abstract class Node
{
    protected Node(NodeInfo info) => Info = info;

    public NodeInfo Info { get; }

    public string Name => Info.Name;

    /// <summary>The name with its first letter upper-cased, as C# sees it.</summary>
    public string CSharpName => Names.UpperFirst(Info.Name);
}
