namespace SbeGenerator.Model;

/// <summary>Members that stand one after the other.</summary>
internal sealed class CompositeType : SbeType
{
    public CompositeType(NodeInfo info, IReadOnlyList<Field> members, int size)
        : base(info)
    {
        Members = members;
        Size = size;
    }

    public IReadOnlyList<Field> Members { get; }

    public override int Size { get; }

    public bool IsVariable => Size == VariableSize;

    public Field? Find(string memberName) => Members.FirstOrDefault(member => member.Name == memberName);

    /// <summary>The primitive type of a plain, single member of that name, or null.</summary>
    public EncodedType? FindEncoded(string memberName) => Find(memberName)?.Type as EncodedType;
}
