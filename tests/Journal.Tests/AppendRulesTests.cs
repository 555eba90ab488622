using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

public class AppendRulesTests
{
    [Fact]
    public void Record_that_breaks_a_rule_is_refused_and_not_taken()
    {
        using TemporaryDirectory directory = new();
        using RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options());
        JournalWriter writer = journal.StartWriter();
        TestJournal.Append(writer, 6);
        AssertRefused(writer, (ref CommandRecord record) => record.Sequence = 6);
        AssertRefused(writer, (ref CommandRecord record) => record.Sequence = 8);
        AssertRefused(writer, (ref CommandRecord record) => record.TimestampNanos = TestRecords.FirstTimestampNanos);
        AssertRefused(writer, (ref CommandRecord record) => record.Length = 31);
        AssertRefused(writer, (ref CommandRecord record) => record.Length = 129);
        AssertRefused(writer, (ref CommandRecord record) => record.Length = -8);
        AssertRefused(writer, (ref CommandRecord record) => record.Header.BlockLength++);
        TestJournal.Append(writer, 9);
        journal.Dispose();
        Assert.Null(TestJournal.AssertReads(directory, 9));
    }

    [Fact]
    public void Appending_and_writing_allocate_nothing()
    {
        foreach (DurabilityPolicy policy in Enum.GetValues<DurabilityPolicy>())
        {
            using TemporaryDirectory directory = new();
            JournalOptions options = TestJournal.Options(policy) with { SegmentSize = 1024 * 1024 };
            using RecoveredJournal journal = JournalRecovery.Open(directory, options);
            JournalWriter writer = journal.StartWriter();
            CommandRecord[] records = [.. Enumerable.Range(1, 3_000).Select(i => TestRecords.Make(i))];
            WriteBatches(writer, records.AsSpan(0, 500));
            long before = GC.GetAllocatedBytesForCurrentThread();
            WriteBatches(writer, records.AsSpan(500));
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(3_000, writer.WrittenSequence);
        }
    }

    [Fact]
    public void Reading_allocates_nothing_a_record()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 3_000, TestJournal.Options() with { SegmentSize = 1024 * 1024 });
        using JournalReader reader = new(directory);
        CommandRecord record = default;
        for (int i = 0; i < 500; i++)
            Assert.True(reader.TryReadNext(ref record));
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isComplete = true;
        for (int i = 500; i < 3_000; i++)
            isComplete &= reader.TryReadNext(ref record);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(isComplete);
    }

    private delegate void Change(ref CommandRecord record);

    private static void WriteBatches(JournalWriter writer, ReadOnlySpan<CommandRecord> records)
    {
        for (int i = 0; i < records.Length; i++)
        {
            writer.Append(records[i]);
            if (i % 50 == 49)
                writer.TryWrite();
        }
    }

    private static void AssertRefused(JournalWriter writer, Change change)
    {
        CommandRecord record = TestRecords.Make(7);
        change(ref record);
        Assert.Throws<InvalidOperationException>(() => writer.Append(record));
        Assert.Equal(6, writer.AppendedSequence);
    }
}
