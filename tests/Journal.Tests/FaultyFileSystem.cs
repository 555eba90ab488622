namespace MatchingEngine.Journal.Tests;

/// <summary>
/// The real file system with a disk that can be full, writes that stop half-way and syncs that fail or take their time.
/// </summary>
internal sealed class FaultyFileSystem : JournalFileSystem
{
    private readonly DiskFileSystem _disk = new();
    private readonly Lock _gate = new();
    private readonly List<string> _acts = [];

    /// <summary>
    /// Bytes of records that the disk takes before it is full. With less than 100 left it takes no header.
    /// </summary>
    public long BytesUntilFull { get; set; } = long.MaxValue;

    /// <summary>Most bytes that one write takes.</summary>
    public int MaxBytesPerWrite { get; set; } = int.MaxValue;

    public FileFault CreateFault { get; set; }

    public FileFault WriteFault { get; set; }

    public FileFault SyncFault { get; set; }

    public FileFault DirectoryFault { get; set; }

    public FileFault RenameFault { get; set; }

    /// <summary>When set, each sync waits for a release.</summary>
    public SemaphoreSlim? SyncGate { get; set; }

    /// <summary>When set, each write of records waits for a release.</summary>
    public SemaphoreSlim? WriteGate { get; set; }

    /// <summary>Syncs begun and ended since <see cref="Forget"/>.</summary>
    public int SyncsBegun { get; private set; }

    /// <summary>What was done, in order.</summary>
    public string[] Acts
    {
        get
        {
            lock (_gate)
                return [.. _acts];
        }
    }

    public void Forget()
    {
        lock (_gate)
            _acts.Clear();
        SyncsBegun = 0;
    }

    public override FileOutcome Create(string path, long size, out JournalFile? file)
    {
        file = null;
        if (CreateFault != FileFault.None)
            return Faulty(CreateFault);
        FileOutcome outcome = _disk.Create(path, size, out JournalFile? inner);
        file = inner is null ? null : new FaultyFile(this, inner);
        return outcome;
    }

    public override FileOutcome Open(string path, out JournalFile? file)
    {
        FileOutcome outcome = _disk.Open(path, out JournalFile? inner);
        file = inner is null ? null : new FaultyFile(this, inner);
        return outcome;
    }

    public override FileOutcome Rename(string source, string target)
    {
        Note("rename");
        return RenameFault == FileFault.None ? _disk.Rename(source, target) : Faulty(RenameFault);
    }

    public override void Delete(string path) => _disk.Delete(path);

    public override FileOutcome SyncFile(string path, bool forgets)
    {
        Note((forgets ? "sync and forget " : "sync ") + Path.GetFileName(path));
        return SyncFault == FileFault.None ? _disk.SyncFile(path, forgets) : Faulty(SyncFault);
    }

    public override FileOutcome SyncDirectory(string directory)
    {
        Note("sync directory");
        return DirectoryFault == FileFault.None ? _disk.SyncDirectory(directory) : Faulty(DirectoryFault);
    }

    private static FileOutcome Faulty(FileFault fault) => new(fault, "Injected: " + fault);

    private void Note(string act)
    {
        lock (_gate)
            _acts.Add(act);
    }

    private sealed class FaultyFile(FaultyFileSystem files, JournalFile inner) : JournalFile
    {
        public override FileOutcome Write(ReadOnlySpan<byte> bytes, long offset, out int written)
        {
            written = 0;
            if (files.WriteFault != FileFault.None)
                return Faulty(files.WriteFault);
            bool isHeader = offset < SegmentHeader.PageSize;
            if (!isHeader)
                Assert.True(files.WriteGate?.Wait(TimeSpan.FromSeconds(20)) ?? true, "Nobody let the write go on.");
            long room = !isHeader ? files.BytesUntilFull : files.BytesUntilFull >= 100 ? bytes.Length : 0;
            int count = (int)Math.Min(Math.Min(bytes.Length, files.MaxBytesPerWrite), room);
            if (count == 0 && bytes.Length > 0)
                return Faulty(FileFault.DiskFull);
            if (offset is 0 or >= SegmentHeader.PageSize)
                files.Note(isHeader ? "write header" : "write records");
            if (!isHeader)
                files.BytesUntilFull -= count;
            return inner.Write(bytes[..count], offset, out written);
        }

        public override FileOutcome Sync()
        {
            files.SyncsBegun++;
            SemaphoreSlim? gate = files.SyncGate;
            Assert.True(gate?.Wait(TimeSpan.FromSeconds(20)) ?? true, "Nobody let the sync go on.");
            files.Note("sync");
            return files.SyncFault == FileFault.None ? inner.Sync() : Faulty(files.SyncFault);
        }

        public override void Dispose() => inner.Dispose();
    }
}
