namespace MatchingEngine.Journal;

/// <summary>
/// What an earlier process wrote and did not live to sync: the file shows it, the device may not have it. Whoever reads
/// it and answers for it makes it durable first.
/// </summary>
internal static class EarlierWrites
{
    /// <summary>Brings all segments of a journal and their names to the device.</summary>
    /// <remarks>
    /// After a failed sync the system may hold bytes in memory that it takes for synced and the device does not have.
    /// The sync that failed was one of the last segment: it is read anew from the device.
    /// </remarks>
    /// <exception cref="JournalException">A file can't be synced.</exception>
    public static void MakeDurable(string directory, JournalFileSystem files)
    {
        IReadOnlyList<string> segments = JournalDirectory.ListSegments(directory);
        for (int i = 0; i < segments.Count; i++)
            Require(files.SyncFile(segments[i], forgets: i == segments.Count - 1), segments[i]);
        Require(files.SyncDirectory(directory), directory);
        // The directory may be as new as the journal. One above it that can't be synced was not made by this user.
        for (string? above = Path.GetDirectoryName(directory); above is not null; above = Path.GetDirectoryName(above))
            _ = files.SyncDirectory(above);
    }

    private static void Require(FileOutcome outcome, string path)
    {
        if (!outcome.IsDone)
            throw new JournalException($"{path} can't be brought to the device: {outcome.Reason}");
    }
}
