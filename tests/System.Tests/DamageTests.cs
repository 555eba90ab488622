using System.Text.Json;
using MatchingEngine.Messages;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests;

public class DamageTests(SampleJournal sample) : IClassFixture<SampleJournal>
{
    private const int HeaderPage = 4096;

    [Fact]
    public void Whole_journal_verifies()
    {
        using TempDirectory data = sample.Copy();

        MeResult result = MeProcess.Run("verify", "--json", "--data", data.FullPath);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal("Whole", result.Json().GetProperty("finding").GetString());
        Assert.Equal(sample.LastSequence, result.Json().GetProperty("lastSequence").GetInt64());
    }

    [Fact]
    public void Byte_flipped_in_the_middle_is_found_at_its_record_and_refused()
    {
        using TempDirectory data = sample.Copy();
        string file = SegmentIn(data, 1);
        long flipped = HeaderPage + (sample.Segments[1].RecordBytes / 2);
        FlipByte(file, flipped);

        JsonElement report = Verify(data, "Rotten", file);

        long offset = report.GetProperty("offset").GetInt64();
        Assert.InRange(flipped, offset, offset + RecordLayout.SlotSize - 1);
        AssertServeRefuses(data, file, offset);
    }

    [Fact]
    public void Header_damage_is_found_and_refused()
    {
        using TempDirectory data = sample.Copy();
        string file = SegmentIn(data, 1);
        FlipByte(file, 40);

        JsonElement report = Verify(data, "HeaderDamaged", file);

        AssertServeRefuses(data, file, report.GetProperty("offset").GetInt64());
    }

    [Fact]
    public void Missing_segment_is_found_and_refused()
    {
        using TempDirectory data = sample.Copy();
        File.Delete(SegmentIn(data, 1));

        JsonElement report = Verify(data, "SegmentMissing", file: null);

        string place = report.GetProperty("file").GetString()!;
        Assert.StartsWith(data.FullPath, place);
        AssertServeRefuses(data, place, report.GetProperty("offset").GetInt64());
    }

    [Fact]
    public void Segment_of_another_journal_is_found_and_refused()
    {
        using TempDirectory data = sample.Copy();
        using var other = new TempDirectory();
        SampleJournal.Write(other.FullPath);
        string file = SegmentIn(data, 1);
        // The same flow makes segments of the same names.
        File.Copy(other.PathOf(Path.GetFileName(file)), file, overwrite: true);

        JsonElement report = Verify(data, "ForeignSegment", file);

        AssertServeRefuses(data, file, report.GetProperty("offset").GetInt64());
    }

    [Fact]
    public void Torn_tail_is_found_and_cut_and_the_service_says_so()
    {
        using TempDirectory data = sample.Copy();
        string file = SegmentIn(data, sample.Segments.Count - 1);
        long end = HeaderPage + sample.Segments[^1].RecordBytes;
        Zero(file, end - 12, 12);

        JsonElement report = Verify(data, "TornTail", file);
        long offset = report.GetProperty("offset").GetInt64();
        Assert.InRange(offset, end - RecordLayout.SlotSize, end - 12);
        Assert.True(report.GetProperty("repairable").GetBoolean());
        MeResult before = MeProcess.Run("replay", "--json", "--data", data.FullPath);
        Assert.True(before.ExitCode == 0, before.Output);
        Assert.Contains($"TornTail at {file}:{offset}", before.Json().GetProperty("tail").GetString());

        using (Server server = Server.Start(data.FullPath))
        {
            server.Process.AwaitError("cut");
            server.Process.AwaitError($"TornTail at {file}:{offset}");
            Assert.Equal(sample.LastSequence - 1, server.Process.Json().GetProperty("lastSequence").GetInt64());
            // What the start commands of its own changes no state.
            Assert.Equal(before.Json().GetProperty("digest").GetString(), server.Stop());
        }
        MeResult again = MeProcess.Run("verify", "--json", "--data", data.FullPath);
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Equal(sample.LastSequence - 1, again.Json().GetProperty("lastSequence").GetInt64());
    }

    [Fact]
    public void Second_service_on_the_same_journal_is_refused()
    {
        using TempDirectory data = sample.Copy();
        using Server first = Server.Start(data.FullPath);

        MeResult second = Serve(data);

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(data.FullPath, second.Error);
        first.Stop();
    }

    private string SegmentIn(TempDirectory data, int index) =>
        data.PathOf(Path.GetFileName(sample.Segments[index].File));

    private static JsonElement Verify(TempDirectory data, string finding, string? file)
    {
        MeResult result = MeProcess.Run("verify", "--json", "--data", data.FullPath);
        Assert.Equal(1, result.ExitCode);
        JsonElement report = result.Json();
        Assert.False(report.GetProperty("ok").GetBoolean());
        Assert.Equal(finding, report.GetProperty("finding").GetString());
        if (file is not null)
            Assert.Equal(file, report.GetProperty("file").GetString());
        return report;
    }

    private static void AssertServeRefuses(TempDirectory data, string file, long offset)
    {
        MeResult result = Serve(data);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"{file}:{offset}", result.Error);
        Assert.DoesNotContain("listens", result.Error);
    }

    /// <summary>A start that must end by itself.</summary>
    private static MeResult Serve(TempDirectory data) => MeProcess.Run(
        "serve", "--json", "--data", data.FullPath, "--listen", "127.0.0.1:0", "--threads", "quiet", "--no-feed");

    private static void FlipByte(string file, long offset)
    {
        using FileStream stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = offset;
        int value = stream.ReadByte();
        stream.Position = offset;
        stream.WriteByte((byte)(value ^ 0x10));
    }

    private static void Zero(string file, long offset, int count)
    {
        using FileStream stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = offset;
        stream.Write(new byte[count]);
    }
}
