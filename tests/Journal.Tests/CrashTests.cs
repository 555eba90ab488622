namespace MatchingEngine.Journal.Tests;

/// <summary>Lives of a journal that each end in the middle of something: a write, a roll, a repair after the last end.</summary>
public class CrashTests
{
    private const int Lives = 25;
    private const int MostActs = 60;
    private const int MostRecordsAtOnce = 40;

    [Theory]
    [InlineData(DurabilityPolicy.Sync, 1)]
    [InlineData(DurabilityPolicy.Group, 2)]
    [InlineData(DurabilityPolicy.Os, 3)]
    public void Whatever_was_durable_is_there_after_a_crash_at_any_act(DurabilityPolicy policy, int seed)
    {
        using TemporaryDirectory directory = new();
        Random random = new(seed);
        long epoch = 1;
        for (int life = 0; life < Lives; life++)
        {
            if (random.Next(50) == 0)
                epoch++;
            long durable = Live(directory, policy, epoch, random, out long appended);

            JournalOptions options = TestJournal.Options(policy) with { Epoch = epoch };
            using RecoveredJournal journal = JournalRecovery.Open(directory, options);
            string where = $"life {life}, seed {seed}: {journal.Repaired}";
            Assert.True(journal.End.LastSequence >= durable, where);
            Assert.True(journal.End.LastSequence <= appended, where);
            if (life % 10 == 0)
                Assert.Null(TestJournal.AssertReads(directory, journal.End.LastSequence));
        }

        Assert.True(directory.Segments.Length > 2);
    }

    private static long Live(
        string directory, DurabilityPolicy policy, long epoch, Random random, out long appended)
    {
        MortalDisk disk = new(random.Next(MostActs), random.Next());
        JournalOptions options = TestJournal.Options(policy) with { Epoch = epoch };
        JournalPosition end;
        using (RecoveredJournal journal = JournalRecovery.Open(directory, options))
            end = journal.End;
        appended = end.LastSequence;
        JournalWriter writer;
        try
        {
            writer = new JournalWriter(disk, directory, options, end);
        }
        catch (JournalException)
        {
            return end.LastSequence;
        }

        while (writer.State == JournalState.Running)
        {
            TestJournal.Append(writer, appended += 1 + random.Next(MostRecordsAtOnce));
            writer.TryWrite();
        }

        writer.Abandon();
        return writer.DurableSequence;
    }

    /// <summary>A disk that does so many things and then no more; the last write of all is cut short.</summary>
    private sealed class MortalDisk(int acts, int seed) : JournalFileSystem
    {
        private readonly DiskFileSystem _disk = new();
        private readonly Random _random = new(seed);
        private int _left = acts;

        public override FileOutcome Create(string path, long size, out JournalFile? file)
        {
            // Made ahead by another thread: not counted, so that a seed plays the same each time.
            file = null;
            if (Volatile.Read(ref _left) < 0)
                return Dead;
            FileOutcome outcome = _disk.Create(path, size, out JournalFile? inner);
            file = inner is null ? null : new MortalFile(this, inner);
            return outcome;
        }

        public override FileOutcome Open(string path, out JournalFile? file)
        {
            FileOutcome outcome = _disk.Open(path, out JournalFile? inner);
            file = inner is null ? null : new MortalFile(this, inner);
            return outcome;
        }

        public override FileOutcome Rename(string source, string target) =>
            TakesOne() ? _disk.Rename(source, target) : Dead;

        public override void Delete(string path)
        {
            // A process that has died cleans nothing up.
            if (Volatile.Read(ref _left) >= 0)
                _disk.Delete(path);
        }

        public override FileOutcome SyncFile(string path, bool forgets) =>
            TakesOne() ? _disk.SyncFile(path, forgets) : Dead;

        public override FileOutcome SyncDirectory(string directory) =>
            TakesOne() ? _disk.SyncDirectory(directory) : Dead;

        private static FileOutcome Dead => new(FileFault.Failed, "dead");

        private bool TakesOne() => Interlocked.Decrement(ref _left) >= 0;

        private sealed class MortalFile(MortalDisk disk, JournalFile inner) : JournalFile
        {
            public override FileOutcome Write(ReadOnlySpan<byte> bytes, long offset, out int written)
            {
                written = 0;
                int left = Interlocked.Decrement(ref disk._left);
                if (left >= 0)
                    return inner.Write(bytes, offset, out written);
                if (left == -1)
                    inner.Write(bytes[..disk._random.Next(bytes.Length + 1)], offset, out _);
                return Dead;
            }

            public override FileOutcome Sync() => disk.TakesOne() ? inner.Sync() : Dead;

            public override void Dispose() => inner.Dispose();
        }
    }
}
