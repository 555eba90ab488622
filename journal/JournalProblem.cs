using System.Globalization;

namespace MatchingEngine.Journal;

/// <summary>Something found in a journal, and where.</summary>
/// <param name="Finding">What it is.</param>
/// <param name="File">Full path of the segment file, or of the directory when no file is at fault.</param>
/// <param name="Offset">Offset of the first bad byte's record or header in the file, in bytes.</param>
/// <param name="LastGoodSequence">Sequence of the last good record before it; 0 when there is none.</param>
/// <param name="BytesAffected">
/// Bytes from <paramref name="Offset"/> to the last one that is not zero; 0 when unknown.
/// </param>
/// <param name="Detail">What is wrong, one sentence.</param>
public sealed record JournalProblem(
    JournalFinding Finding, string File, long Offset, long LastGoodSequence, long BytesAffected, string Detail)
{
    /// <summary>True when recovery repairs it without losing a record that was whole.</summary>
    public bool IsRepairable => Finding is JournalFinding.TornTail or JournalFinding.SegmentUnfinished;

    /// <summary>Finding, file, offset and detail on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Finding} at {File}:{Offset} after sequence {LastGoodSequence}: {Detail}");
}
