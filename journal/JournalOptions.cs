namespace MatchingEngine.Journal;

/// <summary>How a journal is written. Immutable.</summary>
public sealed record JournalOptions
{
    /// <summary>When a command counts as durable.</summary>
    public DurabilityPolicy Policy { get; init; } = DurabilityPolicy.Group;

    /// <summary>
    /// Size of a new segment file in bytes: a multiple of <see cref="JournalLimits.SegmentSizeUnit"/> from
    /// <see cref="JournalLimits.MinSegmentSize"/> to <see cref="JournalLimits.MaxSegmentSize"/>. Segments that exist
    /// keep theirs.
    /// </summary>
    public long SegmentSize { get; init; } = JournalLimits.DefaultSegmentSize;

    /// <summary>
    /// Size of the write buffer in bytes, from <see cref="JournalLimits.MinWriteBufferSize"/> to
    /// <see cref="JournalLimits.MaxWriteBufferSize"/>: what may wait while the disk is full.
    /// </summary>
    public int WriteBufferSize { get; init; } = JournalLimits.DefaultWriteBufferSize;

    /// <summary>
    /// Number of the leadership under which is written, 1 and up; never lower than the journal's last one.
    /// </summary>
    public long Epoch { get; init; } = 1;

    /// <summary>Identity of a journal that begins; random when null. A journal that exists keeps its own.</summary>
    public JournalId? NewJournalId { get; init; }

    /// <summary>Gives the creation time in segment headers; nothing depends on it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Called after <see cref="JournalWriter.DurableSequence"/> has moved or the journal has failed, under policy
    /// <see cref="DurabilityPolicy.Group"/>, on the thread that syncs. Must be short and must not throw.
    /// </summary>
    public Action? DurabilityChanged { get; init; }

    /// <summary>What the writer asks of the file system. Tests put faults here.</summary>
    internal JournalFileSystem Files { get; init; } = new DiskFileSystem();

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentSize, JournalLimits.MinSegmentSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentSize, JournalLimits.MaxSegmentSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            SegmentSize % JournalLimits.SegmentSizeUnit, 0, nameof(SegmentSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(WriteBufferSize, JournalLimits.MinWriteBufferSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WriteBufferSize, JournalLimits.MaxWriteBufferSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epoch, 1);
        if (!Enum.IsDefined(Policy))
            throw new ArgumentOutOfRangeException(nameof(Policy), Policy, "No such durability policy.");
    }
}
