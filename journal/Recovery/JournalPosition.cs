namespace MatchingEngine.Journal;

/// <summary>Where a journal ends, and so where a writer goes on.</summary>
/// <param name="JournalId">Identity of the journal.</param>
/// <param name="Epoch">Epoch of the last segment; 0 when there is none.</param>
/// <param name="SegmentIndex">Index of the segment to go on with.</param>
/// <param name="SegmentPath">Full path of the segment to go on with; null when it is to be made.</param>
/// <param name="SegmentSize">Its size in bytes; 0 when it is to be made.</param>
/// <param name="Offset">Offset behind its last record in bytes.</param>
/// <param name="LastSequence">Sequence of the last record of the journal; 0 when there is none.</param>
/// <param name="LastTimestampNanos">
/// Time of the last record in nanoseconds since 1970-01-01T00:00:00Z; 0 when there is none.
/// </param>
/// <param name="Chain">Checksum of the last record, or what stands for it before the first.</param>
public sealed record JournalPosition(
    JournalId JournalId,
    long Epoch,
    long SegmentIndex,
    string? SegmentPath,
    long SegmentSize,
    long Offset,
    long LastSequence,
    long LastTimestampNanos,
    uint Chain)
{
    /// <summary>The position before the first record of a journal that begins.</summary>
    /// <param name="journalId">Its identity.</param>
    public static JournalPosition Start(JournalId journalId) =>
        new(journalId, 0, 0, null, 0, SegmentHeader.PageSize, 0, 0, journalId.ChainSeed);
}
