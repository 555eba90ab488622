using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

public class RotTests
{
    private const long Last = 50;

    [Fact]
    public void Lost_bytes_with_a_whole_record_behind_them_are_refused()
    {
        using TemporaryDirectory directory = new();
        JournalOptions options = TestJournal.Options() with { SegmentSize = 64 * 1024 };
        TestJournal.Write(directory, Last, options);
        Dictionary<string, byte[]> saved = directory.Save();
        string path = directory.Segments[0];
        const int seed = 21;
        Random random = new(seed);
        for (int round = 0; round < 150; round++)
        {
            // At least the last record stays. Sectors are lost as zeros, as noise or as a copy of what stands
            // elsewhere.
            long start = random.NextInt64(TestJournal.OffsetOf(1), TestJournal.OffsetOf(Last) - 8);
            byte[] lost = new byte[random.NextInt64(8, TestJournal.OffsetOf(Last) - start + 1)];
            if (round % 3 == 1)
                random.NextBytes(lost);
            else if (round % 3 == 2)
                saved[path].AsSpan(512, lost.Length).CopyTo(lost);
            Damage.Overwrite(path, start, lost);
            long good = 0;
            while (TestJournal.OffsetOf(good + 2) <= FirstChange(saved[path], path))
                good++;
            long offset = TestJournal.OffsetOf(good + 1);
            AssertRefused(directory, JournalFinding.Rotten, path, offset, $"seed {seed} round {round}");
            directory.Restore(saved);
        }
    }

    [Fact]
    public void Later_pages_of_an_unsynced_write_without_an_earlier_one_are_refused()
    {
        using TemporaryDirectory directory = new();
        JournalOptions options = TestJournal.Options() with { SegmentSize = 64 * 1024 };
        TestJournal.Write(directory, 300, options);
        string path = directory.Segments[0];
        Damage.Overwrite(path, 8192, new byte[4096]);
        long good = 0;
        while (TestJournal.OffsetOf(good + 2) <= 8192)
            good++;
        AssertRefused(directory, JournalFinding.Rotten, path, TestJournal.OffsetOf(good + 1), "a page");
    }

    [Fact]
    public void Damage_is_refused_even_in_the_last_record_when_a_segment_follows()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 90);
        string[] segments = directory.Segments;
        Assert.True(JournalDirectory.TryParseSegmentFileName(segments[1], out long first));
        long offset = TestJournal.OffsetOf(first - 1);
        Damage.Overwrite(segments[0], offset, new byte[JournalLimits.MinSegmentSize - offset]);
        AssertRefused(directory, JournalFinding.Rotten, segments[0], offset, "zeros");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Large_damaged_end_is_examined_a_piece_at_a_time(bool hasRecordBehind)
    {
        const int Noise = 12 * 1024 * 1024;
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, Last, TestJournal.Options() with { SegmentSize = 16 * 1024 * 1024 });
        string path = directory.Segments[0];
        long bad = TestJournal.OffsetOf(Last + 1);
        byte[] record = File.ReadAllBytes(path)[(int)TestJournal.OffsetOf(Last)..(int)bad];
        byte[] noise = new byte[Noise];
        Array.Fill(noise, (byte)0xA5);
        Damage.Overwrite(path, bad, noise);
        // Numbered as one that could have been written there.
        BitConverter.TryWriteBytes(record.AsSpan(8), Last + 2);
        if (hasRecordBehind)
            Damage.Overwrite(path, bad + Noise, record);

        long before = GC.GetAllocatedBytesForCurrentThread();
        JournalProblem problem = JournalVerifier.Verify(directory.Path).Problem!;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Noise / 2);
        Assert.Equal(hasRecordBehind ? JournalFinding.Rotten : JournalFinding.TornTail, problem.Finding);
        Assert.Equal((path, bad), (problem.File, problem.Offset));
        if (hasRecordBehind)
            Assert.Contains($"offset {bad + Noise}", problem.Detail);
    }

    [Fact]
    public void Refused_journal_is_left_as_it_is()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, Last);
        Damage.Flip(directory.Segments[0], TestJournal.OffsetOf(20) + 5, 1);
        Dictionary<string, byte[]> before = directory.Save();
        Assert.Throws<JournalException>(() => JournalRecovery.Open(directory, TestJournal.Options()));
        Assert.Equal(before, directory.Save());
    }

    [Fact]
    public void Operator_can_end_the_journal_before_its_damage_and_every_byte_is_kept()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 200);
        Dictionary<string, byte[]> whole = directory.Save();
        string[] segments = directory.Segments;
        Assert.True(JournalDirectory.TryParseSegmentFileName(segments[1], out long first));
        long offset = TestJournal.OffsetOf(first + 5, first);
        Damage.Flip(segments[1], offset + 33, 1);
        byte[] damaged = File.ReadAllBytes(segments[1]);

        Assert.Throws<JournalException>(() => OperatorCut.Apply(directory, first + 3));
        IReadOnlyList<string> kept = OperatorCut.Apply(directory, first + 4);
        Assert.Equal(segments[1..].Select(path => path + OperatorCut.KeptExtension), kept);
        Assert.Equal(damaged, File.ReadAllBytes(kept[0]));
        Assert.Equal(whole[segments[2]], File.ReadAllBytes(kept[1]));
        Assert.Null(TestJournal.AssertReads(directory, first + 4));
        TestJournal.Write(directory, 220);
        Assert.Null(TestJournal.AssertReads(directory, 220));
        Assert.Throws<JournalException>(() => OperatorCut.Apply(directory, 220));
    }

    [Fact]
    public void Second_cut_keeps_what_the_first_one_kept()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 30);
        string segment = directory.Segments[0];
        List<byte[]> damaged = [];
        foreach (long sequence in new long[] { 20, 10 })
        {
            Damage.Flip(segment, TestJournal.OffsetOf(sequence) + 33, 1);
            damaged.Add(File.ReadAllBytes(segment));
            IReadOnlyList<string> kept = OperatorCut.Apply(directory, sequence - 1);
            Assert.Equal(damaged[^1], File.ReadAllBytes(Assert.Single(kept)));
        }

        Assert.Equal(damaged[0], File.ReadAllBytes(segment + ".cut"));
        Assert.Equal(damaged[1], File.ReadAllBytes(segment + ".2.cut"));
        Assert.Null(TestJournal.AssertReads(directory, 9));
        Assert.Single(directory.Segments);
    }

    [Fact]
    public void Nothing_is_cut_when_the_first_segment_can_not_be_relied_on()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, Last);
        Damage.Flip(directory.Segments[0], 30, 1);
        Assert.Throws<JournalException>(() => OperatorCut.Apply(directory, 0));
    }

    internal static void AssertRefused(string directory, JournalFinding finding, string path, long offset, string what)
    {
        JournalReport report = JournalVerifier.Verify(directory);
        Assert.True(
            (finding, path, offset) == (report.Finding, report.Problem?.File, report.Problem?.Offset),
            $"{what}: expected {finding} at {path}:{offset}, found {report.Problem}");
        JournalException e = Assert.Throws<JournalException>(
            () => JournalRecovery.Open(directory, TestJournal.Options()));
        Assert.Equal(report.Problem, e.Problem);
        using JournalReader reader = new(directory);
        CommandRecord record = default;
        for (long sequence = 1; reader.TryReadNext(ref record); sequence++)
            Assert.Equal(sequence, record.Sequence);
        Assert.Equal((report.Problem, report.LastSequence), (reader.Problem, reader.LastSequence));
    }

    private static long FirstChange(byte[] before, string path) =>
        before.AsSpan().CommonPrefixLength(File.ReadAllBytes(path));
}
