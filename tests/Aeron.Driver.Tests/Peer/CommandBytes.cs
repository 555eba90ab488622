using System.Buffers.Binary;
using System.Text;

namespace MediaDriverTests.Peer;

/// <summary>Puts a command together, field by field.</summary>
internal sealed class CommandBytes
{
    private readonly List<byte> _bytes = [];

    public CommandBytes Long(long value)
    {
        Span<byte> field = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(field, value);
        _bytes.AddRange(field);
        return this;
    }

    public CommandBytes Int(int value)
    {
        Span<byte> field = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(field, value);
        _bytes.AddRange(field);
        return this;
    }

    public CommandBytes Text(string value)
    {
        Int(value.Length);
        _bytes.AddRange(Encoding.ASCII.GetBytes(value));
        return this;
    }

    public CommandBytes Align()
    {
        while (_bytes.Count % 4 != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}
