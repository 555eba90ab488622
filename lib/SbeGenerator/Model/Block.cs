namespace SbeGenerator.Model;

/// <summary>A message or a group: a block of fixed length, then groups, then variable-length data.</summary>
internal abstract class Block : Node
{
    protected Block(NodeInfo info, int id)
        : base(info)
        => Id = id;

    public int Id { get; }

    public IReadOnlyList<Field> Fields { get; set; } = [];

    public IReadOnlyList<Group> Groups { get; set; } = [];

    public IReadOnlyList<Data> Data { get; set; } = [];

    /// <summary>Bytes of the fixed part.</summary>
    public int BlockLength { get; set; }
}
