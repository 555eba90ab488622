using System.Net;
using System.Text.Json;
using MatchingEngine.Client.Feed;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A running <c>me serve</c> that publishes, with a media driver of its own in a directory of its own.</summary>
internal sealed class FeedServer : IDisposable
{
    /// <summary>Channel in shared memory whose windows are soon full.</summary>
    public const string SmallTerms = "aeron:ipc?term-length=1m|untethered-window-limit-timeout=50ms"
        + "|untethered-linger-timeout=50ms|untethered-resting-timeout=200ms";

    private readonly string _data;
    private readonly string _aeronDirectory;
    private readonly string[] _feedArguments;

    private FeedServer(
        MeProcess process, string data, string aeronDirectory, string[] feedArguments, IPEndPoint endPoint,
        IPEndPoint replay)
    {
        Process = process;
        _data = data;
        _aeronDirectory = aeronDirectory;
        _feedArguments = feedArguments;
        EndPoint = endPoint;
        Replay = replay;
    }

    public MeProcess Process { get; }

    public IPEndPoint EndPoint { get; }

    public IPEndPoint Replay { get; }

    /// <summary>Where a consumer receives the feed from.</summary>
    public FeedConnectionOptions Connection => new()
    {
        AeronDirectory = _aeronDirectory,
        Replay = new ReplayClientOptions { EndPoint = Replay },
    };

    /// <summary>The options of a verb that receives the feed.</summary>
    public string[] ConsumerArguments => ["--aeron-dir", _aeronDirectory, "--feed-port", Replay.ToString()];

    /// <param name="data">Data directory.</param>
    /// <param name="aeronDirectory">Directory of the media driver.</param>
    /// <param name="feedArguments">More options of the feed; none for small terms in shared memory.</param>
    public static FeedServer Start(string data, string aeronDirectory, params string[] feedArguments) => StartAt(
        0, 0, data, aeronDirectory, feedArguments is [] ? ["--feed-channel", SmallTerms] : feedArguments);

    /// <summary>Starts anew after a kill, where it was.</summary>
    public FeedServer StartAgain() => StartAt(EndPoint.Port, Replay.Port, _data, _aeronDirectory, _feedArguments);

    public void Stop()
    {
        Process.SendTerminate();
        int exitCode = Process.AwaitExit();
        Assert.True(exitCode == 0, $"me serve ended with {exitCode}: {Process.Error}");
    }

    public void Dispose()
    {
        Process.Dispose();
        if (Directory.Exists(_aeronDirectory))
            Directory.Delete(_aeronDirectory, recursive: true);
    }

    private static FeedServer StartAt(
        int port, int feedPort, string data, string aeronDirectory, string[] feedArguments)
    {
        MeProcess process = MeProcess.Start(
            ["serve", "--json", "--data", data, "--listen", $"127.0.0.1:{port}", "--threads", "quiet",
                "--aeron-dir", aeronDirectory, "--feed-port", $"127.0.0.1:{feedPort}", .. feedArguments]);
        try
        {
            Until.True(() => process.Output.Contains('\n') || process.HasExited, "me serve listens");
            Assert.True(process.Output.Contains('\n'), $"me serve ended at once: {process.Error}");
            JsonElement line = process.Json();
            return new FeedServer(
                process,
                data,
                aeronDirectory,
                feedArguments,
                IPEndPoint.Parse(line.GetProperty("listening").GetString()!),
                IPEndPoint.Parse(line.GetProperty("replayListening").GetString()!));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }
}
