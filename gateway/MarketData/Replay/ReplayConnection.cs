using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Serves one client: one request after the other, each answered whole. On a thread of its own.</summary>
internal sealed class ReplayConnection
{
    private static readonly int RequestFrameLength =
        AnswerBuffer.FramingHeaderLength + FeedLayout.LengthOf<ReplayRequestBlock>();

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
        socket.ReceiveTimeout = options.IdleMillis;
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
                Send(_answer.Bytes);
                Messages += _answer.Count;
                if (!isRequest)
                    return;
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
            result = _finder.Find(request.FeedStream, request.BeginSeqNum, end, _answer);
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

    private bool TryReceive()
    {
        int received = 0;
        while (received < RequestFrameLength)
        {
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
            bytes = bytes[_socket.Send(bytes)..];
    }
}
