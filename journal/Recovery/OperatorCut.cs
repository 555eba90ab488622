using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace MatchingEngine.Journal;

/// <summary>
/// Ends a damaged journal before its damage, when an operator says so because no better copy exists. Nothing is
/// destroyed: whole files are kept under another name.
/// </summary>
public static class OperatorCut
{
    /// <summary>Extension of the files that are kept: not a part of any journal.</summary>
    public const string KeptExtension = ".cut";

    /// <summary>
    /// Cuts everything behind a sequence, which must be the last good one before the first damage. The segment with the
    /// damage is copied, the segments behind it are renamed, to names with <see cref="KeptExtension"/>.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="lastGoodSequence">
    /// What <see cref="JournalVerifier"/> names as the last good sequence: the operator's word that this is meant.
    /// </param>
    /// <param name="fromSequence">Sequence of the first record that must be there, 1 and up.</param>
    /// <returns>Full paths of the files that are kept.</returns>
    /// <exception cref="JournalException">
    /// The journal is in use, is whole or repaired without this, ends at another sequence, or has no good segment at
    /// all.
    /// </exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static IReadOnlyList<string> Apply(string directory, long lastGoodSequence, long fromSequence = 1)
    {
        directory = Path.GetFullPath(directory);
        using DirectoryLock directoryLock = DirectoryLock.Take(directory);
        JournalReport report = JournalVerifier.Verify(directory, fromSequence, isOwned: true);
        if (report.Problem is null)
            throw new JournalException($"The journal in {directory} needs no cut: it is whole.");
        if (report.Problem.IsRepairable)
            throw new JournalException($"The journal in {directory} is repaired at its next start: {report.Problem}");
        if (report.End?.SegmentPath is null)
            throw new JournalException($"Nothing of the journal in {directory} can be kept: {report.Problem}");
        if (report.LastSequence != lastGoodSequence)
        {
            throw new JournalException(string.Create(
                CultureInfo.InvariantCulture,
                $"The last good sequence is {report.LastSequence}, not {lastGoodSequence}: {report.Problem}"));
        }

        List<string> kept = KeepSegmentsBehind(directory, report.End.SegmentPath);
        kept.Insert(0, KeepCopy(directory, report.End.SegmentPath));
        TailCut.ZeroBehind(report.End.SegmentPath, report.End.Offset, report.End.SegmentSize);
        FileOutcome outcome = NativeFile.SyncDirectory(directory);
        return outcome.IsDone ? kept : throw new JournalException(outcome.Reason);
    }

    // From the last one back: whenever this is interrupted, what is left is still refused.
    private static List<string> KeepSegmentsBehind(string directory, string lastGood)
    {
        List<string> kept = [];
        IReadOnlyList<string> segments = JournalDirectory.ListSegments(directory);
        for (int i = segments.Count - 1; string.CompareOrdinal(segments[i], lastGood) > 0; i--)
        {
            string name = FreeName(segments[i]);
            File.Move(segments[i], name);
            kept.Insert(0, name);
        }

        return kept;
    }

    // On the device before the original is changed: a cut that is interrupted has destroyed nothing either.
    private static string KeepCopy(string directory, string segment)
    {
        string copy = FreeName(segment);
        File.Copy(segment, copy);
        using (SafeFileHandle handle = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        FileOutcome outcome = NativeFile.SyncDirectory(directory);
        return outcome.IsDone ? copy : throw new JournalException(outcome.Reason);
    }

    // What an earlier cut has kept stays.
    private static string FreeName(string segment)
    {
        string name = segment + KeptExtension;
        for (int number = 2; File.Exists(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{segment}.{number}{KeptExtension}");
        return name;
    }
}
