namespace SbeGenerator.Model;

/// <summary>A repeating group behind a header that says how long its entries are and how many there are.</summary>
internal sealed class Group : Block
{
    public Group(NodeInfo info, int id, CompositeType dimensions)
        : base(info, id)
        => Dimensions = dimensions;

    public CompositeType Dimensions { get; }

    public EncodedType BlockLengthType => Dimensions.FindEncoded("blockLength")!;

    public EncodedType NumInGroupType => Dimensions.FindEncoded("numInGroup")!;
}
