namespace SbeGenerator.Model;

/// <summary>A message: its fields, groups and data behind a header.</summary>
internal sealed class Message : Block
{
    public Message(NodeInfo info, int id)
        : base(info, id)
    {
    }
}
