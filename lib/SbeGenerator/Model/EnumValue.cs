namespace SbeGenerator.Model;

/// <summary>One named value of an enum.</summary>
internal sealed class EnumValue : Node
{
    public EnumValue(NodeInfo info, Literal value)
        : base(info)
        => Value = value;

    public Literal Value { get; }
}
