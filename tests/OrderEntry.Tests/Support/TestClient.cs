using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

/// <summary>A raw socket that speaks frames and keeps no state of the protocol.</summary>
internal sealed class TestClient : IDisposable
{
    private readonly Queue<byte[]> _frames = new();
    private byte[] _bytes = new byte[1 << 16];
    private int _count;

    public TestClient(IPEndPoint endPoint, int receiveBufferBytes = 0)
    {
        Socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBufferBytes > 0)
            Socket.ReceiveBufferSize = receiveBufferBytes;
        Socket.Connect(endPoint);
        Socket.NoDelay = true;
        Socket.Blocking = false;
    }

    public Socket Socket { get; }

    /// <summary>True when the other side has closed, and everything before that was received.</summary>
    public bool IsClosed { get; private set; }

    public bool HasFrames => _frames.Count > 0;

    public static byte[] Frame<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        byte[] frame = new byte[FrameLayout.MaxFrameLength];
        return frame[..FrameCodec.Write(frame, in block)];
    }

    public static byte[] Signed(byte[] frame, ReadOnlySpan<byte> key)
    {
        Span<byte> block = frame.AsSpan(FrameLayout.BlockOffset);
        HMACSHA256.HashData(key, block[..32], block[32..]);
        return frame;
    }

    public void Send<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock => SendBytes(Frame(in block));

    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        Socket.Blocking = true;
        Socket.Send(bytes);
        Socket.Blocking = false;
    }

    /// <summary>Sends as much as the socket takes now.</summary>
    public int TrySendBytes(ReadOnlySpan<byte> bytes)
    {
        int sent = Socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error == SocketError.Success ? sent : 0;
    }

    /// <summary>Takes what has arrived.</summary>
    public void Poll()
    {
        while (!IsClosed)
        {
            if (_count == _bytes.Length)
                Array.Resize(ref _bytes, _bytes.Length * 2);
            int received = Socket.Receive(_bytes.AsSpan(_count), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                break;
            if (error != SocketError.Success || received == 0)
                IsClosed = true;
            else
                _count += received;
        }
        int start = 0;
        while (FrameCodec.Inspect(_bytes.AsSpan(start, _count - start), out int length) == FrameStatus.Complete)
        {
            _frames.Enqueue(_bytes.AsSpan(start, length).ToArray());
            start += length;
        }
        _bytes.AsSpan(start, _count - start).CopyTo(_bytes);
        _count -= start;
    }

    public byte[] TakeFrame() => _frames.Dequeue();

    public void Dispose() => Socket.Dispose();
}
