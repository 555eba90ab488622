using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>Answers requests for missed messages from a store, as plainly as can be.</summary>
internal sealed class TestReplayServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly MessageStore _store;
    private readonly List<Socket> _sockets = [];
    private volatile bool _isEnding;

    public TestReplayServer(MessageStore store)
    {
        _store = store;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Answers everything with this, when set.</summary>
    public ReplayResult? Refusal { get; set; }

    /// <summary>Gives at most so many messages an answer.</summary>
    public ulong MaxCount { get; set; } = uint.MaxValue;

    /// <summary>Ends the connection after so many messages of each answer.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Another store to answer from.</summary>
    public MessageStore? Redirect { get; set; }

    /// <summary>Holds answers back until it is set; what they say is settled before.</summary>
    public ManualResetEventSlim? Gate { get; set; }

    public int Requests;

    public void Dispose()
    {
        _isEnding = true;
        _listener.Stop();
        lock (_sockets)
            _sockets.ForEach(socket => socket.Dispose());
    }

    private void Accept()
    {
        while (!_isEnding)
        {
            try
            {
                Socket socket = _listener.AcceptSocket();
                lock (_sockets)
                    _sockets.Add(socket);
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            byte[] frame = new byte[54];
            while (true)
            {
                for (int at = 0; at < frame.Length;)
                {
                    int count = socket.Receive(frame.AsSpan(at));
                    if (count == 0)
                        return;
                    at += count;
                }
                Answer(socket, MemoryMarshal.Read<ReplayRequestBlock>(frame.AsSpan(14)));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side, or the test, has ended it.
        }
    }

    private void Answer(Socket socket, ReplayRequestBlock request)
    {
        MessageStore store = Redirect ?? _store;
        Interlocked.Increment(ref Requests);
        Gate?.Wait();
        ulong last = store.LastOf(request.FeedStream);
        ulong end = Math.Min(request.EndSeqNum, last);
        ReplayResult result = Refusal
            ?? (request.FeedEpoch != store.Epoch ? ReplayResult.UnknownEpoch
            : request.BeginSeqNum > last ? ReplayResult.OutOfRange : ReplayResult.Accepted);
        byte[][] messages = [];
        if (result == ReplayResult.Accepted)
        {
            end = Math.Min(end, request.BeginSeqNum + MaxCount - 1);
            messages = store.Range(request.FeedStream, request.BeginSeqNum, end);
        }
        var response = new ReplayResponseBlock
        {
            FeedEpoch = store.Epoch,
            BeginSeqNum = request.BeginSeqNum,
            Count = (ulong)messages.Length,
            RequestID = request.RequestID,
            LastApplSeqNum = last,
            FeedStream = request.FeedStream,
            ReplayResult = result,
        };
        List<byte> bytes = [.. Framed(new PacketWriter().Add(in response).ToArray())];
        if (result == ReplayResult.Accepted)
        {
            int sent = 0;
            foreach (byte[] message in messages)
            {
                if (sent++ == CutAfter)
                {
                    socket.Send(bytes.ToArray());
                    socket.Dispose();
                    return;
                }
                bytes.AddRange(Framed(message));
            }
            response.Count = 0;
            bytes.AddRange(Framed(new PacketWriter().Add(in response).ToArray()));
        }
        socket.Send(bytes.ToArray());
    }

    private static byte[] Framed(byte[] message)
    {
        byte[] frame = new byte[6 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)frame.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), 0xEB50);
        message.CopyTo(frame, 6);
        return frame;
    }
}
