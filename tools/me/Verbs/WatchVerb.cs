using System.CommandLine;
using System.Diagnostics;
using MatchingEngine.Client.Feed;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Feed.Watch;
using MatchingEngine.Tools.Output;
using Spectre.Console;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me watch</c>: the market in the terminal, or line by line where there is none.</summary>
internal static class WatchVerb
{
    private const int RefreshMillis = 100;

    public static Command Make()
    {
        Option<double> seconds = CommonOptions.Bounded(
            "--seconds", "Ends by itself after so long; 0: runs until q, SIGTERM or Ctrl-C.", 0.0, 0.0, 1e9);
        Option<int> every = CommonOptions.Bounded(
            "--every", "Without a terminal: milliseconds between lines.", 1_000, 10, 3_600_000);
        Option<bool> json = CommonOptions.Json();
        json.Description = "Prints one JSON object a line for each instrument, again and again.";
        var settings = new FeedConsumerSettings(hasSecondChannel: true);
        var command = new Command(
            "watch",
            "Shows books, trades, statistics and rates, live. Keys: n and p next and previous instrument, up and down "
                + "depth, o single orders, q quit. With output that is no terminal, or --json: lines.")
        {
            seconds, every, json,
        };
        settings.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), _ =>
        {
            var watch = new MarketWatch();
            using var client = new MarketDataClient(
                new MarketDataClientOptions { Connection = settings.Make(parsed) }, watch);
            using var ending = new Ending();
            double limit = parsed.GetValue(seconds);
            if (parsed.GetValue(json) || Console.IsOutputRedirected)
                PrintLines(watch, parsed.GetValue(json), parsed.GetValue(every), limit, ending.Token);
            else
                Show(watch, limit, ending.Token);
            if (watch.SecurityIds.Count > 0)
                return ExitCode.Ok;
            Console.Error.WriteLine($"me: {FeedConsumerSettings.NothingReceived}");
            return ExitCode.Failed;
        }));
        return command;
    }

    private static void PrintLines(
        MarketWatch watch, bool json, int everyMillis, double seconds, CancellationToken ending)
    {
        long start = Stopwatch.GetTimestamp();
        while (!ending.IsCancellationRequested && !IsOver(start, seconds))
        {
            Work(watch, everyMillis, static () => false, ending);
            watch.Measure(everyMillis / 1_000.0);
            foreach (uint securityId in watch.SecurityIds)
            {
                WatchLine line = WatchLine.Of(watch, securityId);
                if (json)
                    JsonLine.Write(line);
                else
                    Console.WriteLine(line);
            }
        }
    }

    private static void Show(MarketWatch watch, double seconds, CancellationToken ending)
    {
        var view = new WatchView();
        long start = Stopwatch.GetTimestamp();
        long measured = start;
        AnsiConsole.Live(WatchScreen.Draw(watch, view)).AutoClear(true).Start(context =>
        {
            while (!ending.IsCancellationRequested && !view.IsEnding && !IsOver(start, seconds))
            {
                Work(watch, RefreshMillis, IsKeyPressed, ending);
                while (IsKeyPressed())
                    view.Press(Console.ReadKey(intercept: true).Key, watch.SecurityIds.Count);
                double elapsed = Stopwatch.GetElapsedTime(measured).TotalSeconds;
                if (elapsed >= 1)
                {
                    watch.Measure(elapsed);
                    measured = Stopwatch.GetTimestamp();
                }
                context.UpdateTarget(WatchScreen.Draw(watch, view));
            }
        });
    }

    /// <summary>
    /// Receives for so long, or until something else is to be done; as long again when a command is not whole by then.
    /// </summary>
    private static void Work(MarketWatch watch, int millis, Func<bool> isEnough, CancellationToken ending)
    {
        long until = Environment.TickCount64 + millis;
        while (!ending.IsCancellationRequested)
        {
            long now = Environment.TickCount64;
            if (now >= until && (watch.IsBetweenCommands || now >= until + millis))
                return;
            if (watch.Client.DoWork() > 0)
                continue;
            if (isEnough())
                return;
            Thread.Sleep(1);
        }
    }

    private static bool IsKeyPressed() => !Console.IsInputRedirected && Console.KeyAvailable;

    private static bool IsOver(long start, double seconds) =>
        seconds > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds >= seconds;
}
