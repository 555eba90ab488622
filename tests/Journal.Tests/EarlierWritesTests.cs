namespace MatchingEngine.Journal.Tests;

/// <summary>A process that is killed leaves records that were written and not synced. The next one answers for them.</summary>
public class EarlierWritesTests
{
    [Theory]
    [InlineData(DurabilityPolicy.Sync)]
    [InlineData(DurabilityPolicy.Group)]
    public void Records_of_an_earlier_process_are_synced_before_they_are_read(DurabilityPolicy policy)
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 150);
        string[] segments = [.. directory.Segments.Select(path => Path.GetFileName(path))];
        Assert.True(segments.Length > 1);
        FaultyFileSystem files = new();

        using RecoveredJournal journal = JournalRecovery.Open(directory, Options(policy, files));

        List<string> expected = [.. segments[..^1].Select(name => "sync " + name)];
        expected.Add("sync and forget " + segments[^1]);
        // The directory itself, and one above it at least.
        expected.AddRange(["sync directory", "sync directory"]);
        Assert.Equal(expected, files.Acts.Take(expected.Count));
        Assert.Equal(150, journal.StartWriter().DurableSequence);
        Assert.Null(TestJournal.AssertReads(directory, 150));
    }

    [Fact]
    public void Os_syncs_nothing_at_a_start()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        FaultyFileSystem files = new() { SyncFault = FileFault.Failed, DirectoryFault = FileFault.Failed };

        using RecoveredJournal journal = JournalRecovery.Open(directory, Options(DurabilityPolicy.Os, files));

        Assert.Empty(files.Acts);
        Assert.Equal(20, journal.End.LastSequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Journal_that_cannot_be_synced_is_not_answered_for(bool isFile)
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 20);
        FaultyFileSystem files = new()
        {
            SyncFault = isFile ? FileFault.Failed : FileFault.None,
            DirectoryFault = isFile ? FileFault.None : FileFault.Failed,
        };

        JournalException e = Assert.Throws<JournalException>(
            () => JournalRecovery.Open(directory, Options(DurabilityPolicy.Group, files)));

        Assert.Contains(isFile ? directory.Segments[0] : directory.Path, e.Message, StringComparison.Ordinal);
        Assert.Contains("Injected: Failed", e.Message, StringComparison.Ordinal);
        TestJournal.Write(directory, 21);
    }

    [Fact]
    public void Segment_that_may_only_be_read_is_no_obstacle()
    {
        using TemporaryDirectory directory = new();
        TestJournal.Write(directory, 150);
        FileAttributes before = File.GetAttributes(directory.Segments[0]);
        File.SetAttributes(directory.Segments[0], before | FileAttributes.ReadOnly);
        try
        {
            TestJournal.Write(directory, 151, TestJournal.Options(DurabilityPolicy.Group));
        }
        finally
        {
            File.SetAttributes(directory.Segments[0], before);
        }

        Assert.Null(TestJournal.AssertReads(directory, 151));
    }

    private static JournalOptions Options(DurabilityPolicy policy, JournalFileSystem files) =>
        TestJournal.Options(policy) with { Files = files };
}
