using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

public class TornTailTests
{
    [Fact]
    public void Every_length_of_the_last_segment_is_torn_or_whole()
    {
        using TemporaryDirectory directory = new();
        const long last = 90;
        TestJournal.Write(directory, last);
        string path = directory.Segments[1];
        Assert.True(JournalDirectory.TryParseSegmentFileName(path, out long first));
        HashSet<long> ends = [];
        for (long length = JournalLimits.MinSegmentSize - 1; length >= 0; length--)
        {
            Damage.Truncate(path, length);
            JournalReport report = JournalVerifier.Verify(directory);
            long whole = first - 1;
            while (whole < last && TestJournal.OffsetOf(whole + 2, first) <= length)
                whole++;
            Assert.Equal(whole, report.LastSequence);
            bool isWhole = length >= SegmentHeader.PageSize
                && (whole == last || TestJournal.OffsetOf(whole + 1, first) == length);
            JournalFinding expected = isWhole ? JournalFinding.Whole
                : length < SegmentHeader.PageSize ? JournalFinding.SegmentUnfinished : JournalFinding.TornTail;
            Assert.True(expected == report.Finding, $"Length {length}: expected {expected}, found {report.Problem}");
            ends.Add(whole);
        }

        Assert.Equal(last - first + 2, ends.Count);
    }

    [Fact]
    public void Journal_goes_on_from_every_kind_of_shortened_segment()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 90);
        Dictionary<string, byte[]> saved = directory.Save();
        string path = directory.Segments[1];
        for (long length = 0; length < JournalLimits.MinSegmentSize; length += 97)
        {
            directory.Restore(saved);
            Damage.Truncate(path, length);
            long last = JournalVerifier.Verify(directory).LastSequence;
            TestJournal.Write(directory, last + 60);
            Assert.Null(TestJournal.AssertReads(directory, last + 60));
            Assert.All(JournalInfo.Read(directory), segment => Assert.Equal(segment.SegmentSize, segment.FileLength));
        }
    }

    [Fact]
    public void Torn_writes_are_cut_behind_the_last_whole_record()
    {
        using TemporaryDirectory directory = new();
        JournalOptions options = TestJournal.Options() with { SegmentSize = 64 * 1024 };
        const int seed = 11;
        Random random = new(seed);
        for (int round = 0; round < 150; round++)
        {
            long before = random.Next(0, 50);
            long after = before + random.Next(1, 60);
            TestJournal.Write(directory, before, options);
            TestJournal.Write(directory, after, options);
            string path = directory.Segments[0];

            // What reached the device of the last write: its first bytes; the rest of the file is as it was, zeros.
            long tornAt = TestJournal.OffsetOf(before + 1) + random.Next(0, TestRecords.SizeInFile(before + 1, after));
            byte[] saved = File.ReadAllBytes(path);
            Damage.Overwrite(path, tornAt, new byte[options.SegmentSize - tornAt]);
            int firstChange = saved.AsSpan().CommonPrefixLength(File.ReadAllBytes(path));
            long whole = before;
            while (whole < after && TestJournal.OffsetOf(whole + 2) <= firstChange)
                whole++;
            AssertCut(directory, options, whole, $"seed {seed} round {round} torn at {tornAt}");
            File.Delete(path);
        }
    }

    [Fact]
    public void Cut_says_file_offset_and_bytes()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 10);
        string path = directory.Segments[0];
        long offset = TestJournal.OffsetOf(10);
        Damage.Flip(path, offset + 40, 4);
        using RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options());
        JournalProblem repaired = Assert.IsType<JournalProblem>(journal.Repaired);
        Assert.Equal((JournalFinding.TornTail, path), (repaired.Finding, repaired.File));
        Assert.Equal((offset, 9L), (repaired.Offset, repaired.LastGoodSequence));
        Assert.InRange(repaired.BytesAffected, 40, RecordLayout.SlotSize);
        Assert.Contains($"{path}:{offset} after sequence 9", repaired.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_at_the_end_is_torn()
    {
        using TemporaryDirectory directory = new();
        const int seed = 12;
        Random random = new(seed);
        for (int round = 0; round < 50; round++)
        {
            TestJournal.Write(directory, 12);
            byte[] garbage = new byte[random.Next(1, 3_000)];
            random.NextBytes(garbage);
            Damage.Overwrite(directory.Segments[0], TestJournal.OffsetOf(13) + random.Next(0, 100), garbage);
            AssertCut(directory, TestJournal.Options(), 12, $"seed {seed} round {round}");
            directory.Restore([]);
        }
    }

    [Fact]
    public void Block_that_looks_like_a_record_does_not_make_a_torn_record_rotten()
    {
        using TemporaryDirectory directory = new();
        using (RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options()))
        {
            JournalWriter writer = journal.StartWriter();
            TestJournal.Append(writer, 2);
            CommandRecord forged = TestRecords.MakeOdd(4, 0);
            CommandRecord record = TestRecords.MakeOdd(3, 96);
            forged.TimestampNanos = record.TimestampNanos = TestRecords.FirstTimestampNanos + 9;
            for (int at = RecordLayout.BlockOffset; at < RecordLayout.SlotSize; at += forged.Length)
                forged.Bytes.CopyTo(record.Slot[at..]);
            writer.Append(record);
            Assert.True(writer.TryWrite());
        }

        string path = directory.Segments[0];
        Damage.Overwrite(path, TestJournal.OffsetOf(3) + RecordLayout.SlotSize - 8, new byte[8]);
        AssertCut(directory, TestJournal.Options(), 2, "forged");
    }

    private static void AssertCut(string directory, JournalOptions options, long last, string what)
    {
        long next = last + 40;
        using (RecoveredJournal journal = JournalRecovery.Open(directory, options))
        {
            Assert.True(last == journal.End.LastSequence, $"{what}: ends at {journal.End.LastSequence}, not {last}");
            Assert.Null(TestJournal.AssertReads(directory, last));
            JournalWriter writer = journal.StartWriter();
            TestJournal.Append(writer, next);
            Assert.True(writer.TryWrite());
        }

        Assert.Null(TestJournal.AssertReads(directory, next));
    }
}
