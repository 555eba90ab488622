namespace MatchingEngine.Journal.Tests;

public class RecoveryTests
{
    [Fact]
    public void Directory_has_one_owner_at_a_time()
    {
        using TemporaryDirectory directory = new();
        using (JournalRecovery.Open(directory, TestJournal.Options()))
        {
            JournalException e = Assert.Throws<JournalException>(
                () => JournalRecovery.Open(directory, TestJournal.Options()));
            Assert.Contains(directory, e.Message, StringComparison.Ordinal);
            Assert.Throws<JournalException>(() => OperatorCut.Apply(directory, 0));
        }

        using RecoveredJournal again = JournalRecovery.Open(directory, TestJournal.Options());
        again.StartWriter();
        Assert.Throws<InvalidOperationException>(() => again.StartWriter());
    }

    [Fact]
    public void Refused_start_lets_go_of_the_directory()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        Damage.Flip(directory.Segments[0], 5_000, 1);
        Assert.Throws<JournalException>(() => JournalRecovery.Open(directory, TestJournal.Options()));
        Damage.Flip(directory.Segments[0], 5_000, 1);
        TestJournal.Write(directory, 21);
    }

    [Theory]
    [InlineData(DurabilityPolicy.Sync)]
    [InlineData(DurabilityPolicy.Group)]
    [InlineData(DurabilityPolicy.Os)]
    public void What_was_written_survives_a_writer_that_just_stops(DurabilityPolicy policy)
    {
        using TemporaryDirectory directory = new();
        long last = 0;
        for (int round = 0; round < 10; round++)
        {
            JournalReport report = JournalVerifier.Verify(directory);
            JournalPosition end = report.End ?? JournalPosition.Start(TestJournal.Id);
            JournalWriter writer = new(new DiskFileSystem(), directory, TestJournal.Options(policy), end);
            TestJournal.Append(writer, last += 70);
            Assert.True(writer.TryWrite());
            TestJournal.Append(writer, last + 5);
            writer.Abandon();
            Assert.Null(TestJournal.AssertReads(directory, last));
        }
    }

    [Fact]
    public void Last_segment_that_is_exactly_full_is_followed_by_another()
    {
        using TemporaryDirectory directory = new();
        using (RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options()))
        {
            JournalWriter writer = journal.StartWriter();
            for (long sequence = 1; sequence <= 64; sequence++)
                writer.Append(TestRecords.MakeOdd(sequence, 32));
            Assert.True(writer.TryWrite());
        }

        Assert.Single(directory.Segments);
        using (RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options()))
        {
            Assert.Equal((64L, 8192L), (journal.End.LastSequence, journal.End.Offset));
            JournalWriter writer = journal.StartWriter();
            writer.Append(TestRecords.MakeOdd(65, 32));
            Assert.True(writer.TryWrite());
        }

        Assert.Equal(2, directory.Segments.Length);
        JournalReport report = JournalVerifier.Verify(directory);
        Assert.Equal((JournalFinding.Whole, 65L), (report.Finding, report.LastSequence));
    }

    [Fact]
    public void Journal_without_records_is_gone_on_with()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 0);
        TestJournal.Write(directory, 0);
        Assert.Single(directory.Segments);
        TestJournal.Write(directory, 5, TestJournal.Options() with { NewJournalId = JournalId.NewRandom() });
        Assert.Equal(TestJournal.Id, JournalVerifier.Verify(directory).End!.JournalId);
        Assert.Null(TestJournal.AssertReads(directory, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_096)]
    [InlineData(8_192)]
    public void First_segment_whose_creation_was_not_finished_is_made_again(int length)
    {
        using TemporaryDirectory directory = new();
        File.WriteAllBytes(directory.File(JournalDirectory.SegmentFileName(1)), new byte[length]);
        AssertMadeAgain(directory, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_095)]
    [InlineData(8_192)]
    public void Later_segment_whose_creation_was_not_finished_is_made_again(int length)
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        File.WriteAllBytes(directory.File(JournalDirectory.SegmentFileName(21)), new byte[length]);
        AssertMadeAgain(directory, 20);
        Assert.Equal([0L, 1L], JournalInfo.Read(directory).Select(segment => segment.SegmentIndex));
    }

    [Fact]
    public void Empty_file_that_does_not_follow_on_the_last_record_is_refused()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        string path = directory.File(JournalDirectory.SegmentFileName(22));
        File.WriteAllBytes(path, new byte[8_192]);
        RotTests.AssertRefused(directory, JournalFinding.HeaderDamaged, path, 0, "a gap of one");
    }

    [Fact]
    public void Segment_prepared_ahead_and_left_behind_is_of_no_matter()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        File.WriteAllBytes(directory.File(JournalDirectory.SpareFileName), new byte[100]);
        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(directory).Finding);
        TestJournal.Write(directory, 200);
        Assert.Null(TestJournal.AssertReads(directory, 200));
        Assert.False(File.Exists(directory.File(JournalDirectory.SpareFileName)));
    }

    [Fact]
    public void Higher_epoch_begins_a_segment_and_a_lower_one_is_refused()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 10);
        TestJournal.Write(directory, 20, TestJournal.Options() with { Epoch = 3 });
        TestJournal.Write(directory, 30, TestJournal.Options() with { Epoch = 3 });
        IReadOnlyList<SegmentInfo> segments = JournalInfo.Read(directory);
        Assert.Equal([(0L, 1L, 1L), (1L, 3L, 11L)], segments.Select(s => (s.SegmentIndex, s.Epoch, s.FirstSequence)));
        JournalOptions lower = TestJournal.Options() with { Epoch = 2 };
        Assert.Throws<ArgumentOutOfRangeException>(() => JournalRecovery.Open(directory, lower));
        Assert.Null(TestJournal.AssertReads(directory, 30));
    }

    [Fact]
    public void Higher_epoch_takes_the_place_of_a_segment_without_records()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 0);
        TestJournal.Write(directory, 10, TestJournal.Options() with { Epoch = 2 });
        SegmentInfo only = Assert.Single(JournalInfo.Read(directory));
        Assert.Equal((0L, 2L, 10L), (only.SegmentIndex, only.Epoch, only.RecordCount));
        Assert.Null(TestJournal.AssertReads(directory, 10));
    }

    [Fact]
    public void Segments_keep_their_size_when_the_option_changes()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        TestJournal.Write(directory, 300, TestJournal.Options() with { SegmentSize = 16 * 1024 });
        Assert.Equal([8_192L, 16_384L], JournalInfo.Read(directory).Select(segment => segment.SegmentSize).Take(2));
        Assert.Null(TestJournal.AssertReads(directory, 300));
    }

    public static TheoryData<Func<JournalOptions, JournalOptions>> BadOptions =>
    [
        options => options with { SegmentSize = JournalLimits.MinSegmentSize - 4096 },
        options => options with { SegmentSize = JournalLimits.MaxSegmentSize + 4096 },
        options => options with { SegmentSize = JournalLimits.DefaultSegmentSize + 1 },
        options => options with { WriteBufferSize = JournalLimits.MinWriteBufferSize - 1 },
        options => options with { WriteBufferSize = JournalLimits.MaxWriteBufferSize + 1 },
        options => options with { Epoch = 0 },
        options => options with { Policy = (DurabilityPolicy)3 },
    ];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Option_out_of_its_range_is_refused(Func<JournalOptions, JournalOptions> change)
    {
        using TemporaryDirectory directory = new();
        JournalOptions options = change(TestJournal.Options());
        Assert.Throws<ArgumentOutOfRangeException>(() => JournalRecovery.Open(directory, options));
    }

    private static void AssertMadeAgain(TemporaryDirectory directory, long last)
    {
        using (RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options()))
        {
            Assert.Equal(JournalFinding.SegmentUnfinished, journal.Repaired?.Finding);
            Assert.Equal(last, journal.End.LastSequence);
            JournalWriter writer = journal.StartWriter();
            TestJournal.Append(writer, last + 10);
            Assert.True(writer.TryWrite());
        }

        Assert.Null(TestJournal.AssertReads(directory, last + 10));
        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(directory).Finding);
    }
}
