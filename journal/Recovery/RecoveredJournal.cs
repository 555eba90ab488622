namespace MatchingEngine.Journal;

/// <summary>
/// A journal that this process alone owns, from <see cref="JournalRecovery.Open"/> until it is disposed: first read,
/// then written. One thread.
/// </summary>
public sealed class RecoveredJournal : IDisposable
{
    private readonly DirectoryLock _lock;
    private readonly JournalOptions _options;
    private JournalWriter? _writer;

    internal RecoveredJournal(
        string directory,
        JournalOptions options,
        DirectoryLock directoryLock,
        JournalProblem? repaired,
        JournalPosition end)
    {
        DirectoryPath = directory;
        _options = options;
        _lock = directoryLock;
        Repaired = repaired;
        End = end;
    }

    /// <summary>Full path of the data directory.</summary>
    public string DirectoryPath { get; }

    /// <summary>What a crash had left and was repaired; null when nothing was. To be told to the operator.</summary>
    public JournalProblem? Repaired { get; }

    /// <summary>Where the journal ended when it was opened.</summary>
    public JournalPosition End { get; }

    /// <summary>
    /// Begins to write behind <see cref="End"/>. Once only; the writer is disposed with this object, or before.
    /// </summary>
    /// <exception cref="JournalException">
    /// The first segment can't be made, or an existing one can't be opened.
    /// </exception>
    /// <exception cref="InvalidOperationException">It was started already.</exception>
    public JournalWriter StartWriter()
    {
        if (_writer is not null)
            throw new InvalidOperationException("A journal has one writer.");
        return _writer = new JournalWriter(_options.Files, DirectoryPath, _options, End);
    }

    /// <summary>Disposes the writer and lets go of the directory.</summary>
    public void Dispose()
    {
        _writer?.Dispose();
        _lock.Dispose();
    }
}
