using System.CommandLine;
using MatchingEngine.AeronDriver;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me driver</c>: runs the embedded Aeron media driver as a process of its own until SIGTERM or SIGINT.</summary>
internal static class DriverVerb
{
    public static Command Make()
    {
        Option<string?> directory = CommonOptions.AeronDirectory();
        Option<bool> json = CommonOptions.Json();
        Option<ThreadingMode> threading = CommonOptions.Choice(
            "--threading", "How conductor, sender and receiver are spread over threads.", ThreadingMode.Shared);
        Option<DriverIdle> idle = CommonOptions.Choice(
            "--idle", "What the threads do when there is no work: back off to sleep, yield, or spin.",
            DriverIdle.Backoff);
        var command = new Command("driver", "Runs an Aeron media driver. SIGTERM or Ctrl-C ends it cleanly.")
        {
            directory, threading, idle, json,
        };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            if (parsed.GetValue(threading) == ThreadingMode.Invoker)
                throw new InvalidDataException("--threading invoker is for programs that bring a thread of their own.");
            using var log = new OperatorLog();
            var context = new MediaDriverContext
            {
                ThreadingMode = parsed.GetValue(threading),
                Idle = parsed.GetValue(idle),
                DeleteDirectoryOnShutdown = true,
                ErrorHandler = error => log.Write(error.Message),
            };
            if (parsed.GetValue(directory) is { } named)
                context.DirectoryName = named;
            if (DeadDriver.IsIn(context.DirectoryName))
                context.DriverTimeoutMillis = 0;
            return Run(context, answer, log);
        }));
        return command;
    }

    private static int Run(MediaDriverContext context, Answer answer, OperatorLog log)
    {
        using var ending = new Ending();
        using var driver = MediaDriver.Launch(context);
        log.Write($"media driver in {driver.DirectoryName}, threading {context.ThreadingMode}, idle {context.Idle}");
        answer.Give(new { Ok = true, driver.DirectoryName, Pid = Environment.ProcessId }, () => { });
        ending.Token.WaitHandle.WaitOne();
        log.Write("ending");
        return ExitCode.Ok;
    }
}
