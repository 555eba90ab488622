namespace MatchingEngine.Client;

/// <summary>
/// Puts the venue's sequenced messages in order: says which one is next, what is missing, and which piece of it to ask
/// for. One request at a time. Numbers are held as 64-bit values so that the arithmetic does not wrap.
/// </summary>
internal sealed class InboundSequence
{
    /// <summary>Most messages that one request may ask for.</summary>
    public const int MaxRequestCount = 1_000;

    private long _announced = 1;
    private long _requestFrom;
    private long _requestEnd;
    private long _retransmissionEnd;

    /// <summary>Number of the message to deliver next.</summary>
    public long Expected { get; private set; } = 1;

    /// <summary>True from a request until the last message of its retransmission has come.</summary>
    public bool IsRequestOpen => _requestEnd != 0;

    /// <summary>Messages that were received again, or above a gap, and dropped.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Starts a session version, or takes it up at this number.</summary>
    public void Reset(long expected)
    {
        Expected = expected;
        OnConnection();
    }

    /// <summary>Forgets what an earlier connection has announced and was asked for.</summary>
    public void OnConnection()
    {
        _announced = Expected;
        _requestFrom = _requestEnd = _retransmissionEnd = 0;
    }

    /// <summary>The venue has said that messages up to this number, exclusive, exist.</summary>
    public void Announce(long next) => _announced = Math.Max(_announced, next);

    /// <summary>Takes note of a sequenced message.</summary>
    /// <returns>True when it is the next one, to be delivered now; false to drop it.</returns>
    public bool Accept(uint seqNo)
    {
        if (seqNo + 1L == _retransmissionEnd)
            _requestFrom = _requestEnd = _retransmissionEnd = 0;
        if (seqNo == Expected)
        {
            Expected++;
            return true;
        }

        Announce(seqNo + 1L);
        DroppedCount++;
        return false;
    }

    /// <summary>Opens the next request if something is missing and none is open.</summary>
    public bool TryOpenRequest(out uint from, out uint count)
    {
        from = (uint)Expected;
        count = 0;
        if (IsRequestOpen || Expected >= _announced)
            return false;
        count = (uint)Math.Min(_announced - Expected, MaxRequestCount);
        _requestFrom = Expected;
        _requestEnd = Expected + count;
        return true;
    }

    /// <summary>The venue announces the messages of the open request.</summary>
    /// <returns>False when they are not those asked for.</returns>
    public bool OnRetransmission(uint from, uint count)
    {
        if (!IsRequestOpen || _retransmissionEnd != 0)
            return false;
        if (from != _requestFrom || count == 0 || from + (long)count > _requestEnd)
            return false;
        _retransmissionEnd = from + (long)count;
        return true;
    }
}
