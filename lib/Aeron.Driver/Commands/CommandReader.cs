using System.Buffers.Binary;
using System.Text;

namespace MatchingEngine.AeronDriver.Commands;

/// <summary>
/// Reads the fields of a command one after another; a field that is not there makes the command malformed.
/// </summary>
internal ref struct CommandReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _offset;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _payload.Length - _offset;

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>Length-prefixed bytes.</summary>
    public byte[] Bytes(int maxLength) => Take(CheckedLength(maxLength)).ToArray();

    /// <summary>Length-prefixed text.</summary>
    public string Text(int maxLength) => Encoding.ASCII.GetString(Take(CheckedLength(maxLength)));

    /// <summary>Goes on at the next multiple of four; fields after bytes of any length are placed so.</summary>
    public void Align() => _offset = (_offset + 3) & ~3;

    private int CheckedLength(int maxLength)
    {
        int length = Int();
        return length <= maxLength ? length : throw Malformed($"a field of {length} bytes, {maxLength} allowed");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > Remaining)
        {
            throw Malformed($"a field of {length} bytes at {_offset} in a command of {_payload.Length}");
        }

        ReadOnlySpan<byte> field = _payload.Slice(_offset, length);
        _offset += length;
        return field;
    }

    private static CommandRefusedException Malformed(string what) =>
        new(ErrorCode.MalformedCommand, "malformed command: " + what);
}
