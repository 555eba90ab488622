namespace MatchingEngine.Journal;

/// <summary>What the writer asks of the file system. The tests put faults here.</summary>
internal abstract class JournalFileSystem
{
    /// <summary>
    /// Makes a file of the given size, all zeros, with its space really taken. Leaves nothing behind on a fault.
    /// </summary>
    public abstract FileOutcome Create(string path, long size, out JournalFile? file);

    /// <summary>Opens an existing file for writing.</summary>
    public abstract FileOutcome Open(string path, out JournalFile? file);

    /// <summary>Gives a file another name, in place of whatever had it.</summary>
    public abstract FileOutcome Rename(string source, string target);

    /// <summary>Removes a file, if it is there and can be removed.</summary>
    public abstract void Delete(string path);

    /// <summary>Brings to the device what an earlier process has written to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forgets">
    /// Whether to drop the file from memory, as far as the system lets us, so that it is read from the device next.
    /// </param>
    public abstract FileOutcome SyncFile(string path, bool forgets);

    /// <summary>Brings the names in a directory to the device.</summary>
    public abstract FileOutcome SyncDirectory(string directory);
}
