namespace MatchingEngine.Journal;

/// <summary>Opens a journal for its one owner: locks it, proves it whole, repairs what a crash may leave.</summary>
public static class JournalRecovery
{
    /// <summary>
    /// Locks the directory and looks at the journal from the segment on that holds <paramref name="fromSequence"/>.
    /// Cuts a torn tail and makes an unfinished segment again; <see cref="RecoveredJournal.Repaired"/> says so. Makes
    /// the directory, and later the journal, when there is none. Unless the policy is <see cref="DurabilityPolicy.Os"/>,
    /// all that is there is on the device when this returns, whoever wrote it.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="options">How the journal is going to be written.</param>
    /// <param name="fromSequence">Sequence of the first record that must be there, 1 and up.</param>
    /// <param name="cancellation">Breaks the look off, which leaves the journal as it is.</param>
    /// <returns>The journal, ready to be read and then written. The caller disposes it.</returns>
    /// <exception cref="JournalException">
    /// Somebody else writes this journal, it holds damage that is not repaired, or it can't be synced.
    /// </exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An option is out of its range, or the epoch is behind the journal's.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static RecoveredJournal Open(
        string directory, JournalOptions options, long fromSequence = 1, CancellationToken cancellation = default)
    {
        options.Validate();
        directory = Path.GetFullPath(directory);
        DirectoryLock directoryLock = DirectoryLock.Take(directory);
        try
        {
            if (options.Policy != DurabilityPolicy.Os)
                EarlierWrites.MakeDurable(directory, options.Files);
            JournalReport report = JournalVerifier.Verify(directory, fromSequence, isOwned: true, cancellation);
            if (report.Problem is { IsRepairable: false })
                throw new JournalException(report.Problem);
            JournalPosition end = FindEnd(report, options);
            if (end.Epoch > options.Epoch)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(options), options.Epoch, $"The journal is at epoch {end.Epoch} already.");
            }

            if (end.SegmentPath is not null && NeedsZeros(report, end))
                TailCut.ZeroBehind(end.SegmentPath, end.Offset, end.SegmentSize);
            return new RecoveredJournal(directory, options, directoryLock, report.Problem, end);
        }
        catch
        {
            directoryLock.Dispose();
            throw;
        }
    }

    private static bool NeedsZeros(JournalReport report, JournalPosition end) =>
        report.Finding == JournalFinding.TornTail || new FileInfo(end.SegmentPath!).Length != end.SegmentSize;

    private static JournalPosition FindEnd(JournalReport report, JournalOptions options)
    {
        if (report.End is null)
            return JournalPosition.Start(options.NewJournalId ?? JournalId.NewRandom());
        if (report.Finding != JournalFinding.SegmentUnfinished)
            return report.End;
        return report.End with
        {
            SegmentIndex = report.End.SegmentIndex + 1,
            SegmentPath = null,
            SegmentSize = 0,
            Offset = SegmentHeader.PageSize,
        };
    }
}
