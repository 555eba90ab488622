namespace SbeGenerator.Model;

/// <summary>A field of a block, or a member of a composite.</summary>
internal sealed class Field : Node
{
    public Field(NodeInfo info, SbeType type)
        : base(info)
        => Type = type;

    public SbeType Type { get; }

    /// <summary>Number of the field in its message; null for a member of a composite.</summary>
    public int? Id { get; init; }

    /// <summary>Presence as it holds here: the field's own, or else its type's.</summary>
    public Presence Presence { get; init; }

    /// <summary>What it always is, when it is constant.</summary>
    public ConstantValue? Constant { get; init; }

    public string Epoch { get; init; } = "";

    public string TimeUnit { get; init; } = "";

    /// <summary>Offset that the schema asks for, if it does.</summary>
    public int? RequestedOffset { get; init; }

    /// <summary>Offset in the block or the composite, in bytes.</summary>
    public int Offset { get; set; }

    public bool IsConstant => Presence == Presence.Constant;

    /// <summary>Bytes on the wire.</summary>
    public int Size => IsConstant ? 0 : Type.Size;
}
