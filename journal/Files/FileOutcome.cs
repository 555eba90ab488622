namespace MatchingEngine.Journal;

/// <summary>How an operation on a file ended, and why it did not succeed.</summary>
internal readonly record struct FileOutcome(FileFault Fault, string Reason)
{
    /// <summary>Done.</summary>
    public static FileOutcome Done { get; } = new(FileFault.None, string.Empty);

    public bool IsDone => Fault == FileFault.None;

    /// <summary>
    /// The same, but never worth another attempt. After a failed sync nobody knows which pages reached the device, and
    /// the next sync may say that all is well: even a full disk is final then.
    /// </summary>
    public FileOutcome AsFinal() => IsDone ? this : this with { Fault = FileFault.Failed };
}
