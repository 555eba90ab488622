using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

public class FollowerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void Follower_reads_each_record_as_it_is_written_over_many_segments(int step)
    {
        using TemporaryDirectory directory = new();
        using JournalFollower follower = new(directory);
        CommandRecord record = default;
        Assert.False(follower.TryReadNext(ref record));

        using RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options());
        JournalWriter writer = journal.StartWriter();
        long read = 0;
        for (long last = step; last <= 1_200; last += step)
        {
            TestJournal.Append(writer, last);
            while (!writer.TryWrite())
            {
            }
            for (; follower.TryReadNext(ref record); read++)
                TestRecords.AssertSame(TestRecords.Make(read + 1), record);
            Assert.Null(follower.Problem);
            Assert.Equal((last, last), (read, follower.LastSequence));
        }
        Assert.True(directory.Segments.Length > 10);
    }

    [Fact]
    public void What_the_writer_has_half_written_is_waited_for_and_damage_is_told_in_time()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 10);
        string file = Assert.Single(directory.Segments);
        byte[] whole = System.IO.File.ReadAllBytes(file);
        byte[] torn = [.. whole];
        torn[TestJournal.OffsetOf(10) + 30] ^= 1;
        System.IO.File.WriteAllBytes(file, torn);
        var time = new MovedTime();
        using JournalFollower follower = new(directory, time);
        CommandRecord record = default;
        while (follower.TryReadNext(ref record))
        {
        }
        Assert.Equal((9, null), (follower.LastSequence, follower.Problem));

        // The rest arrives: it goes on.
        System.IO.File.WriteAllBytes(file, whole);
        Assert.True(follower.TryReadNext(ref record));
        Assert.Equal(10, follower.LastSequence);

        System.IO.File.WriteAllBytes(file, torn);
        using JournalFollower second = new(directory, time);
        while (second.TryReadNext(ref record))
        {
        }
        time.Now += TimeSpan.FromSeconds(3);
        Assert.False(second.TryReadNext(ref record));
        Assert.Equal(JournalFinding.TornTail, second.Problem?.Finding);
    }

    [Fact]
    public void Journal_without_its_first_segment_cannot_be_followed()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 200);
        System.IO.File.Delete(directory.Segments.Order(StringComparer.Ordinal).First());
        using JournalFollower follower = new(directory);
        CommandRecord record = default;
        Assert.False(follower.TryReadNext(ref record));
        Assert.Equal(JournalFinding.SegmentMissing, follower.Problem?.Finding);
    }

    private sealed class MovedTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
