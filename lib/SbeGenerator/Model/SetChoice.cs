namespace SbeGenerator.Model;

/// <summary>One named bit of a set.</summary>
internal sealed class SetChoice : Node
{
    public SetChoice(NodeInfo info, int bit)
        : base(info)
        => Bit = bit;

    /// <summary>Number of the bit, 0 for the lowest.</summary>
    public int Bit { get; }
}
