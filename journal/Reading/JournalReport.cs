namespace MatchingEngine.Journal;

/// <summary>What a look at all records of a journal found.</summary>
/// <param name="Problem">The first thing that is wrong; null when the journal is whole.</param>
/// <param name="SegmentCount">Segments looked at and found to belong.</param>
/// <param name="RecordCount">Good records.</param>
/// <param name="FirstSequence">Sequence of the first good record looked at; 0 when there is none.</param>
/// <param name="End">Where the good records end; null when there is no segment that can be relied on.</param>
public sealed record JournalReport(
    JournalProblem? Problem, int SegmentCount, long RecordCount, long FirstSequence, JournalPosition? End)
{
    /// <summary>The kind of what was found.</summary>
    public JournalFinding Finding => Problem?.Finding ?? JournalFinding.Whole;

    /// <summary>Sequence of the last good record; 0 when there is none.</summary>
    public long LastSequence => End?.LastSequence ?? 0;
}
