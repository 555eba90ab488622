namespace MatchingEngine.Journal.Tests;

public class DiskFullTests
{
    [Theory]
    [InlineData(DurabilityPolicy.Sync)]
    [InlineData(DurabilityPolicy.Group)]
    [InlineData(DurabilityPolicy.Os)]
    public void Full_disk_stalls_at_any_byte_and_loses_nothing(DurabilityPolicy policy)
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new() { MaxBytesPerWrite = 333 };
        using JournalWriter writer = Start(directory, files, policy);
        Random random = new(5);
        for (long last = 7; last <= 700; last += 7)
        {
            files.BytesUntilFull = random.Next(0, 300);
            TestJournal.Append(writer, last);
            int attempts = 0;
            while (!writer.TryWrite())
            {
                Assert.Equal(JournalState.Stalled, writer.State);
                Assert.Equal("Injected: DiskFull", writer.StateReason);
                Assert.InRange(writer.WrittenSequence, writer.DurableSequence, last - 1);
                files.BytesUntilFull = random.Next(0, 300);
                Assert.InRange(attempts++, 0, 100);
            }

            Assert.Equal((JournalState.Running, string.Empty), (writer.State, writer.StateReason));
            Assert.Equal(last, writer.WrittenSequence);
            files.BytesUntilFull = long.MaxValue;
        }

        writer.Dispose();
        Assert.Equal(700, writer.DurableSequence);
        Assert.Null(TestJournal.AssertReads(directory, 700));
    }

    [Fact]
    public void No_room_for_the_next_segment_stalls_until_there_is()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = Start(directory, files, DurabilityPolicy.Os);
        files.CreateFault = FileFault.DiskFull;
        TestJournal.Append(writer, 200);
        Assert.False(writer.TryWrite());
        Assert.False(writer.TryWrite());
        Assert.Equal(JournalState.Stalled, writer.State);
        long written = writer.WrittenSequence;
        Assert.InRange(written, 20, 190);
        Assert.Single(directory.Segments);

        // What comes meanwhile waits with the rest.
        TestJournal.Append(writer, 250);
        Assert.False(writer.TryWrite());
        Assert.Equal(written, writer.WrittenSequence);
        files.CreateFault = FileFault.None;
        Assert.True(writer.TryWrite());
        writer.Dispose();
        Assert.Null(TestJournal.AssertReads(directory, 250));
    }

    [Fact]
    public void Stalled_journal_takes_records_until_its_buffer_is_full_and_no_more()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new();
        using JournalWriter writer = Start(directory, files, DurabilityPolicy.Os);
        files.BytesUntilFull = 100;
        long last = 0;
        while (writer.CanAppend)
        {
            TestJournal.Append(writer, ++last);
            Assert.False(writer.TryWrite() && last > 3);
        }

        Assert.InRange(TestRecords.SizeInFile(1, last), (64 * 1024) - 256, 64 * 1024);
        Assert.Throws<InvalidOperationException>(() => writer.Append(TestRecords.Make(last + 1)));
        files.BytesUntilFull = long.MaxValue;
        Assert.True(writer.TryWrite());
        Assert.True(writer.CanAppend);
        TestJournal.Append(writer, last + 1);
        writer.Dispose();
        Assert.Null(TestJournal.AssertReads(directory, last + 1));
    }

    [Fact]
    public void Journal_that_is_closed_while_stalled_keeps_what_was_written()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new() { BytesUntilFull = 1_000 };
        JournalWriter writer = Start(directory, files, DurabilityPolicy.Group);
        TestJournal.Append(writer, 8);
        Assert.True(writer.TryWrite());
        TestJournal.Append(writer, 100);
        Assert.False(writer.TryWrite());
        writer.Dispose();
        Assert.Equal((8L, 8L, 100L), (writer.WrittenSequence, writer.DurableSequence, writer.AppendedSequence));
        TestJournal.Write(directory, 120);
        Assert.Null(TestJournal.AssertReads(directory, 120));
    }

    [Fact]
    public void Disk_without_room_for_the_first_segment_refuses_the_start()
    {
        using TemporaryDirectory directory = new();
        FaultyFileSystem files = new() { CreateFault = FileFault.DiskFull };
        JournalException e = Assert.Throws<JournalException>(() => Start(directory, files, DurabilityPolicy.Os));
        Assert.Contains("Injected: DiskFull", e.Message, StringComparison.Ordinal);
    }

    internal static JournalWriter Start(string directory, JournalFileSystem files, DurabilityPolicy policy) =>
        new(files, directory, TestJournal.Options(policy), JournalPosition.Start(TestJournal.Id));
}
