using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

/// <summary>Writes and reads whole journals.</summary>
internal static class TestJournal
{
    public static readonly JournalId Id = new(0x0706050403020100, 0x0F0E0D0C0B0A0908);

    public static JournalOptions Options(DurabilityPolicy policy = DurabilityPolicy.Os) => new()
    {
        Policy = policy,
        SegmentSize = JournalLimits.MinSegmentSize,
        WriteBufferSize = 64 * 1024,
        NewJournalId = Id,
        TimeProvider = new FixedTime(),
    };

    /// <summary>Appends records up to a sequence and closes.</summary>
    public static void Write(string directory, long last, JournalOptions? options = null)
    {
        using RecoveredJournal journal = JournalRecovery.Open(directory, options ?? Options());
        JournalWriter writer = journal.StartWriter();
        Append(writer, last);
        Assert.True(writer.TryWrite());
    }

    public static void Append(JournalWriter writer, long last)
    {
        for (long sequence = writer.AppendedSequence + 1; sequence <= last; sequence++)
        {
            if (!writer.CanAppend)
                Assert.True(writer.TryWrite());
            writer.Append(TestRecords.Make(sequence));
        }
    }

    /// <summary>Reads all records from a sequence on and holds them against what was written.</summary>
    public static JournalProblem? AssertReads(string directory, long last, long from = 1)
    {
        using JournalReader reader = new(directory, from);
        CommandRecord record = default;
        long sequence = from;
        for (; reader.TryReadNext(ref record); sequence++)
            TestRecords.AssertSame(TestRecords.Make(sequence), record);
        Assert.Equal(last, sequence - 1);
        return reader.Problem;
    }

    /// <summary>A small journal in one segment, and the offset of each record.</summary>
    public static long OffsetOf(long sequence, long firstInSegment = 1) =>
        SegmentHeader.PageSize + TestRecords.SizeInFile(firstInSegment, sequence - 1);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    }
}
