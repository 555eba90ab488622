using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <summary>Frames on their way to the socket.</summary>
internal sealed class SendBuffer(int size)
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(size, pinned: true);
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    public void Clear() => _start = _end = 0;

    /// <summary>True when a frame of this length can be put.</summary>
    public bool HasRoom(int length) => _bytes.Length - (_end - _start) >= length;

    /// <summary>Puts a frame; the caller has asked <see cref="HasRoom"/>.</summary>
    public void Put(ReadOnlySpan<byte> frame) => frame.CopyTo(Claim(frame.Length));

    /// <summary>Puts a message if there is room.</summary>
    /// <returns>The whole frame in the buffer, empty when there is no room.</returns>
    public Span<byte> TryPut<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        int length = Frame.LengthOf<TBlock>();
        if (!HasRoom(length))
            return default;
        Span<byte> frame = Claim(length);
        Frame.Write(frame, in block);
        return frame;
    }

    /// <summary>Gives the socket what it takes without waiting.</summary>
    /// <returns>Bytes that the socket has taken.</returns>
    public int Flush(Socket socket, out SocketError error)
    {
        int total = 0;
        error = SocketError.Success;
        while (_start < _end)
        {
            int sent = socket.Send(_bytes.AsSpan(_start, _end - _start), SocketFlags.None, out error);
            if (error != SocketError.Success)
                break;
            _start += sent;
            total += sent;
        }

        if (_start == _end)
            Clear();
        return total;
    }

    private Span<byte> Claim(int length)
    {
        if (_bytes.Length - _end < length)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        Span<byte> frame = _bytes.AsSpan(_end, length);
        _end += length;
        return frame;
    }
}
