namespace SbeGenerator.Model;

/// <summary>A set of named bits of an unsigned integer.</summary>
internal sealed class SetType : SbeType
{
    public SetType(NodeInfo info, Primitive encoding, IReadOnlyList<SetChoice> choices)
        : base(info)
    {
        Encoding = encoding;
        Choices = choices;
    }

    public Primitive Encoding { get; }

    public IReadOnlyList<SetChoice> Choices { get; }

    public override int Size => Encoding.Size;
}
