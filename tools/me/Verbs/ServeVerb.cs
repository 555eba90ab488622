using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using MatchingEngine.Core;
using MatchingEngine.OrderEntry;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me serve</c>: runs the service until SIGTERM or SIGINT.</summary>
internal static class ServeVerb
{
    private const int FaultCheckMillis = 50;

    /// <summary>Session for operators in a sessions file that the service makes.</summary>
    private const uint OperatorSession = 1_000;

    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        Option<IPEndPoint> listen = CommonOptions.EndPoint(
            "--listen", "Address and port of order entry; port 0 takes a free one.", ServiceOptions.DefaultEndPoint);
        Option<string?> sessions = CommonOptions.File(
            "--sessions",
            "Sessions file. Default: sessions.json in the data directory, made with one session and a random key "
                + "when absent.");
        Option<string?> instruments = CommonOptions.File(
            "--instruments",
            "Instruments file; instruments that the journal does not know yet are added. Default: those of the "
                + "journal, or one, id 1, DEMO, when it has none.");
        var settings = new ServiceSettings();
        var feed = new FeedSettings();
        var command = new Command("serve", "Runs the service. SIGTERM or Ctrl-C ends it cleanly.")
        {
            data, listen, sessions, instruments, json,
        };
        settings.AddTo(command);
        feed.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            string directory = parsed.GetValue(data)!;
            SessionDirectory known = SessionsOf(directory, parsed.GetValue(sessions));
            string? file = parsed.GetValue(instruments);
            IReadOnlyList<Instrument>? traded = file is null ? null : InstrumentFile.Read(file);
            ServiceOptions options = settings.Make(parsed, directory, parsed.GetValue(listen)!, known, traded);
            return Run(options with { Feed = feed.Make(parsed) }, answer);
        }));
        return command;
    }

    private static int Run(ServiceOptions options, Answer answer)
    {
        using var ending = new ManualResetEventSlim();
        using PosixSignalRegistration onTerm = EndOn(PosixSignal.SIGTERM, ending);
        using PosixSignalRegistration onInterrupt = EndOn(PosixSignal.SIGINT, ending);
        using MatchingService service = Progress.Run(
            "replaying the journal", 0, progress => MatchingService.Start(options, Report, progress));
        Report($"replayed {service.Recovered.Commands} commands in {service.Recovered.Elapsed.TotalSeconds:F2} s, "
            + $"last sequence {service.Recovered.LastSequence}");
        Report($"threads {options.Engine.Threads}, durability {options.Engine.Durability}, "
            + $"data {Path.GetFullPath(options.Engine.DataDirectory)}");
        Report($"order entry listens on {service.EndPoint}");
        if (service.Feed is { } feed)
        {
            Report($"feed on {feed.Channel}{(feed.SecondChannel is { } second ? $" and {second}" : "")}, "
                + $"media driver in {feed.AeronDirectory}, missed messages on {feed.ReplayEndPoint}");
        }
        var started = new
        {
            Listening = service.EndPoint.ToString(),
            service.Recovered.LastSequence,
            FeedChannel = service.Feed?.Channel,
            FeedSecondChannel = service.Feed?.SecondChannel,
            service.Feed?.AeronDirectory,
            ReplayListening = service.Feed?.ReplayEndPoint.ToString(),
        };
        answer.Give(started, static () => { });
        var log = new ControlLog(service.Trail, Report);
        while (!ending.Wait(FaultCheckMillis))
        {
            log.Write();
            if (service.Fault.First is { } fault)
                throw new InvalidOperationException($"the engine stopped: {fault.Message}", fault);
        }
        Report("ending");
        StateDigest digest = service.Stop();
        log.Write();
        if (service.IsJournalStalled)
        {
            Report("ended while the journal was stalled: the commands that waited in memory are not in it, and were "
                + "not answered. Free space on the disk, then start again.");
            return ExitCode.Failed;
        }
        Report($"ended; state digest {digest}");
        return ExitCode.Ok;
    }

    private static PosixSignalRegistration EndOn(PosixSignal signal, ManualResetEventSlim ending) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            ending.Set();
        });

    /// <summary>
    /// Without a file the first start makes one: a random key is no default password, and the service needs no
    /// configuration.
    /// </summary>
    private static SessionDirectory SessionsOf(string directory, string? file)
    {
        string path = file ?? Path.Combine(directory, "sessions.json");
        if (file is null && !File.Exists(path))
        {
            Directory.CreateDirectory(directory);
            SessionFile.Create(
                path,
                [
                    SessionDefinition.WithRandomKey(1, "first"),
                    SessionDefinition.WithRandomKey(OperatorSession, "operator", SessionRole.Operator),
                ]);
            Report($"made {path} with session 1, session {OperatorSession} for operators, and random keys; "
                + "only its owner can read it");
        }
        return SessionFile.Load(path);
    }

    private static void Report(string line) =>
        Console.Error.WriteLine($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {line}");
}
