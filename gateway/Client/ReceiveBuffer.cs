using System.Buffers.Binary;
using System.Net.Sockets;

namespace MatchingEngine.Client;

/// <summary>Bytes from the socket, cut into frames in place.</summary>
/// <param name="size">Room in bytes, at least one frame.</param>
/// <param name="maxFrameLength">Longest frame that is taken.</param>
internal sealed class ReceiveBuffer(int size, int maxFrameLength = Frame.MaxLength)
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(size, pinned: true);
    private int _start;
    private int _end;

    public void Clear() => _start = _end = 0;

    /// <summary>Reads once from the socket. Frames handed out before are no longer valid.</summary>
    /// <returns>Bytes read; 0 with <see cref="SocketError.Success"/> when the peer has closed.</returns>
    public int Fill(Socket socket, out SocketError error)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        int count = socket.Receive(_bytes.AsSpan(_end), SocketFlags.None, out error);
        if (error != SocketError.Success)
            return 0;
        _end += count;
        return count;
    }

    /// <summary>Takes the next frame off the front.</summary>
    /// <param name="frame">The whole frame, valid until the next <see cref="Fill"/>; empty unless complete.</param>
    public FrameStatus TryTake(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_start, _end - _start);
        if (rest.Length < Frame.FramingHeaderSize)
            return FrameStatus.Incomplete;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (BinaryPrimitives.ReadUInt16BigEndian(rest[Frame.EncodingTypeOffset..]) != Frame.EncodingType)
            return FrameStatus.Invalid;
        if (length < Frame.MinLength)
            return FrameStatus.Invalid;
        if (length > maxFrameLength)
            return FrameStatus.TooLarge;
        if (rest.Length < (int)length)
            return FrameStatus.Incomplete;
        frame = rest[..(int)length];
        _start += (int)length;
        return FrameStatus.Complete;
    }
}
