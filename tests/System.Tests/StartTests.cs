using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MatchingEngine.Journal;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.SystemTests;

/// <summary>Starts that something comes in the way of.</summary>
public partial class StartTests(SampleJournal sample) : IClassFixture<SampleJournal>
{
    [Fact]
    public void Start_that_is_broken_off_in_its_replay_changes_nothing()
    {
        using TempDirectory data = sample.Copy();
        Dictionary<string, string> before = HashesOf(data);
        using var ending = new CancellationTokenSource();
        long replayed = 0;

        Assert.Throws<OperationCanceledException>(() => MatchingService.Start(
            OptionsOf(data),
            static _ => { },
            count =>
            {
                replayed = count;
                ending.Cancel();
            },
            ending.Token));

        Assert.InRange(replayed, 1, sample.LastSequence - 1);
        Assert.Equal(before, HashesOf(data));
        using MatchingService next = MatchingService.Start(OptionsOf(data), static _ => { });
        Assert.Equal(sample.LastSequence, next.Recovered.LastSequence);
    }

    [Fact]
    public void Start_that_is_broken_off_while_the_journal_is_proven_whole_changes_nothing()
    {
        using TempDirectory data = sample.Copy();
        Dictionary<string, string> before = HashesOf(data);

        Assert.Throws<OperationCanceledException>(() => JournalRecovery.Open(
            data.FullPath, new JournalOptions(), cancellation: new CancellationToken(canceled: true)));

        Assert.Equal(before, HashesOf(data));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData(">&-")]
    [InlineData(">/dev/full")]
    public void Service_whose_output_or_log_is_not_there_serves_and_ends_cleanly(string redirection)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var data = new TempDirectory();
        using MeProcess service = MeProcess.StartAs(
            ["sh", "-c", $"exec \"$0\" \"$@\" {redirection}"],
            ["serve", "--json", "--data", data.FullPath, "--listen", "127.0.0.1:0", "--threads", "quiet", "--no-feed"]);
        Match listening = Match.Empty;
        Until.True(
            () => (listening = Listening().Match(service.Output + service.Error)).Success || service.HasExited,
            "me serve listens");
        Assert.True(listening.Success, service.Error);
        using (Desk desk = Desk.LogOn(IPEndPoint.Parse(listening.Groups[1].Value), data.FullPath))
            desk.Rest();

        service.SendTerminate();

        Assert.Equal(0, service.AwaitExit());
        Assert.Equal(0, MeProcess.Run("verify", "--data", data.FullPath).ExitCode);
    }

    [Fact]
    public void Service_whose_log_is_on_a_full_disk_serves_and_ends_cleanly()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var data = new TempDirectory();
        using Server server = Server.StartAs(
            ["sh", "-c", "exec \"$0\" \"$@\" 2>/dev/full"], data.FullPath, 0, []);
        using (Desk desk = Desk.LogOn(server.EndPoint, data.FullPath))
            desk.Rest();

        server.Process.SendTerminate();

        Assert.Equal(0, server.Process.AwaitExit());
    }

    private static ServiceOptions OptionsOf(TempDirectory data) => new()
    {
        Engine = new EngineOptions { DataDirectory = data.FullPath, Threads = ThreadLayout.Quiet },
        OrderEntry = new OrderEntryOptions(),
        Sessions = new SessionDirectory([SessionDefinition.WithRandomKey(1, "sample")]),
    };

    private static Dictionary<string, string> HashesOf(TempDirectory data) => Directory
        .EnumerateFiles(data.FullPath, "*.mej")
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    [GeneratedRegex("listen(?:s on |ing\":\")(127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Listening();
}
