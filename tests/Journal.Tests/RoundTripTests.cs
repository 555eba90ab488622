using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

public class RoundTripTests
{
    [Theory]
    [InlineData(DurabilityPolicy.Sync)]
    [InlineData(DurabilityPolicy.Group)]
    [InlineData(DurabilityPolicy.Os)]
    public void Records_come_back_as_they_were_appended(DurabilityPolicy policy)
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 30, TestJournal.Options(policy));
        Assert.Null(TestJournal.AssertReads(directory, 30));
    }

    [Fact]
    public void Journal_goes_on_over_many_segments_and_restarts()
    {
        using TemporaryDirectory directory = new();
        for (long last = 0; last <= 3_000; last += 375)
            TestJournal.Write(directory, last);
        Assert.InRange(directory.Segments.Length, 40, 100);
        Assert.Null(TestJournal.AssertReads(directory, 3_000));
        JournalReport report = JournalVerifier.Verify(directory);
        Assert.Equal(JournalFinding.Whole, report.Finding);
        Assert.Equal((3_000, 1, 3_000), (report.RecordCount, report.FirstSequence, report.LastSequence));
        Assert.Equal(directory.Segments.Length, report.SegmentCount);
    }

    [Fact]
    public void Reading_can_begin_at_any_sequence()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 200);
        for (long from = 1; from <= 201; from++)
            Assert.Null(TestJournal.AssertReads(directory, 200, from));
    }

    [Fact]
    public void Reading_from_behind_the_end_is_a_sequence_break()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 10);
        Assert.Equal(JournalFinding.SequenceBreak, TestJournal.AssertReads(directory, 11, 12)?.Finding);
    }

    [Fact]
    public void Directory_that_is_not_there_is_an_empty_journal()
    {
        using TemporaryDirectory directory = new();
        string path = directory.File("none");
        Assert.Null(TestJournal.AssertReads(path, 0));
        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(path).Finding);
        Assert.Empty(JournalInfo.Read(path));
    }

    [Fact]
    public void Every_block_length_comes_back_padded_with_zeros()
    {
        using TemporaryDirectory directory = new();
        JournalOptions options = TestJournal.Options() with { SegmentSize = 64 * 1024 };
        using (RecoveredJournal journal = JournalRecovery.Open(directory, options))
        {
            JournalWriter writer = journal.StartWriter();
            for (int length = 0; length <= RecordLayout.MaxBlockLength; length++)
                writer.Append(TestRecords.MakeOdd(length + 1, length));
            Assert.True(writer.TryWrite());
        }

        using JournalReader reader = new(directory);
        CommandRecord record = default;
        for (int length = 0; length <= RecordLayout.MaxBlockLength; length++)
        {
            Assert.True(reader.TryReadNext(ref record));
            CommandRecord expected = TestRecords.MakeOdd(length + 1, length);
            expected.Slot[expected.Length..].Clear();
            TestRecords.AssertSame(expected, record);
        }

        Assert.False(reader.TryReadNext(ref record));
        Assert.Null(reader.Problem);
    }

    [Fact]
    public void Listing_shows_what_each_segment_holds()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 200);
        IReadOnlyList<SegmentInfo> segments = JournalInfo.Read(directory);
        Assert.Equal(directory.Segments, segments.Select(segment => segment.File));
        Assert.Equal(200, segments.Sum(segment => segment.RecordCount));
        Assert.Equal(TestRecords.SizeInFile(1, 200), segments.Sum(segment => segment.RecordBytes));
        long next = 1;
        for (int i = 0; i < segments.Count; i++)
        {
            SegmentInfo segment = segments[i];
            Assert.Null(segment.Problem);
            Assert.Equal((i, next), (segment.SegmentIndex, segment.FirstSequence));
            Assert.Equal((1L, 1L), (segment.Epoch, segment.FormatVersion));
            Assert.Equal((TestJournal.Id, 8192L, 8192L), (segment.JournalId, segment.SegmentSize, segment.FileLength));
            next = segment.LastSequence + 1;
        }
    }
}
