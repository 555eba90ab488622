using System.Net;
using System.Text.Json;
using MatchingEngine.Client;
using MatchingEngine.OrderEntry;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A running <c>me serve</c>.</summary>
internal sealed class Server : IDisposable
{
    private Server(MeProcess process, IPEndPoint endPoint)
    {
        Process = process;
        EndPoint = endPoint;
    }

    public MeProcess Process { get; }

    public IPEndPoint EndPoint { get; }

    /// <summary>
    /// Starts on a free port and waits until it listens. Unless asked for another, the layout is quiet: it leaves the
    /// cores to the test.
    /// </summary>
    public static Server Start(string data, params IEnumerable<string> more) => StartAs([], data, 0, more);

    /// <summary>Starts on this port.</summary>
    public static Server StartAt(int port, string data, params IEnumerable<string> more) =>
        StartAs([], data, port, more);

    public static Server StartAs(IReadOnlyList<string> launcher, string data, int port, IEnumerable<string> more)
    {
        string[] threads = more.Contains("--threads") ? [] : ["--threads", "quiet"];
        // Tests of the feed name a driver's directory; nobody else needs a driver.
        string[] feed = more.Contains("--aeron-dir") ? ["--feed-port", "127.0.0.1:0"] : ["--no-feed"];
        MeProcess process = MeProcess.StartAs(launcher,
            ["serve", "--json", "--data", data, "--listen", $"127.0.0.1:{port}", .. threads, .. feed, .. more]);
        try
        {
            Until.True(() => process.Output.Contains('\n') || process.HasExited, "me serve listens");
            Assert.True(process.Output.Contains('\n'), $"me serve ended at once: {process.Error}");
            JsonElement line = process.Json();
            return new Server(process, IPEndPoint.Parse(line.GetProperty("listening").GetString()!));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it with SIGTERM.</summary>
    /// <returns>The digest of the final state, as the service says it.</returns>
    public string Stop()
    {
        const string Mark = "state digest ";
        Process.SendTerminate();
        int exitCode = Process.AwaitExit();
        Assert.True(exitCode == 0, $"me serve ended with {exitCode}: {Process.Error}");
        string error = Process.Error;
        int at = error.LastIndexOf(Mark, StringComparison.Ordinal);
        Assert.True(at >= 0, error);
        return error[(at + Mark.Length)..].Trim();
    }

    /// <summary>Options of a client of a session of the file that the service made.</summary>
    public static OrderEntryClientOptions ClientOptions(EndPoint endPoint, string data, uint sessionId = 1)
    {
        SessionDirectory sessions = SessionFile.Load(Path.Combine(data, "sessions.json"));
        Assert.True(sessions.TryGet(sessionId, out SessionDefinition? session));
        return new OrderEntryClientOptions
        {
            EndPoint = endPoint,
            SessionID = sessionId,
            Key = new SessionKey(session.Key),
            FlushMode = FlushMode.Batched,
            Reconnect = new ReconnectPolicy { InitialDelayMillis = 5, MaxDelayMillis = 50 },
        };
    }

    public void Dispose() => Process.Dispose();
}
