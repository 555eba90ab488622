using System.Numerics;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Logs;

/// <summary>
/// One log file. The publisher appends to the active term; when it is full the next of three becomes active, so
/// positions only ever grow while the memory is used again.
/// </summary>
internal sealed unsafe class LogBuffer : IDisposable
{
    /// <summary>Terms of this length have left every cache by the time they are written again.</summary>
    private const int BeyondCachesLength = 16 << 20;

    /// <summary>Shorter pieces are zeroed before the order of what goes past the caches would be waited for.</summary>
    private const int LongPiece = 32 << 10;

    private readonly MappedFile _file;
    private readonly byte* _metadata;
    private readonly bool _isBeyondCaches;

    private LogBuffer(MappedFile file, LogSettings settings)
    {
        _file = file;
        _metadata = file.Address + file.Length - LogLayout.MetadataLength;
        SessionId = settings.SessionId;
        StreamId = settings.StreamId;
        InitialTermId = settings.InitialTermId;
        TermLength = settings.TermLength;
        _isBeyondCaches = settings.TermLength >= BeyondCachesLength;
        BitsToShift = BitOperations.TrailingZeroCount(settings.TermLength);
    }

    public string FileName => _file.Path;

    public long FileLength => _file.Length;

    public int SessionId { get; }

    public int StreamId { get; }

    public int InitialTermId { get; }

    public int TermLength { get; }

    public int BitsToShift { get; }

    public int TermMask => TermLength - 1;

    /// <summary>Terms begun since the first.</summary>
    public int ActiveTermCount => Shared.AcquireInt(_metadata + LogLayout.ActiveTermCountOffset);

    /// <summary>Where the stream ends; the highest number there is while nobody knows.</summary>
    public long EndOfStreamPosition
    {
        get => Shared.AcquireLong(_metadata + LogLayout.EndOfStreamPositionOffset);
        set => Shared.ReleaseLong(_metadata + LogLayout.EndOfStreamPositionOffset, value);
    }

    /// <summary>Whether somebody listens; publishers tell "nobody there" from "too fast" by it.</summary>
    public bool IsConnected
    {
        get => Shared.AcquireInt(_metadata + LogLayout.IsConnectedOffset) != 0;
        set => Shared.ReleaseInt(_metadata + LogLayout.IsConnectedOffset, value ? 1 : 0);
    }

    public int ActiveTransportCount
    {
        set => Shared.ReleaseInt(_metadata + LogLayout.ActiveTransportCountOffset, value);
    }

    public bool IsRevoked
    {
        get => Volatile.Read(ref _metadata[LogLayout.IsRevokedOffset]) != 0;
        set => Volatile.Write(ref _metadata[LogLayout.IsRevokedOffset], value ? (byte)1 : (byte)0);
    }

    /// <summary>Position up to which the publisher has claimed space.</summary>
    public long ProducerPosition
    {
        get
        {
            long tail = RawTail(ActiveTermCount % LogLayout.PartitionCount);
            return LogLayout.Position(TermIdOf(tail), OffsetOf(tail), BitsToShift, InitialTermId);
        }
    }

    /// <summary>Makes the file and fills its metadata in.</summary>
    public static LogBuffer Create(string path, LogSettings settings)
    {
        long length = LogLayout.FileLength(settings.TermLength, CncLayout.FilePageSize);
        var log = new LogBuffer(MappedFile.Create(path, length, settings.Sparse), settings);
        log.WriteMetadata(settings);
        if (settings.Type != LogType.Image)
        {
            (int termId, int termOffset) = settings.Start ?? (settings.InitialTermId, 0);
            log.InitializeTails(termId, termOffset);
        }

        log.EndOfStreamPosition = long.MaxValue;
        return log;
    }

    public byte* Term(int partition) => _file.Address + ((long)partition * TermLength);

    /// <summary>The place of a position; valid to the end of its term.</summary>
    public byte* At(long position) =>
        Term((int)((position >> BitsToShift) % LogLayout.PartitionCount)) + ((int)position & TermMask);

    public int TermIdAt(long position) => InitialTermId + (int)(position >> BitsToShift);

    public long RawTail(int partition) => Shared.AcquireLong(_metadata + LogLayout.TailsOffset + (8 * partition));

    public static int TermIdOf(long rawTail) => (int)(rawTail >> 32);

    /// <summary>Offset in a tail; publishers that found the term full have pushed it beyond the end.</summary>
    public int OffsetOf(long rawTail) => (int)Math.Min(rawTail & 0xFFFF_FFFFL, TermLength);

    /// <summary>Makes the next term active, for a publisher that died before it did so itself.</summary>
    public void Rotate(int termCount)
    {
        int nextTermId = InitialTermId + termCount + 1;
        int next = (termCount + 1) % LogLayout.PartitionCount;
        byte* tail = _metadata + LogLayout.TailsOffset + (8 * next);
        long seen = Shared.AcquireLong(tail);
        if (TermIdOf(seen) == nextTermId - LogLayout.PartitionCount)
        {
            Shared.CompareAndSetLong(tail, seen, (long)nextTermId << 32);
        }

        Shared.CompareAndSetInt(_metadata + LogLayout.ActiveTermCountOffset, termCount, termCount + 1);
    }

    /// <summary>Turns a range of the log into one padding frame, published.</summary>
    public void Pad(long position, int length)
    {
        byte* frame = At(position);
        FrameHeader.Write(
            frame,
            FrameHeader.UnfragmentedFlags,
            FrameHeader.PaddingType,
            (int)position & TermMask,
            SessionId,
            StreamId,
            TermIdAt(position));
        Shared.ReleaseInt(frame, length);
    }

    /// <summary>
    /// Zeroes from one position towards another, at most to the end of the term, and says how far it came.
    /// </summary>
    public long Clean(long from, long to)
    {
        if (to <= from)
        {
            return from;
        }

        int offset = (int)from & TermMask;
        int length = (int)Math.Min(to - from, TermLength - offset);
        byte* at = At(from);
        if (_isBeyondCaches && length >= LongPiece)
        {
            Shared.ZeroPastCaches(at + 8, length - 8);
        }
        else
        {
            Shared.Zero(at + 8, length - 8);
        }

        // The word that readers look at first changes last: whoever sees it empty finds the rest empty.
        Shared.ReleaseLong(at, 0);
        return from + length;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Unmaps and deletes the file. Clients that still map it keep what they have.</summary>
    public void DisposeAndDelete()
    {
        string path = _file.Path;
        _file.Dispose();
        File.Delete(path);
    }

    private void InitializeTails(int termId, int termOffset)
    {
        int termCount = termId - InitialTermId;
        for (int ahead = 0; ahead < LogLayout.PartitionCount; ahead++)
        {
            int partition = (termCount + ahead) % LogLayout.PartitionCount;
            int id = ahead == 0 ? termId : termId + ahead - LogLayout.PartitionCount;
            long tail = ((long)id << 32) | (uint)(ahead == 0 ? termOffset : 0);
            Shared.PutLong(_metadata + LogLayout.TailsOffset + (8 * partition), tail);
        }

        Shared.ReleaseInt(_metadata + LogLayout.ActiveTermCountOffset, termCount);
    }

    private void WriteMetadata(LogSettings settings)
    {
        byte* metadata = _metadata;
        Shared.PutLong(metadata + LogLayout.CorrelationIdOffset, settings.CorrelationId);
        Shared.PutInt(metadata + LogLayout.InitialTermIdOffset, settings.InitialTermId);
        Shared.PutInt(metadata + LogLayout.DefaultHeaderLengthOffset, FrameHeader.Length);
        Shared.PutInt(metadata + LogLayout.MtuOffset, settings.MtuLength);
        Shared.PutInt(metadata + LogLayout.TermLengthOffset, settings.TermLength);
        Shared.PutInt(metadata + LogLayout.PageSizeOffset, CncLayout.FilePageSize);
        Shared.PutInt(metadata + LogLayout.PublicationWindowOffset, settings.PublicationWindowLength);
        Shared.PutInt(metadata + LogLayout.ReceiverWindowOffset, settings.ReceiverWindowLength);
        Shared.PutInt(metadata + LogLayout.SocketSendBufferOffset, settings.SocketSendBufferLength);
        Shared.PutInt(metadata + LogLayout.SocketReceiveBufferOffset, settings.SocketReceiveBufferLength);
        Shared.PutInt(metadata + LogLayout.MaxResendOffset, settings.MaxResend);
        FrameHeader.Write(
            metadata + LogLayout.DefaultHeaderOffset,
            FrameHeader.UnfragmentedFlags,
            FrameHeader.DataType,
            0,
            settings.SessionId,
            settings.StreamId,
            settings.InitialTermId);
        Shared.PutLong(metadata + LogLayout.EntityTagOffset, -1);
        Shared.PutLong(metadata + LogLayout.ResponseCorrelationIdOffset, -1);
        Shared.PutLong(metadata + LogLayout.LingerTimeoutOffset, settings.LingerTimeoutNanos);
        Shared.PutLong(
            metadata + LogLayout.UntetheredWindowLimitTimeoutOffset, settings.Untethered.WindowLimitNanos);
        Shared.PutLong(metadata + LogLayout.UntetheredRestingTimeoutOffset, settings.Untethered.RestingNanos);
        Shared.PutLong(metadata + LogLayout.UntetheredLingerTimeoutOffset, settings.Untethered.LingerNanos);
        PutFlag(LogLayout.GroupOffset, settings.Group);
        PutFlag(LogLayout.RejoinOffset, settings.Rejoin);
        PutFlag(LogLayout.ReliableOffset, settings.Reliable);
        PutFlag(LogLayout.SparseOffset, settings.Sparse);
        PutFlag(LogLayout.SignalEosOffset, settings.SignalEndOfStream);
        PutFlag(LogLayout.SpiesSimulateConnectionOffset, settings.SpiesSimulateConnection);
        PutFlag(LogLayout.TetherOffset, settings.Tether);
        metadata[LogLayout.LogTypeOffset] = (byte)settings.Type;
    }

    private void PutFlag(int offset, bool value) => _metadata[offset] = value ? (byte)1 : (byte)0;
}
