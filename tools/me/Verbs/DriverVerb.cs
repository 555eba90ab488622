using System.CommandLine;
using System.Runtime.InteropServices;
using MatchingEngine.AeronDriver;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me driver</c>: runs the embedded Aeron media driver as a process of its own until SIGTERM or SIGINT.</summary>
internal static class DriverVerb
{
    public static Command Make()
    {
        Option<string?> directory = CommonOptions.AeronDirectory();
        Option<bool> json = CommonOptions.Json();
        var threading = new Option<ThreadingMode>("--threading")
        {
            Description = "How conductor, sender and receiver are spread over threads.",
            DefaultValueFactory = _ => ThreadingMode.Shared,
        };
        threading.AcceptOnlyFromAmong("shared", "sharedNetwork", "dedicated");
        var idle = new Option<DriverIdle>("--idle")
        {
            Description = "What the threads do when there is no work: back off to sleep, yield, or spin.",
            DefaultValueFactory = _ => DriverIdle.Backoff,
        };
        idle.AcceptOnlyFromAmong("backoff", "yield", "spin");
        var command = new Command("driver", "Runs an Aeron media driver. SIGTERM or Ctrl-C ends it cleanly.") { directory, threading, idle, json };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), () =>
        {
            var context = new MediaDriverContext
            {
                ThreadingMode = parsed.GetValue(threading),
                Idle = parsed.GetValue(idle),
                DeleteDirectoryOnShutdown = true,
                ErrorHandler = error => Report(error.Message),
            };
            if (parsed.GetValue(directory) is { } named)
                context.DirectoryName = named;
            return Run(context, parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(MediaDriverContext context, bool json)
    {
        using var ending = new ManualResetEventSlim();
        using PosixSignalRegistration onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ending));
        using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ending));
        using var driver = MediaDriver.Launch(context);
        Report($"media driver in {driver.DirectoryName}, threading {context.ThreadingMode}, idle {context.Idle}");
        if (json)
            JsonLine.Write(new { driver.DirectoryName, Pid = Environment.ProcessId });
        ending.Wait();
        Report("ending");
        return ExitCode.Ok;
    }

    private static void End(PosixSignalContext signal, ManualResetEventSlim ending)
    {
        signal.Cancel = true;
        ending.Set();
    }

    private static void Report(string line) => Console.Error.WriteLine($"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {line}");
}
