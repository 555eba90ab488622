namespace SbeGenerator.Model;

/// <summary>A type that a field or a member of a composite can have.</summary>
internal abstract class SbeType : Node
{
    protected SbeType(NodeInfo info)
        : base(info)
    {
    }

    /// <summary>Bytes on the wire, or <see cref="VariableSize"/>.</summary>
    public abstract int Size { get; }

    public static int VariableSize => -1;
}
