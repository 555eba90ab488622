namespace MatchingEngine.Journal;

/// <summary>One segment as a listing shows it. Sizes and offsets in bytes.</summary>
/// <param name="File">Full path.</param>
/// <param name="FileLength">Length of the file.</param>
/// <param name="JournalId">Identity of the journal.</param>
/// <param name="FormatVersion">Version of the file format.</param>
/// <param name="SchemaId">SBE schema of the messages.</param>
/// <param name="SchemaVersion">Version of that schema.</param>
/// <param name="Epoch">Number of the leadership under which it was begun.</param>
/// <param name="SegmentIndex">Its place in the journal, 0 and up.</param>
/// <param name="SegmentSize">Size that it was made with.</param>
/// <param name="CreationTimestampNanos">When it was begun, in nanoseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Chain">Checksum of the last record before it.</param>
/// <param name="FirstSequence">Sequence of its first record, also when that is still to come.</param>
/// <param name="LastSequence">Sequence of its last good record; one less than the first when there is none.</param>
/// <param name="RecordBytes">Bytes that its good records take.</param>
/// <param name="Problem">What is wrong in this file looked at by itself; null when nothing is.</param>
public sealed record SegmentInfo(
    string File,
    long FileLength,
    JournalId JournalId,
    long FormatVersion,
    int SchemaId,
    int SchemaVersion,
    long Epoch,
    long SegmentIndex,
    long SegmentSize,
    long CreationTimestampNanos,
    uint Chain,
    long FirstSequence,
    long LastSequence,
    long RecordBytes,
    JournalProblem? Problem)
{
    /// <summary>Number of its good records.</summary>
    public long RecordCount => LastSequence - FirstSequence + 1;
}
