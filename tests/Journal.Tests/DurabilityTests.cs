namespace MatchingEngine.Journal.Tests;

public class DurabilityTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void Os_counts_as_durable_what_is_written_and_never_syncs_records()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, DurabilityPolicy.Os);
        TestJournal.Append(writer, 300);
        Assert.Equal((0L, 0L), (writer.WrittenSequence, writer.DurableSequence));
        Assert.True(writer.TryWrite());
        Assert.Equal((300L, 300L), (writer.WrittenSequence, writer.DurableSequence));
        Assert.DoesNotContain("sync", files.Acts);
    }

    [Fact]
    public void Sync_is_durable_when_the_write_returns_by_one_sync_for_all_that_waited()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, DurabilityPolicy.Sync);
        files.Forget();
        TestJournal.Append(writer, 20);
        Assert.Equal(0, writer.DurableSequence);
        Assert.True(writer.TryWrite());
        Assert.Equal(20, writer.DurableSequence);
        Assert.Equal(["write records", "sync"], files.Acts);
        Assert.True(writer.TryWrite());
        Assert.Equal(2, files.Acts.Length);
    }

    [Fact]
    public void Group_is_durable_only_after_a_sync_and_one_sync_serves_many_writes()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, DurabilityPolicy.Group);
        using SemaphoreSlim gate = new(0);
        files.Forget();
        files.SyncGate = gate;
        Write(writer, 1);
        Await(() => files.SyncsBegun == 1);
        for (long last = 2; last <= 40; last++)
            Write(writer, last);
        Assert.Equal((40L, 0L), (writer.WrittenSequence, writer.DurableSequence));

        // The first sync began before the others were written, so it speaks for one record only.
        gate.Release();
        Await(() => writer.DurableSequence == 1 && files.SyncsBegun == 2);
        Assert.Equal(1, writer.DurableSequence);
        gate.Release();
        Await(() => writer.DurableSequence == 40);
        Assert.Equal(2, files.SyncsBegun);
        files.SyncGate = null;
    }

    [Fact]
    public void Group_tells_when_durability_has_moved()
    {
        using TemporaryDirectory directory = new();
        using SemaphoreSlim told = new(0);
        JournalOptions options = TestJournal.Options(DurabilityPolicy.Group) with
        {
            DurabilityChanged = () => told.Release(),
        };
        using RecoveredJournal journal = JournalRecovery.Open(directory, options);
        JournalWriter writer = journal.StartWriter();
        for (long last = 1; last <= 50; last++)
        {
            Write(writer, last);
            while (writer.DurableSequence < last)
                Assert.True(told.Wait(Limit));
        }
    }

    [Theory]
    [InlineData(DurabilityPolicy.Sync)]
    [InlineData(DurabilityPolicy.Group)]
    public void Segment_is_on_the_device_before_the_next_one_gets_its_name(DurabilityPolicy policy)
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, policy);
        files.Forget();
        TestJournal.Append(writer, 100);
        Assert.True(writer.TryWrite());
        writer.Dispose();
        Assert.Equal(2, directory.Segments.Length);
        string[] acts = files.Acts;
        int header = Array.IndexOf(acts, "write header");
        Assert.Equal("sync", acts[header - 1]);
        Assert.Equal(
            ["write header", "sync", "rename", "sync directory", "write records"], acts.AsSpan(header, 5).ToArray());
        Assert.Equal(100, writer.DurableSequence);
    }

    [Fact]
    public void Group_that_waited_for_a_roll_does_not_sync_the_new_segment_before_it_holds_records()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        int told = 0;
        JournalOptions options = TestJournal.Options(DurabilityPolicy.Group) with
        {
            Files = files,
            DurabilityChanged = () =>
            {
                // Told of the first record: goes on for more when the roll holds the file.
                Await(() => files.SyncsBegun >= 2);
                Interlocked.Increment(ref told);
            },
        };
        using SemaphoreSlim syncs = new(0);
        using SemaphoreSlim writes = new(0);
        using RecoveredJournal journal = JournalRecovery.Open(directory, options);
        JournalWriter writer = journal.StartWriter();
        files.Forget();
        files.SyncGate = syncs;
        Write(writer, 1);
        Await(() => files.SyncsBegun == 1);
        Thread rest = new(() => Write(writer, 100)) { IsBackground = true };
        rest.Start();
        Await(() => writer.WrittenSequence > 1);
        files.WriteGate = writes;

        // The first record's sync, then the roll's two: the end of the old segment, the header of the new one.
        syncs.Release();
        Await(() => files.SyncsBegun == 2 && Volatile.Read(ref told) == 1);
        syncs.Release(2);
        Await(() => files.SyncsBegun == 4 || Volatile.Read(ref told) == 2);
        int syncsBegun = files.SyncsBegun;
        files.SyncGate = files.WriteGate = null;
        syncs.Release(2);
        writes.Release();
        Assert.True(rest.Join(Limit));
        Await(() => writer.DurableSequence == 100);
        Assert.Equal(3, syncsBegun);
    }

    [Theory]
    [InlineData(DurabilityPolicy.Sync, FileFault.Failed)]
    [InlineData(DurabilityPolicy.Sync, FileFault.DiskFull)]
    [InlineData(DurabilityPolicy.Group, FileFault.Failed)]
    [InlineData(DurabilityPolicy.Group, FileFault.DiskFull)]
    internal void Failed_sync_is_final_whatever_its_reason(DurabilityPolicy policy, FileFault fault)
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, policy);
        Write(writer, 5);
        Await(() => writer.DurableSequence == 5);
        files.SyncFault = fault;
        TestJournal.Append(writer, 9);
        writer.TryWrite();
        Await(() => writer.State == JournalState.Failed);
        Assert.Equal("Injected: " + fault, writer.StateReason);

        // The next sync would say that all is well.
        files.SyncFault = FileFault.None;
        TestJournal.Append(writer, 12);
        Assert.False(writer.TryWrite());
        writer.Dispose();
        Assert.Equal((JournalState.Failed, 5L), (writer.State, writer.DurableSequence));
    }

    [Fact]
    public void Failed_write_is_final()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, DurabilityPolicy.Os);
        Write(writer, 5);
        files.WriteFault = FileFault.Failed;
        TestJournal.Append(writer, 9);
        Assert.False(writer.TryWrite());
        files.WriteFault = FileFault.None;
        Assert.False(writer.TryWrite());
        Assert.Equal((JournalState.Failed, 5L), (writer.State, writer.DurableSequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failed_roll_is_final(bool isRename)
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = DiskFullTests.Start(directory, files, DurabilityPolicy.Group);
        files.RenameFault = isRename ? FileFault.Failed : FileFault.None;
        files.DirectoryFault = isRename ? FileFault.None : FileFault.DiskFull;
        TestJournal.Append(writer, 200);
        Assert.False(writer.TryWrite());
        Assert.Equal(JournalState.Failed, writer.State);
        Assert.Equal(writer.WrittenSequence, writer.DurableSequence);
    }

    private static void Write(JournalWriter writer, long last)
    {
        TestJournal.Append(writer, last);
        Assert.True(writer.TryWrite());
    }

    private static void Await(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Limit));
}
