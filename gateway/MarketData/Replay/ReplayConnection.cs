using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// Serves one client: one request after the other, each answered whole, and no more of them than the client may have. On
/// a thread of its own.
/// </summary>
internal sealed class ReplayConnection
{
    private static readonly int RequestFrameLength =
        AnswerBuffer.FramingHeaderLength + FeedLayout.LengthOf<ReplayRequestBlock>();

    // A slow client must have taken so much, not a whole answer, when its time is up.
    private const int MaxSend = 1 << 16;

    // A request costs as much as so many bytes of an answer, if only to be refused.
    private const int LeastCost = 4_096;

    private readonly Socket _socket;
    private readonly FeedPublisher _feed;
    private readonly MessageFinder _finder;
    private readonly ReplayOptions _options;
    private readonly AnswerBuffer _answer = new();
    private readonly byte[] _request = new byte[RequestFrameLength];

    public ReplayConnection(Socket socket, FeedPublisher feed, MessageFinder finder, ReplayOptions options)
    {
        _socket = socket;
        _feed = feed;
        _finder = finder;
        _options = options;
        socket.NoDelay = true;
        socket.SendTimeout = options.SendTimeoutMillis;
    }

    /// <summary>Messages sent so far.</summary>
    public long Messages { get; private set; }

    /// <summary>Serves until the client goes, is idle or too slow, or sends what is no request.</summary>
    public void Run()
    {
        try
        {
            while (TryReceive())
            {
                ReplayRequestBlock request = MemoryMarshal.Read<ReplayRequestBlock>(
                    _request.AsSpan(AnswerBuffer.FramingHeaderLength + FeedLayout.HeaderLength));
                bool isRequest = IsRequest();
                Answer(in request, isRequest);
                long start = Stopwatch.GetTimestamp();
                Send(_answer.Bytes);
                Messages += _answer.Count;
                if (!isRequest)
                    return;
                Rest(Stopwatch.GetElapsedTime(start));
            }
        }
        catch (SocketException)
        {
            // The client has gone, or takes nothing.
        }
        catch (ObjectDisposedException)
        {
            // The service ends.
        }
        finally
        {
            _socket.Dispose();
        }
    }

    private void Answer(in ReplayRequestBlock request, bool isRequest)
    {
        _answer.Begin();
        ulong last = IsReplayable(request.FeedStream) ? _feed.LastApplSeqNum(request.FeedStream) : 0;
        ReplayResult result = isRequest ? ResultOf(in request, last) : ReplayResult.InvalidRequest;
        if (result == ReplayResult.Accepted)
        {
            ulong most = (ulong)_options.MaxMessagesPerAnswer - 1;
            ulong end = Math.Min(Math.Min(request.EndSeqNum, last), request.BeginSeqNum + most);
            result = _finder.Find(this, request.FeedStream, request.BeginSeqNum, end, _answer);
        }
        ReplayResponseBlock response = new()
        {
            FeedEpoch = _feed.Epoch,
            BeginSeqNum = request.BeginSeqNum,
            Count = result == ReplayResult.Accepted ? (ulong)_answer.Count : 0,
            RequestID = request.RequestID,
            LastApplSeqNum = last,
            FeedStream = request.FeedStream,
            ReplayResult = result,
        };
        _answer.End(in response);
    }

    private ReplayResult ResultOf(in ReplayRequestBlock request, ulong last)
    {
        if (!IsReplayable(request.FeedStream))
            return ReplayResult.UnknownStream;
        if (request.FeedEpoch != _feed.Epoch)
            return ReplayResult.UnknownEpoch;
        if (request.BeginSeqNum == 0 || request.EndSeqNum < request.BeginSeqNum)
            return ReplayResult.InvalidRange;
        return request.BeginSeqNum > last ? ReplayResult.OutOfRange : ReplayResult.Accepted;
    }

    private static bool IsReplayable(FeedStream stream) => stream is >= FeedStream.Fills and <= FeedStream.Status;

    private bool IsRequest()
    {
        MessageHeaderBlock header = MemoryMarshal.Read<MessageHeaderBlock>(
            _request.AsSpan(AnswerBuffer.FramingHeaderLength));
        return BinaryPrimitives.ReadUInt32BigEndian(_request) == RequestFrameLength
            && BinaryPrimitives.ReadUInt16BigEndian(_request.AsSpan(sizeof(uint))) == AnswerBuffer.EncodingType
            && header.TemplateId == ReplayRequestBlock.TemplateId
            && header.SchemaId == ReplayRequestBlock.SchemaId
            && header.BlockLength == ReplayRequestBlock.BlockLength
            && header.Version == ReplayRequestBlock.SchemaVersion;
    }

    /// <summary>Takes a whole request, all of it within the time that a client may be idle.</summary>
    private bool TryReceive()
    {
        long start = Stopwatch.GetTimestamp();
        int received = 0;
        while (received < RequestFrameLength)
        {
            int left = _options.IdleMillis - (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (left <= 0)
                return false;
            _socket.ReceiveTimeout = left;
            int count = _socket.Receive(_request.AsSpan(received));
            if (count == 0)
                return false;
            received += count;
            // What does not begin as a request need not be waited for.
            if (received >= AnswerBuffer.FramingHeaderLength
                && BinaryPrimitives.ReadUInt16BigEndian(_request.AsSpan(sizeof(uint))) != AnswerBuffer.EncodingType)
                return true;
        }
        return true;
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[_socket.Send(bytes[..Math.Min(bytes.Length, MaxSend)])..];
    }

    // The next request waits in the socket, and with it who asks for more than its share.
    private void Rest(TimeSpan spent)
    {
        double millis = 1_000.0 * Math.Max(_answer.Bytes.Length, LeastCost) / _options.MaxBytesPerSecond;
        Thread.Sleep((int)Math.Ceiling(Math.Max(0, millis - spent.TotalMilliseconds)));
    }
}
