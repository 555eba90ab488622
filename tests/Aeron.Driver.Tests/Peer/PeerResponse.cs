using System.Buffers.Binary;
using System.Text;

namespace MediaDriverTests.Peer;

/// <summary>One message of the driver to its clients.</summary>
internal sealed record PeerResponse(int Type, byte[] Body)
{
    public long Long(int offset) => BinaryPrimitives.ReadInt64LittleEndian(Body.AsSpan(offset));

    public int Int(int offset) => BinaryPrimitives.ReadInt32LittleEndian(Body.AsSpan(offset));

    public string Text(int offset) => Encoding.ASCII.GetString(Body, offset + 4, Int(offset));
}
