using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>A client of the replay service that shares no code with it.</summary>
internal sealed class ReplayPeer : IDisposable
{
    private const int TimeoutMillis = 20_000;

    private readonly Socket _socket;
    private ulong _requestId;

    public ReplayPeer(IPEndPoint endPoint, IPEndPoint? from = null)
    {
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = TimeoutMillis,
            SendTimeout = TimeoutMillis,
        };
        if (from is not null)
            _socket.Bind(from);
        _socket.Connect(endPoint);
    }

    /// <summary>Asks, and reads the whole answer.</summary>
    public (ReplayResponseBlock Response, List<byte[]> Messages) Ask(
        ulong epoch, FeedStream stream, ulong begin, ulong end)
    {
        Send(epoch, stream, begin, end);
        ReplayResponseBlock response = ReadResponse();
        Assert.Equal((_requestId, stream), (response.RequestID, response.FeedStream));
        List<byte[]> messages = [];
        for (ulong i = 0; i < response.Count; i++)
            messages.Add(ReadFrame());
        if (response.ReplayResult == ReplayResult.Accepted)
        {
            ReplayResponseBlock last = ReadResponse();
            Assert.Equal((_requestId, 0UL), (last.RequestID, last.Count));
        }
        return (response, messages);
    }

    public void Send(ulong epoch, FeedStream stream, ulong begin, ulong end)
    {
        ReplayRequestBlock request = new()
        {
            FeedEpoch = epoch,
            BeginSeqNum = begin,
            EndSeqNum = end,
            RequestID = ++_requestId,
            FeedStream = stream,
        };
        byte[] frame = new byte[54];
        BinaryPrimitives.WriteUInt32BigEndian(frame, 54);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), 0xEB50);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), 40);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(8), 490);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(10), 2);
        MemoryMarshal.Write(frame.AsSpan(14), in request);
        SendBytes(frame);
    }

    public void SendBytes(byte[] bytes) => _socket.Send(bytes);

    /// <returns>False when the service has ended the connection.</returns>
    public bool TrySendBytes(byte[] bytes)
    {
        _socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error == SocketError.Success;
    }

    public ReplayResponseBlock ReadResponse()
    {
        byte[] frame = ReadFrame();
        Assert.Equal(491, BinaryPrimitives.ReadUInt16LittleEndian(frame.AsSpan(2)));
        return MemoryMarshal.Read<ReplayResponseBlock>(frame.AsSpan(8));
    }

    /// <summary>Whether the service ends the connection.</summary>
    public bool IsClosed()
    {
        try
        {
            return _socket.Receive(new byte[1]) == 0;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    public void Dispose() => _socket.Dispose();

    private byte[] ReadFrame()
    {
        byte[] header = ReadExactly(6);
        Assert.Equal(0xEB50, BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4)));
        return ReadExactly((int)BinaryPrimitives.ReadUInt32BigEndian(header) - 6);
    }

    private byte[] ReadExactly(int length)
    {
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length)
        {
            int count = _socket.Receive(bytes.AsSpan(read));
            Assert.True(count > 0, "the service closed the connection");
            read += count;
        }
        return bytes;
    }
}
