namespace MatchingEngine.Journal.Tests;

/// <summary>
/// One test for each thing that can be wrong with segments as a whole. Bytes are the matter of the other tests.
/// </summary>
public sealed class FindingTests : IDisposable
{
    private const long Last = 300;

    private readonly TemporaryDirectory _directory = new();
    private readonly string[] _segments;
    private readonly long[] _first;

    public FindingTests()
    {
        TestJournal.Write(_directory, Last);
        _segments = _directory.Segments;
        _first = [.. JournalInfo.Read(_directory).Select(segment => segment.FirstSequence)];
        Assert.InRange(_segments.Length, 4, 9);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Missing_segment_in_the_middle()
    {
        File.Delete(_segments[1]);
        JournalProblem problem = AssertRefused(JournalFinding.SegmentMissing, _directory, _first[1] - 1);
        string expected = $"Segments 1 to 1, sequences {_first[1]} to {_first[2] - 1}";
        Assert.Contains(expected, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_first_segment_matters_only_to_who_needs_it()
    {
        File.Delete(_segments[0]);
        AssertRefused(JournalFinding.SegmentMissing, _directory, 0);
        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(_directory, _first[1]).Finding);
        Assert.Null(TestJournal.AssertReads(_directory, Last, _first[1]));
        using RecoveredJournal journal = JournalRecovery.Open(_directory, TestJournal.Options(), _first[1] + 3);
        Assert.Equal(Last, journal.End.LastSequence);
    }

    [Fact]
    public void Missing_last_segments_show_only_to_who_knows_how_far_it_went()
    {
        File.Delete(_segments[^1]);
        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(_directory).Finding);
        JournalReport report = JournalVerifier.Verify(_directory, Last + 1);
        Assert.Equal((JournalFinding.SequenceBreak, _first[^1] - 1), (report.Finding, report.LastSequence));
        Assert.Throws<JournalException>(() => JournalRecovery.Open(_directory, TestJournal.Options(), Last + 1));
    }

    [Fact]
    public void Damage_before_the_segment_that_is_needed_does_not_matter()
    {
        Damage.Flip(_segments[0], 5_000, 1);
        Assert.Equal(JournalFinding.Whole, JournalVerifier.Verify(_directory, _first[1]).Finding);
        Assert.Equal(JournalFinding.Rotten, JournalVerifier.Verify(_directory, _first[1] - 1).Finding);
    }

    [Fact]
    public void Segment_of_another_journal()
    {
        using TemporaryDirectory other = new();
        TestJournal.Write(other, Last, TestJournal.Options() with { NewJournalId = JournalId.NewRandom() });
        File.Copy(other.Segments[1], _segments[1], overwrite: true);
        AssertRefused(JournalFinding.ForeignSegment, _segments[1], _first[1] - 1);
    }

    [Fact]
    public void Segment_of_another_copy_of_the_journal_that_went_its_own_way()
    {
        Forgery.Record(_segments[0], 5, (ref RecordView record) => record.Header.TemplateId++);
        AssertRefused(JournalFinding.ChainBreak, _segments[1], _first[1] - 1);
    }

    [Fact]
    public void Epoch_that_goes_back()
    {
        Forgery.Header(_segments[0], (ref SegmentHeader header) => header.Epoch = 2);
        AssertRefused(JournalFinding.ChainBreak, _segments[1], _first[1] - 1);
    }

    [Fact]
    public void Time_before_a_segment_that_is_not_the_last_records()
    {
        Forgery.Header(_segments[1], (ref SegmentHeader header) => header.PreviousTimestampNanos++);
        AssertRefused(JournalFinding.ChainBreak, _segments[1], _first[1] - 1);
    }

    [Fact]
    public void Format_version_of_the_future()
    {
        Forgery.Header(_segments[2], (ref SegmentHeader header) => header.FormatVersion = 2);
        AssertRefused(JournalFinding.UnknownFormatVersion, _segments[2], _first[2] - 1);
    }

    [Fact]
    public void Format_version_of_the_future_with_a_header_of_another_length()
    {
        Damage.Flip(_segments[2], 8, 3);
        Damage.Flip(_segments[2], 13, 0x30);
        AssertRefused(JournalFinding.UnknownFormatVersion, _segments[2], _first[2] - 1);
    }

    [Fact]
    public void Schema_of_the_future()
    {
        Forgery.Header(_segments[1], (ref SegmentHeader header) => header.SchemaVersion++);
        AssertRefused(JournalFinding.SchemaMismatch, _segments[1], _first[1] - 1);
    }

    [Fact]
    public void Other_schema()
    {
        Forgery.Header(_segments[0], (ref SegmentHeader header) => header.SchemaId++);
        AssertRefused(JournalFinding.SchemaMismatch, _segments[0], 0);
    }

    [Fact]
    public void Header_with_a_field_out_of_its_range()
    {
        Forgery.Header(_segments[1], (ref SegmentHeader header) => header.SegmentSize = 1);
        AssertRefused(JournalFinding.HeaderDamaged, _segments[1], _first[1] - 1);
    }

    [Fact]
    public void First_header_whose_chain_does_not_begin_with_the_journal_id()
    {
        Forgery.Header(_segments[0], (ref SegmentHeader header) => header.Chain++);
        AssertRefused(JournalFinding.HeaderDamaged, _segments[0], 0);
    }

    [Fact]
    public void File_that_is_not_named_after_its_first_sequence()
    {
        string path = _directory.File(JournalDirectory.SegmentFileName(_first[1] + 1));
        File.Move(_segments[1], path);
        AssertRefused(JournalFinding.HeaderDamaged, path, _first[1] - 1);
    }

    [Fact]
    public void Header_that_is_gone_though_records_follow()
    {
        Damage.Overwrite(_segments[^1], 0, new byte[SegmentHeader.PageSize]);
        AssertRefused(JournalFinding.HeaderDamaged, _segments[^1], _first[^1] - 1);
    }

    [Fact]
    public void Segment_that_begins_with_a_sequence_of_the_one_before()
    {
        Forgery.Header(_segments[1], (ref SegmentHeader header) => header.FirstSequence--);
        string path = _directory.File(JournalDirectory.SegmentFileName(_first[1] - 1));
        File.Move(_segments[1], path);
        AssertRefused(JournalFinding.SequenceBreak, path, _first[1] - 1);
    }

    [Fact]
    public void Segment_index_that_is_repeated()
    {
        Forgery.Header(_segments[2], (ref SegmentHeader header) => header.SegmentIndex = 1);
        AssertRefused(JournalFinding.SequenceBreak, _segments[2], _first[2] - 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Sequence_that_is_repeated_or_skipped_though_checksums_hold(int step)
    {
        long sequence = _first[^1] + 4;
        Forgery.Record(_segments[^1], sequence, (ref RecordView record) => record.Sequence += step);
        long offset = TestJournal.OffsetOf(sequence, _first[^1]);
        AssertRefused(JournalFinding.SequenceBreak, _segments[^1], sequence - 1, offset);
    }

    [Fact]
    public void Time_that_goes_back_though_checksums_hold()
    {
        // The very last record: where anything less would count as torn.
        Forgery.Record(_segments[^1], Last, (ref RecordView record) => record.TimestampNanos -= 1_000);
        AssertRefused(JournalFinding.TimestampBreak, _segments[^1], Last - 1, TestJournal.OffsetOf(Last, _first[^1]));
    }

    [Fact]
    public void Lengths_that_disagree_though_checksums_hold()
    {
        Forgery.Record(_segments[^1], Last, (ref RecordView record) => record.Header.BlockLength--);
        AssertRefused(JournalFinding.Rotten, _segments[^1], Last - 1, TestJournal.OffsetOf(Last, _first[^1]));
    }

    [Fact]
    public void Listing_shows_every_segment_in_spite_of_a_damaged_one()
    {
        Damage.Flip(_segments[1], 100, 1);
        Damage.Flip(_segments[2], TestJournal.OffsetOf(_first[2] + 1, _first[2]) + 9, 1);
        IReadOnlyList<SegmentInfo> infos = JournalInfo.Read(_directory);
        Assert.Equal(_segments.Length, infos.Count);
        Assert.Equal(JournalFinding.HeaderDamaged, infos[1].Problem?.Finding);
        Assert.Equal((0L, 0L), (infos[1].RecordCount, infos[1].RecordBytes));
        Assert.Equal((JournalFinding.Rotten, 1L), (infos[2].Problem?.Finding, infos[2].RecordCount));
        Assert.Equal(Last, infos[^1].LastSequence);
    }

    private JournalProblem AssertRefused(JournalFinding finding, string path, long lastGood, long offset = 0)
    {
        RotTests.AssertRefused(_directory, finding, path, offset, finding.ToString());
        JournalProblem problem = JournalVerifier.Verify(_directory).Problem!;
        Assert.Equal(lastGood, problem.LastGoodSequence);
        Assert.False(problem.IsRepairable);
        return problem;
    }
}
