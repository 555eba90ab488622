using System.CommandLine;
using System.Net;
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
            using var log = new OperatorLog();
            string directory = parsed.GetValue(data)!;
            SessionDirectory known = SessionsOf(directory, parsed.GetValue(sessions), log);
            string? file = parsed.GetValue(instruments);
            IReadOnlyList<InstrumentEntry>? traded = file is null ? null : InstrumentFile.Read(file);
            ServiceOptions options = settings.Make(parsed, directory, parsed.GetValue(listen)!, known, traded);
            return Run(options with { Feed = feed.Make(parsed) }, answer, log);
        }));
        return command;
    }

    private static int Run(ServiceOptions options, Answer answer, OperatorLog log)
    {
        using var ending = new Ending();
        MatchingService service;
        try
        {
            service = Progress.Run(
                "replaying the journal", 0,
                progress => MatchingService.Start(options, log.Write, progress, ending.Token));
        }
        catch (OperationCanceledException) when (ending.Token.IsCancellationRequested)
        {
            log.Write("ended before it served; no command was taken");
            answer.Give(new { Listening = (string?)null }, static () => { });
            return ExitCode.Ok;
        }
        using (service)
        {
            TellStart(service, options, answer, log);
            return Serve(service, log, ending.Token);
        }
    }

    private static void TellStart(MatchingService service, ServiceOptions options, Answer answer, OperatorLog log)
    {
        log.Write($"replayed {service.Recovered.Commands} commands in {service.Recovered.Elapsed.TotalSeconds:F2} s, "
            + $"last sequence {service.Recovered.LastSequence}");
        log.Write($"threads {options.Engine.Threads}, durability {options.Engine.Durability}, "
            + $"data {Path.GetFullPath(options.Engine.DataDirectory)}");
        log.Write($"order entry listens on {service.EndPoint}");
        if (service.Feed is { } feed)
        {
            log.Write($"feed on {feed.Channel}{(feed.SecondChannel is { } second ? $" and {second}" : "")}, "
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
        try
        {
            answer.Give(started, static () => { });
        }
        catch (IOException exception)
        {
            log.Write($"standard output takes nothing: {exception.Message}. The service runs all the same");
        }
    }

    private static int Serve(MatchingService service, OperatorLog log, CancellationToken ending)
    {
        var control = new ControlLog(service.Trail, log.Write);
        while (!ending.WaitHandle.WaitOne(FaultCheckMillis))
        {
            control.Write();
            if (service.Fault.First is { } fault)
                throw new InvalidOperationException($"the engine stopped: {fault.Message}", fault);
        }
        log.Write("ending");
        StateDigest digest = service.Stop();
        control.Write();
        if (service.IsJournalStalled)
        {
            log.Write("ended while the journal was stalled: the commands that waited in memory are not in it, and were "
                + "not answered. Free space on the disk, then start again.");
            return ExitCode.Failed;
        }
        log.Write($"ended; state digest {digest}");
        return ExitCode.Ok;
    }

    /// <summary>
    /// Without a file the first start makes one: a random key is no default password, and the service needs no
    /// configuration.
    /// </summary>
    private static SessionDirectory SessionsOf(string directory, string? file, OperatorLog log)
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
            log.Write($"made {path} with session 1, session {OperatorSession} for operators, and random keys; "
                + "only its owner can read it");
        }
        return SessionFile.Load(path);
    }
}
