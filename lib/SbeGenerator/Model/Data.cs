namespace SbeGenerator.Model;

/// <summary>A variable-length field: its length, then that many bytes.</summary>
internal sealed class Data : Node
{
    public Data(NodeInfo info, int id, CompositeType type)
        : base(info)
    {
        Id = id;
        Type = type;
    }

    public int Id { get; }

    public CompositeType Type { get; }

    public EncodedType LengthType => Type.FindEncoded("length")!;

    public EncodedType BytesType => Type.FindEncoded("varData")!;

    /// <summary>Bytes in front of the data.</summary>
    public int HeaderSize => Type.Find("varData")!.Offset;
}
