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
        var connect = new Option<string>("--connect")
        {
            Description = "Address and port of the service.",
            DefaultValueFactory = _ => $"127.0.0.1:{ServiceOptions.DefaultPort}",
            HelpName = "ADDRESS:PORT",
        };
        var sessions = new Option<string?>("--sessions")
        {
            Description = "Sessions file with the key to log on with. Default: sessions.json in the data directory.",
            HelpName = "FILE",
        };
        Option<uint> session = CommonOptions.Bounded("--session", "Session to log on with.", 1u, 1u, uint.MaxValue);
        Option<uint> security = CommonOptions.Bounded("--security", "Instrument to trade.", 1u, 1u, uint.MaxValue);
        Option<double> rate = CommonOptions.Bounded(
            "--rate", "Commands a second, sent when due (open loop); 0: as fast as the window allows.", 10_000, 0, 1e9);
        Option<double> seconds = CommonOptions.Bounded("--seconds", "Length of the run.", 5, 0.1, 86_400);
        Option<int> window = CommonOptions.Bounded("--window", "Commands in flight at the most.", 4_096, 1, 32_768);
        var percentiles = new Option<string?>("--percentiles")
        {
            Description = "Writes the whole latency distribution, in microseconds, to this file (HdrHistogram text).",
            HelpName = "FILE",
        };
        var command = new Command("load", "Sends an order flow to a running service and prints latency percentiles.")
        {
            data, connect, sessions, session, security, rate, seconds, window, percentiles, json,
        };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), () =>
        {
            string file = parsed.GetValue(sessions) ?? Path.Combine(parsed.GetValue(data)!, "sessions.json");
            uint id = parsed.GetValue(session);
            if (!SessionFile.Load(file).TryGet(id, out SessionDefinition? definition))
                throw new InvalidDataException($"{file} has no session {id}.");
            if (!IPEndPoint.TryParse(parsed.GetValue(connect)!, out IPEndPoint? endPoint))
                throw new InvalidDataException($"--connect {parsed.GetValue(connect)}: not of the form ADDRESS:PORT.");
            var options = new OrderEntryClientOptions
            {
                EndPoint = endPoint,
                SessionID = id,
                Key = new SessionKey(definition.Key),
                FlushMode = FlushMode.Batched,
                Reconnect = ReconnectPolicy.None,
            };
            return Run(options, parsed.GetValue(security), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                parsed.GetValue(window), parsed.GetValue(percentiles), parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(
        OrderEntryClientOptions options, uint securityId, double rate, TimeSpan duration, int window, string? percentilesFile, bool json)
    {
        var player = new FlowPlayer(securityId);
        using var client = new OrderEntryClient(options, player);
        client.Connect();
        FlowPlayer.AwaitEstablished(client);
        ulong now = (ulong)DateTime.UtcNow.Ticks;
        var generator = new LoadGenerator(client, player, seed: now, firstId: now);
        TimeSpan elapsed = Progress.Run("load", (long)(rate * duration.TotalSeconds), progress => generator.Run(rate, duration, window, progress));
        Percentiles latency = Percentiles.Of(player.RoundTripNanos);
        if (percentilesFile is not null)
            WritePercentiles(percentilesFile, player.RoundTripNanos);
        double perSecond = Math.Round(generator.Sent / elapsed.TotalSeconds);
        bool ok = player.Refused == 0;
        if (json)
        {
            JsonLine.Write(new
            {
                Ok = ok,
                generator.Sent,
                OrdersPerSecond = perSecond,
                player.Rejected,
                player.Refused,
                Fills = player.Fills.Count,
                LatencyMicros = latency,
            });
        }
        else
        {
            Console.WriteLine($"sent        {generator.Sent} commands, {perSecond}/s; {player.Rejected} rejected, {player.Refused} refused at the door");
            Console.WriteLine($"fills       {player.Fills.Count}");
            Console.WriteLine($"latency µs  p50 {latency.P50:F1}  p99 {latency.P99:F1}  p99.9 {latency.P999:F1}  max {latency.Max:F1}");
        }
        return ok ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void WritePercentiles(string path, LongHistogram nanos)
    {
        using var writer = new StreamWriter(path);
        nanos.OutputPercentileDistribution(writer, outputValueUnitScalingRatio: NanosPerMicro);
    }
}
