using MatchingEngine.Journal;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>The disk of the machine, that can be made full, slow, and broken.</summary>
internal sealed class FullableDisk : JournalFileSystem
{
    private readonly DiskFileSystem _disk = new();
    private volatile bool _isFull;
    private volatile bool _isBroken;

    /// <summary>No room for records.</summary>
    public bool IsFull
    {
        get => _isFull;
        set => _isFull = value;
    }

    /// <summary>Syncs fail.</summary>
    public bool IsBroken
    {
        get => _isBroken;
        set => _isBroken = value;
    }

    /// <summary>Syncs wait until it is open.</summary>
    public ManualResetEventSlim SyncGate { get; } = new(initialState: true);

    public override FileOutcome Create(string path, long size, out JournalFile? file)
    {
        FileOutcome outcome = _disk.Create(path, size, out JournalFile? inner);
        file = inner is null ? null : new FullableFile(this, inner);
        return outcome;
    }

    public override FileOutcome Open(string path, out JournalFile? file)
    {
        FileOutcome outcome = _disk.Open(path, out JournalFile? inner);
        file = inner is null ? null : new FullableFile(this, inner);
        return outcome;
    }

    public override FileOutcome Rename(string source, string target) => _disk.Rename(source, target);

    public override void Delete(string path) => _disk.Delete(path);

    public override FileOutcome SyncFile(string path, bool forgets) => _disk.SyncFile(path, forgets);

    public override FileOutcome SyncDirectory(string directory) => _disk.SyncDirectory(directory);

    private sealed class FullableFile(FullableDisk disk, JournalFile inner) : JournalFile
    {
        public override FileOutcome Write(ReadOnlySpan<byte> bytes, long offset, out int written)
        {
            written = 0;
            return disk.IsFull ? new FileOutcome(FileFault.DiskFull, "full") : inner.Write(bytes, offset, out written);
        }

        public override FileOutcome Sync()
        {
            disk.SyncGate.Wait();
            return disk.IsBroken ? new FileOutcome(FileFault.Failed, "broken") : inner.Sync();
        }

        public override void Dispose() => inner.Dispose();
    }
}
