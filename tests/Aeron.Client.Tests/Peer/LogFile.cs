namespace AeronClientTests.Peer;

/// <summary>A log as a driver makes it; offsets as in the facts about the format.</summary>
internal sealed class LogFile : IDisposable
{
    public const int EndOfStream = 128;
    public const int Connected = 136;

    private readonly SharedFile _file;
    private readonly long _meta;

    public LogFile(
        string path, int termLength, int mtu, int sessionId, int streamId, int initialTermId, long position = 0)
    {
        TermLength = termLength;
        InitialTermId = initialTermId;
        SessionId = sessionId;
        StreamId = streamId;
        _file = new SharedFile(path, (3L * termLength) + 4096);
        _meta = 3L * termLength;
        int count = (int)(position / termLength);
        int termId = unchecked(initialTermId + count);
        PutTail(count % 3, termId, (int)(position % termLength));
        PutTail((count + 1) % 3, unchecked(termId - 2), 0);
        PutTail((count + 2) % 3, unchecked(termId - 1), 0);
        _file.Put(_meta + 24, count);
        _file.Put(_meta + 264, initialTermId);
        _file.Put(_meta + 268, 32);
        _file.Put(_meta + 272, mtu);
        _file.Put(_meta + 276, termLength);
        _file.Put(_meta + 280, 4096);
        _file.Put(_meta + 320, new Message()
            .Int(0).Raw(0, 0xC0, 1, 0).Int(0).Int(sessionId).Int(streamId).Int(initialTermId).Long(0));
        _file.Put(_meta + Connected, 1);
        _file.Put(_meta + EndOfStream, long.MaxValue);
    }

    public string Path => _file.Path;

    public int TermLength { get; }

    public int InitialTermId { get; }

    public int SessionId { get; }

    public int StreamId { get; }

    public int ActiveTermCount => _file.Int(_meta + 24);

    public long Tail(int partition) => _file.Long(_meta + (8 * partition));

    public void PutTail(int partition, int termId, int offset) =>
        _file.Put(_meta + (8 * partition), ((long)termId << 32) | (uint)offset);

    public void PutMeta(int offset, int value) => _file.Put(_meta + offset, value);

    public void PutMeta(int offset, long value) => _file.Put(_meta + offset, value);

    public int IntAt(long position) => _file.Int(FileOffset(position));

    public byte[] BytesAt(long position, int length) => _file.Bytes(FileOffset(position), length);

    public void PutBytes(long position, byte[] bytes) => _file.Put(FileOffset(position), bytes);

    public void PutLength(long position, int length) => _file.Put(FileOffset(position), length);

    /// <summary>Empties the term that a position lies in, as a driver does before it is used again.</summary>
    public void ClearTerm(long position) =>
        _file.Clear(FileOffset(position / TermLength * TermLength), TermLength);

    /// <summary>Writes a frame, its length last, and returns the position after it.</summary>
    public long PutFrame(long position, byte flags, int type, byte[] payload, long reserved = 0)
    {
        byte[] frame = Frame(position, flags, type, payload, reserved);
        PutBytes(position + 4, frame[4..]);
        PutLength(position, frame.Length);
        return position + ((frame.Length + 31) / 32 * 32);
    }

    /// <summary>The bytes of a frame that stands at a position.</summary>
    public byte[] Frame(long position, byte flags, int type, byte[] payload, long reserved = 0) => new Message()
        .Int(32 + payload.Length).Raw(0, flags, (byte)type, (byte)(type >> 8))
        .Int((int)(position % TermLength)).Int(SessionId).Int(StreamId)
        .Int(unchecked(InitialTermId + (int)(position / TermLength))).Long(reserved).Raw(payload);

    public void Dispose() => _file.Dispose();

    private long FileOffset(long position) =>
        (position / TermLength % 3 * TermLength) + (position % TermLength);
}
