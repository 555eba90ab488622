using System.Buffers.Binary;
using System.Text;

namespace AeronClientTests.Peer;

/// <summary>Bytes of a message, put together field by field, and read the same way.</summary>
internal sealed class Message
{
    private readonly List<byte> _bytes = [];

    public static implicit operator byte[](Message message) => [.. message._bytes];

    public Message Int(int value)
    {
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public Message Long(long value)
    {
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public Message Short(short value)
    {
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public Message Text(string value)
    {
        Int(value.Length);
        _bytes.AddRange(Encoding.ASCII.GetBytes(value));
        return this;
    }

    public Message Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Zeros up to a multiple of four, counted from the beginning.</summary>
    public Message Align()
    {
        while (_bytes.Count % 4 != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public static int IntAt(byte[] message, int offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(offset));

    public static long LongAt(byte[] message, int offset) =>
        BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(offset));

    public static string TextAt(byte[] message, int offset) =>
        Encoding.ASCII.GetString(message, offset + 4, IntAt(message, offset));
}
