using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

/// <summary>Reading beside the process that writes.</summary>
public class LiveReadingTests
{
    // More than is read at a time: what was read ahead ends before the file does.
    private static readonly JournalOptions Options = TestJournal.Options() with { SegmentSize = 4 * BlockReader.BufferSize };

    [Fact]
    public void What_is_written_behind_what_was_read_ahead_is_no_damage()
    {
        using TemporaryDirectory directory = new();
        using RecoveredJournal journal = JournalRecovery.Open(directory, Options);
        JournalWriter writer = journal.StartWriter();
        Write(writer, 10);
        using JournalReader reader = new(directory);
        CommandRecord record = default;
        for (long last = 10; last <= 100; last += 10)
        {
            while (reader.LastSequence < last)
            {
                Assert.True(reader.TryReadNext(ref record), $"{reader.Problem}");
                TestRecords.AssertSame(TestRecords.Make(reader.LastSequence), record);
            }
            Write(writer, last + 10);
        }
        Assert.True(reader.TryReadNext(ref record));
        while (reader.TryReadNext(ref record))
        {
        }
        Assert.Equal((110, null), (reader.LastSequence, reader.Problem));
    }

    [Fact]
    public async Task Journal_is_whole_whenever_it_is_looked_at_while_it_is_written()
    {
        using TemporaryDirectory directory = new();
        using RecoveredJournal journal = JournalRecovery.Open(directory, Options);
        JournalWriter writer = journal.StartWriter();
        Write(writer, 10_000);
        bool isEnough = false;
        Task writing = Task.Run(() =>
        {
            while (!Volatile.Read(ref isEnough))
                Write(writer, writer.AppendedSequence + 100);
        });
        try
        {
            for (int i = 0; i < 20 || writer.AppendedSequence < 200_000; i++)
            {
                Assert.Null(JournalVerifier.Verify(directory).Problem);
                Assert.All(JournalInfo.Read(directory), segment => Assert.Null(segment.Problem));
            }
        }
        finally
        {
            Volatile.Write(ref isEnough, true);
            await writing;
        }
    }

    [Fact]
    public void Damage_is_told_though_the_service_runs()
    {
        using TemporaryDirectory directory = new();
        using RecoveredJournal journal = JournalRecovery.Open(directory, Options);
        JournalWriter writer = journal.StartWriter();
        Write(writer, 10);
        Damage.Flip(Assert.Single(directory.Segments), TestJournal.OffsetOf(5) + 40, 1);
        JournalReport report = JournalVerifier.Verify(directory);
        Assert.Equal((JournalFinding.Rotten, 4), (report.Finding, report.LastSequence));
    }

    private static void Write(JournalWriter writer, long last)
    {
        TestJournal.Append(writer, last);
        Assert.True(writer.TryWrite());
    }
}
