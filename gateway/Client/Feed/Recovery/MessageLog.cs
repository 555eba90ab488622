namespace MatchingEngine.Client.Feed;

/// <summary>
/// The last messages of a stream, one behind the other, while some book waits for a snapshot. Grows up to its bound;
/// then the older half goes.
/// </summary>
internal sealed class MessageLog(int maxBytes)
{
    private const int InitialBytes = 1 << 16;

    private byte[] _bytes = [];
    private int _end;

    /// <summary>Whether messages are kept.</summary>
    public bool IsOn { get; private set; }

    /// <summary>From this number on every message that was delivered is here.</summary>
    public ulong FromSeqNum { get; private set; }

    /// <summary>Times that messages had to make room for later ones.</summary>
    public long DropCount { get; private set; }

    /// <summary>What is kept, message behind message.</summary>
    public ReadOnlySpan<byte> Messages => _bytes.AsSpan(0, _end);

    public void Add(in FeedMessage message)
    {
        int length = message.Bytes.Length;
        if (_end + length > _bytes.Length)
            MakeRoom(length);
        message.Bytes.CopyTo(_bytes.AsSpan(_end));
        _end += length;
    }

    /// <summary>Begins to keep messages, the one with this number first.</summary>
    public void Begin(ulong seqNum)
    {
        _end = 0;
        FromSeqNum = seqNum;
        IsOn = true;
    }

    public void Stop()
    {
        _end = 0;
        IsOn = false;
    }

    private void MakeRoom(int length)
    {
        if (_bytes.Length < maxBytes)
        {
            int size = Math.Min(maxBytes, Math.Max(InitialBytes, _bytes.Length * 2));
            Array.Resize(ref _bytes, Math.Max(size, length));
            if (_end + length <= _bytes.Length)
                return;
        }
        DropOlderHalf();
    }

    private void DropOlderHalf()
    {
        int start = 0;
        var reader = new FeedPacketReader(Messages);
        while (start < _end / 2 && reader.TryRead(out FeedMessage message))
            start += message.Bytes.Length;
        _bytes.AsSpan(start, _end - start).CopyTo(_bytes);
        _end -= start;
        DropCount++;
        var rest = new FeedPacketReader(Messages);
        if (rest.TryRead(out FeedMessage first))
            FromSeqNum = first.ApplSeqNum;
    }
}
