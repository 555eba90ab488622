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

    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        var listen = new Option<string>("--listen")
        {
            Description = "Address and port of order entry; port 0 takes a free one.",
            DefaultValueFactory = _ => $"127.0.0.1:{ServiceOptions.DefaultPort}",
            HelpName = "ADDRESS:PORT",
        };
        var sessions = new Option<string?>("--sessions")
        {
            Description = "Sessions file. Default: sessions.json in the data directory, made with one session and a random key when absent.",
            HelpName = "FILE",
        };
        var instruments = new Option<string?>("--instruments")
        {
            Description = "Instruments file; instruments that the journal does not know yet are added. Default: one, id 1, DEMO.",
            HelpName = "FILE",
        };
        var settings = new ServiceSettings();
        var command = new Command("serve", "Runs the service. SIGTERM or Ctrl-C ends it cleanly.") { data, listen, sessions, instruments, json };
        settings.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), () =>
        {
            string directory = parsed.GetValue(data)!;
            SessionDirectory known = SessionsOf(directory, parsed.GetValue(sessions));
            IReadOnlyList<Instrument> traded = parsed.GetValue(instruments) is { } file ? InstrumentFile.Read(file) : Instrument.Default;
            ServiceOptions options = settings.Make(parsed, directory, EndPointOf(parsed.GetValue(listen)!), known, traded);
            return Run(options, parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(ServiceOptions options, bool json)
    {
        using var ending = new ManualResetEventSlim();
        using PosixSignalRegistration onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, ending));
        using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, ending));
        using MatchingService service = Progress.Run("replaying the journal", 0, progress => MatchingService.Start(options, Report, progress));
        Report($"replayed {service.Recovered.Commands} commands in {service.Recovered.Elapsed.TotalSeconds:F2} s, "
            + $"last sequence {service.Recovered.LastSequence}");
        Report($"threads {options.Engine.Threads}, durability {options.Engine.Durability}, data {Path.GetFullPath(options.Engine.DataDirectory)}");
        Report($"order entry listens on {service.EndPoint}");
        if (json)
            JsonLine.Write(new { Listening = service.EndPoint.ToString(), service.Recovered.LastSequence });
        while (!ending.Wait(FaultCheckMillis))
        {
            if (service.Fault.First is { } fault)
                throw new InvalidOperationException($"the engine stopped: {fault.Message}", fault);
        }
        Report("ending");
        StateDigest digest = service.Stop();
        Report($"ended; state digest {digest}");
        return ExitCode.Ok;
    }

    private static void End(PosixSignalContext context, ManualResetEventSlim ending)
    {
        context.Cancel = true;
        ending.Set();
    }

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
            SessionFile.Create(path, [SessionDefinition.WithRandomKey(1, "first")]);
            Report($"made {path} with session 1 and a random key; only its owner can read it");
        }
        return SessionFile.Load(path);
    }

    private static IPEndPoint EndPointOf(string text) =>
        IPEndPoint.TryParse(text, out IPEndPoint? endPoint)
            ? endPoint
            : throw new InvalidDataException($"--listen {text}: not of the form ADDRESS:PORT, such as 127.0.0.1:{ServiceOptions.DefaultPort}.");

    private static void Report(string line) => Console.Error.WriteLine($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {line}");
}
