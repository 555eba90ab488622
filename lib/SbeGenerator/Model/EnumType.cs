namespace SbeGenerator.Model;

/// <summary>A list of named values of an integer or a character.</summary>
internal sealed class EnumType : SbeType
{
    public EnumType(NodeInfo info, Primitive encoding, Literal nullValue, IReadOnlyList<EnumValue> values)
        : base(info)
    {
        Encoding = encoding;
        Null = nullValue;
        Values = values;
    }

    public Primitive Encoding { get; }

    public Literal Null { get; }

    public IReadOnlyList<EnumValue> Values { get; }

    public override int Size => Encoding.Size;
}
