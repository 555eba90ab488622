namespace SbeGenerator.Model;

/// <summary>A primitive, or a fixed array of primitives.</summary>
internal sealed class EncodedType : SbeType
{
    public EncodedType(NodeInfo info, Primitive primitive)
        : base(info)
    {
        Primitive = primitive;
        Min = primitive.Min;
        Max = primitive.Max;
    }

    public Primitive Primitive { get; }

    /// <summary>Number of elements; 0 marks the bytes of a variable-length field.</summary>
    public int Length { get; init; } = 1;

    public Presence Presence { get; init; }

    public Literal Min { get; init; }

    public Literal Max { get; init; }

    /// <summary>Null value that the schema gives, if it does.</summary>
    public Literal? GivenNull { get; init; }

    /// <summary>Null value of fields: a given one counts only for a type that is optional itself.</summary>
    public Literal Null => Presence == Presence.Optional && GivenNull is { } given ? given : Primitive.Null;

    /// <summary>Name of the character encoding; empty when the bytes are no text.</summary>
    public string CharacterEncoding { get; init; } = "";

    /// <summary>What a constant type always is; null for the others and for those that refer to an enum.</summary>
    public ConstantValue? Constant { get; init; }

    public bool IsArray => Length > 1;

    public bool IsText => ReferenceEquals(Primitive, Primitive.Char);

    public override int Size => Presence == Presence.Constant ? 0 : Primitive.Size * Length;
}
