using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Fetches missed messages from the venue over TCP, one request at a time, each bounded. Connects when something is
/// asked for, and again, with growing waits, when the connection ends. Single-threaded: everything happens in
/// <see cref="DoWork"/>. Allocates only when it connects.
/// </summary>
public sealed class ReplayClient : IDisposable
{
    internal const int MaxFrameLength = Frame.FramingHeaderSize + FeedPacketReader.MaxPacketLength;

    private readonly ReplayClientOptions _options;
    private readonly ReplayHandler _handler;
    private readonly ReconnectBackoff _backoff;
    private readonly ReceiveBuffer _received;
    private readonly byte[] _message = GC.AllocateArray<byte>(FeedPacketReader.MaxPacketLength, pinned: true);
    private readonly byte[] _request = new byte[
        Frame.FramingHeaderSize + FeedPacketReader.MessageHeaderSize + ReplayRequestBlock.BlockLength];
    private ConnectAttempt? _attempt;
    private Socket? _socket;
    private ReplayRequestBlock _asked;
    private ulong _requestId;
    private ulong _expected;
    private ulong _left;
    private bool _isAsked;
    private bool _isSent;
    private bool _isAccepted;
    private long _dueMillis;
    private long _notBeforeMillis;

    /// <summary>Makes a client that is not connected yet.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public ReplayClient(ReplayClientOptions options, ReplayHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Validate();
        _options = options;
        _handler = handler;
        _backoff = new ReconnectBackoff(options.Reconnect);
        _received = new ReceiveBuffer(options.ReceiveBufferBytes, MaxFrameLength);
    }

    /// <summary>Messages received so far.</summary>
    public long ReceivedCount { get; private set; }

    /// <summary>Requests made so far.</summary>
    public long RequestCount { get; private set; }

    /// <summary>
    /// Asks for messages; at most <see cref="ReplayClientOptions.MaxMessagesPerRequest"/> of them, the first ones.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="feedEpoch">The numbering; 0 when it is not known: the outcome tells it.</param>
    /// <param name="beginSeqNum">First number, 1 and up.</param>
    /// <param name="endSeqNum">Last number, not below the first.</param>
    /// <returns>False while another request is under way.</returns>
    public bool TryRequest(FeedStream stream, ulong feedEpoch, ulong beginSeqNum, ulong endSeqNum)
    {
        ArgumentOutOfRangeException.ThrowIfZero(beginSeqNum);
        ArgumentOutOfRangeException.ThrowIfLessThan(endSeqNum, beginSeqNum);
        if (_isAsked)
            return false;
        ulong most = (ulong)_options.MaxMessagesPerRequest - 1;
        _asked = new ReplayRequestBlock
        {
            FeedEpoch = feedEpoch,
            BeginSeqNum = beginSeqNum,
            EndSeqNum = endSeqNum - beginSeqNum > most ? beginSeqNum + most : endSeqNum,
            RequestID = ++_requestId,
            FeedStream = stream,
        };
        _isAsked = true;
        _isSent = false;
        _isAccepted = false;
        _expected = beginSeqNum;
        _left = 0;
        RequestCount++;
        return true;
    }

    /// <summary>Connects, sends, receives, as far as each can go without waiting.</summary>
    /// <param name="nowMillis">The time on a clock that only goes forward.</param>
    /// <returns>0 when there was nothing to do.</returns>
    public int DoWork(long nowMillis)
    {
        if (_socket is not null)
            return Receive(nowMillis) + (_isAsked && !_isSent && _socket is not null ? Send(nowMillis) : 0);
        return _isAsked ? Connect(nowMillis) : 0;
    }

    /// <summary>Ends the connection; a request under way is forgotten.</summary>
    public void Dispose()
    {
        _attempt?.Dispose();
        _socket?.Dispose();
        _attempt = null;
        _socket = null;
        _isAsked = false;
    }

    private int Connect(long nowMillis)
    {
        if (_attempt is null)
        {
            if (nowMillis < _notBeforeMillis)
                return 0;
            _attempt = new ConnectAttempt(_options.EndPoint);
            _dueMillis = nowMillis + _options.ResponseTimeoutMillis;
            return 1;
        }
        if (!_attempt.IsCompleted)
        {
            if (nowMillis >= _dueMillis)
                End(nowMillis, "no connection in time");
            return 0;
        }
        Socket? socket = _attempt.Take(out string? error);
        _attempt.Dispose();
        _attempt = null;
        if (socket is null)
        {
            End(nowMillis, error!);
            return 1;
        }
        _socket = socket;
        _received.Clear();
        return 1 + Send(nowMillis);
    }

    private int Send(long nowMillis)
    {
        WriteRequest();
        int sent = _socket!.Send(_request, SocketFlags.None, out SocketError error);
        // 54 bytes on a connection on which nothing else is sent: it takes all of them, or it is of no use.
        if (error != SocketError.Success || sent != _request.Length)
        {
            End(nowMillis, $"request not sent: {error}");
            return 1;
        }
        _isSent = true;
        _dueMillis = nowMillis + _options.ResponseTimeoutMillis;
        return 1;
    }

    private void WriteRequest()
    {
        var header = new MessageHeaderBlock
        {
            BlockLength = ReplayRequestBlock.BlockLength,
            TemplateId = ReplayRequestBlock.TemplateId,
            SchemaId = ReplayRequestBlock.SchemaId,
            Version = ReplayRequestBlock.SchemaVersion,
        };
        Span<byte> bytes = _request;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bytes.Length);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[Frame.EncodingTypeOffset..], Frame.EncodingType);
        MemoryMarshal.Write(bytes[Frame.FramingHeaderSize..], in header);
        MemoryMarshal.Write(bytes[(Frame.FramingHeaderSize + FeedPacketReader.MessageHeaderSize)..], in _asked);
    }

    private int Receive(long nowMillis)
    {
        int count = _received.Fill(_socket!, out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            End(nowMillis, $"connection lost: {error}");
            return 1;
        }
        if (error == SocketError.Success && count == 0)
        {
            End(nowMillis, "the venue closed the connection");
            return 1;
        }
        if (count > 0)
            _dueMillis = nowMillis + _options.ResponseTimeoutMillis;
        // Without new bytes too: a handler that throws leaves those behind its message where they are.
        int frames = TakeFrames(nowMillis);
        if (count + frames == 0 && _isAsked && _isSent && nowMillis >= _dueMillis)
            End(nowMillis, "no answer in time");
        return count > 0 ? 1 + frames : frames;
    }

    private int TakeFrames(long nowMillis)
    {
        int frames = 0;
        while (_socket is not null)
        {
            FrameStatus status = _received.TryTake(out ReadOnlySpan<byte> frame);
            if (status == FrameStatus.Incomplete)
                break;
            if (status != FrameStatus.Complete || !TryTakeFrame(frame, nowMillis))
            {
                End(nowMillis, "what came is no answer to the request");
                break;
            }
            frames++;
        }
        return frames;
    }

    /// <summary>Takes one frame. False when it does not belong here.</summary>
    private bool TryTakeFrame(ReadOnlySpan<byte> frame, long nowMillis)
    {
        // Frames begin anywhere; blocks are read where they are aligned.
        int length = frame.Length - Frame.FramingHeaderSize;
        frame[Frame.FramingHeaderSize..].CopyTo(_message);
        ReadOnlySpan<byte> bytes = _message.AsSpan(0, length);
        ref readonly MessageHeaderBlock header = ref MemoryMarshal.AsRef<MessageHeaderBlock>(bytes);
        if (!_isAsked || header.SchemaId != ReplayResponseBlock.SchemaId)
            return false;
        if (header.TemplateId == ReplayResponseBlock.TemplateId)
        {
            return length >= FeedPacketReader.MessageHeaderSize + ReplayResponseBlock.BlockLength
                && TryTakeResponse(
                    in MemoryMarshal.AsRef<ReplayResponseBlock>(bytes[FeedPacketReader.MessageHeaderSize..]),
                    nowMillis);
        }
        if (!_isAccepted || _left == 0 || FeedPacketReader.LengthOfFirst(bytes) != length)
            return false;
        var message = new FeedMessage(bytes);
        if (!message.IsSequenced || message.ApplSeqNum != _expected)
            return false;
        _expected++;
        _left--;
        ReceivedCount++;
        _handler.OnReplayed(_asked.FeedStream, in message);
        return true;
    }

    private bool TryTakeResponse(ref readonly ReplayResponseBlock response, long nowMillis)
    {
        if (response.RequestID != _asked.RequestID)
            return false;
        bool isEnd = _isAccepted || response.ReplayResult != ReplayResult.Accepted;
        if (isEnd)
        {
            if (_left != 0)
                return false;
            _backoff.Reset();
            _notBeforeMillis = nowMillis;
            Finish(new ReplayOutcome(
                _asked.FeedStream,
                _asked.BeginSeqNum,
                _expected - _asked.BeginSeqNum,
                response.ReplayResult,
                response.FeedEpoch,
                response.LastApplSeqNum,
                null));
            return true;
        }
        _isAccepted = true;
        _expected = _asked.BeginSeqNum;
        _left = response.Count;
        return response.BeginSeqNum == _asked.BeginSeqNum
            && response.Count <= _asked.EndSeqNum - _asked.BeginSeqNum + 1;
    }

    private void End(long nowMillis, string detail)
    {
        _attempt?.Dispose();
        _socket?.Dispose();
        _attempt = null;
        _socket = null;
        if (!_isAsked)
            return;
        ulong count = _expected - _asked.BeginSeqNum;
        // A connection that brought something was worth making.
        if (count > 0)
            _backoff.Reset();
        _notBeforeMillis = nowMillis + _backoff.NextDelayMillis();
        Finish(new ReplayOutcome(_asked.FeedStream, _asked.BeginSeqNum, count, null, 0, 0, detail));
    }

    private void Finish(in ReplayOutcome outcome)
    {
        _isAsked = false;
        _isAccepted = false;
        _left = 0;
        _expected = _asked.BeginSeqNum;
        _handler.OnReplayEnd(in outcome);
    }
}
