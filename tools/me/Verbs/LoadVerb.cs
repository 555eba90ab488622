using System.CommandLine;
using System.Net;
using HdrHistogram;
using MatchingEngine.Client;
using MatchingEngine.OrderEntry;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Flow;
using MatchingEngine.Tools.Load;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me load</c>: a load generator against a running service.</summary>
internal static class LoadVerb
{
    private const double NanosPerMicro = 1_000;

    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        Option<IPEndPoint> connect = CommonOptions.EndPoint(
            "--connect", "Address and port of the service.", ServiceOptions.DefaultEndPoint);
        Option<string?> sessions = CommonOptions.File(
            "--sessions", "Sessions file with the key to log on with. Default: sessions.json in the data directory.");
        Option<uint> session = CommonOptions.Bounded("--session", "Session to log on with.", 1u, 1u, uint.MaxValue);
        Option<uint> security = CommonOptions.Bounded("--security", "Instrument to trade.", 1u, 1u, uint.MaxValue);
        Option<double> rate = CommonOptions.Bounded(
            "--rate",
            "Commands a second, sent when due (open loop); 0: as fast as the window allows.",
            10_000, 0, 1e9);
        Option<double> seconds = CommonOptions.Bounded("--seconds", "Length of the run.", 5, 0.1, 86_400);
        Option<int> window = CommonOptions.Bounded("--window", "Commands in flight at the most.", 4_096, 1, 32_768);
        Option<int> extended = CommonOptions.Bounded(
            "--extended-percent",
            "Of a hundred orders that may rest, so many as NewOrderExtended: icebergs, day orders, post-only.",
            0, 0, 100);
        Option<string?> percentiles = CommonOptions.File(
            "--percentiles",
            "Writes the whole latency distribution, in microseconds, to this file (HdrHistogram text).");
        var command = new Command("load", "Sends an order flow to a running service and prints latency percentiles.")
        {
            data, connect, sessions, session, security, rate, seconds, window, extended, percentiles, json,
        };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            string file = parsed.GetValue(sessions) ?? Path.Combine(parsed.GetValue(data)!, "sessions.json");
            var load = new LoadOptions(
                parsed.GetValue(security),
                parsed.GetValue(rate),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(window),
                parsed.GetValue(extended),
                parsed.GetValue(percentiles));
            return Run(ClientOptions(parsed.GetValue(connect)!, file, parsed.GetValue(session)), load, answer);
        }));
        return command;
    }

    private static OrderEntryClientOptions ClientOptions(IPEndPoint endPoint, string sessionsFile, uint sessionId)
    {
        if (!File.Exists(sessionsFile))
        {
            throw new FileNotFoundException(
                $"There is no sessions file {sessionsFile}. Name the service's own (--sessions) or its data directory "
                + "(--data).");
        }
        if (!SessionFile.Load(sessionsFile).TryGet(sessionId, out SessionDefinition? definition))
            throw new InvalidDataException($"{sessionsFile} has no session {sessionId}. Name another (--session).");
        return new OrderEntryClientOptions
        {
            EndPoint = endPoint,
            SessionID = sessionId,
            Key = new SessionKey(definition.Key),
            FlushMode = FlushMode.Batched,
            Reconnect = ReconnectPolicy.None,
        };
    }

    private static int Run(OrderEntryClientOptions options, LoadOptions load, Answer answer)
    {
        var player = new FlowPlayer(load.SecurityId) { ExtendedPercent = load.ExtendedPercent };
        using var client = new OrderEntryClient(options, player);
        client.Connect();
        FlowPlayer.AwaitEstablished(client);
        ulong now = (ulong)DateTime.UtcNow.Ticks;
        var generator = new LoadGenerator(client, player, seed: now, firstId: now);
        TimeSpan elapsed = Progress.Run(
            "load", (long)(load.PerSecond * load.Duration.TotalSeconds), progress => generator.Run(load, progress));
        if (load.PercentilesFile is not null)
            WritePercentiles(load.PercentilesFile, player.RoundTripNanos);
        string? problem = ProblemOf(player, generator.Sent, load.SecurityId);
        if (problem is not null)
            Console.Error.WriteLine($"me: {problem}");
        Percentiles latency = Percentiles.Of(player.RoundTripNanos);
        var found = new
        {
            Ok = problem is null,
            generator.Sent,
            OrdersPerSecond = Math.Round(generator.Sent / elapsed.TotalSeconds),
            player.Rejected,
            player.Refused,
            Fills = player.Fills.Count,
            LatencyMicros = latency,
            Error = problem,
        };
        answer.Give(found, () =>
        {
            Console.WriteLine($"sent        {found.Sent} commands, {found.OrdersPerSecond}/s; "
                + $"{found.Rejected} rejected, {found.Refused} refused at the door");
            Console.WriteLine($"fills       {found.Fills}");
            Console.WriteLine($"latency µs  p50 {latency.P50:F1}  p99 {latency.P99:F1}  "
                + $"p99.9 {latency.P999:F1}  max {latency.Max:F1}");
        });
        return problem is null ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>What is wrong with a run that came to its end; null when nothing is.</summary>
    private static string? ProblemOf(FlowPlayer player, long sent, uint securityId)
    {
        if (player.Refused > 0)
        {
            return $"{player.Refused} commands were refused at the door, the last for {player.LastRefusal}. "
                + "Lower --rate or --window, and see what the service says on its standard error.";
        }
        return sent > 0 && player.Rejected == sent
            ? $"The engine rejected every command. Does the service trade instrument {securityId} (--security), and is nothing "
                + "halted or blocked (me admin resume, unblock)?"
            : null;
    }

    private static void WritePercentiles(string path, LongHistogram nanos)
    {
        using var writer = new StreamWriter(path);
        nanos.OutputPercentileDistribution(writer, outputValueUnitScalingRatio: NanosPerMicro);
    }
}
