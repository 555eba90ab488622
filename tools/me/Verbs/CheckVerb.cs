using System.CommandLine;
using System.Diagnostics;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Feed;
using MatchingEngine.Tools.Replay;

namespace MatchingEngine.Tools.Verbs;

/// <summary>
/// <c>me check</c>: holds the feed against itself and against the engine's own state, continuously.
/// </summary>
internal static class CheckVerb
{
    private const int DefaultInterval = 1_000;
    private const long ReportMillis = 5_000;

    public static Command Make()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Data directory of the service: its journal is followed, and the engine's own books are "
                + "compared. Default: the streams are compared with each other alone.",
            HelpName = "DIR",
        };
        Option<int> depth = CommonOptions.Bounded(
            "--feed-depth", "Price levels of a side that the service publishes; 0 for all.", 10, 0, int.MaxValue);
        Option<int> interval = CommonOptions.Bounded(
            "--interval", "Commands between two looks at the engine's own books.", DefaultInterval, 1, int.MaxValue);
        Option<double> seconds = CommonOptions.Bounded(
            "--seconds", "Ends by itself after so long; 0: runs until SIGTERM or Ctrl-C.", 0.0, 0.0, 1e9);
        Option<long?> to = CommonOptions.Sequence(
            "--to", "Ends by itself once the engine's own books after this command were compared; needs --data.");
        var fromBeginning = new Option<bool>("--from-beginning")
        {
            Description = "Fetches every message from the first one on; default: joins now, with snapshots.",
        };
        Option<bool> json = CommonOptions.Json();
        var settings = new FeedConsumerSettings(hasSecondChannel: true);
        var command = new Command(
            "check",
            "Rebuilds books from the feed alone and holds them against each other and against the engine's own. "
                + "Ends with 0 only when something was compared and nothing differs.")
        {
            data, depth, interval, seconds, to, fromBeginning, json,
        };
        settings.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            string? directory = parsed.GetValue(data);
            if (directory is not null)
                RequiredJournal.In(directory);
            else if (parsed.GetValue(to) is not null)
                throw new InvalidDataException("--to needs the journal of the service (--data).");
            using var check = new FeedCheck(
                settings.Make(parsed), parsed.GetValue(depth), directory, parsed.GetValue(interval),
                parsed.GetValue(fromBeginning));
            Run(check, parsed.GetValue(seconds), parsed.GetValue(to));
            CheckReport report = check.Report();
            answer.Give(report, () => WriteText(report));
            return report.Ok ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    private static void Run(FeedCheck check, double seconds, long? to)
    {
        using var ending = new Ending();
        long start = Stopwatch.GetTimestamp();
        long nextReport = Environment.TickCount64 + ReportMillis;
        while (!ending.Token.IsCancellationRequested)
        {
            if (check.DoWork() == 0)
                Thread.Sleep(1);
            if (seconds > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds >= seconds)
                return;
            if (to is { } sequence && check.EngineSequence >= sequence && check.IsSettled)
                return;
            if (Environment.TickCount64 < nextReport)
                continue;
            nextReport = Environment.TickCount64 + ReportMillis;
            CheckReport report = check.Report();
            Console.Error.WriteLine(
                $"{report.Messages} messages, {Compared(report)} comparisons, {report.Differences} differences, "
                + $"{report.LiveBooks} instruments live");
        }
    }

    private static long Compared(CheckReport report) => report.LevelComparisons + report.BestComparisons
        + report.EngineOrderComparisons + report.EngineLevelComparisons;

    private static void WriteText(CheckReport report)
    {
        Console.WriteLine($"price levels = orders       {report.LevelComparisons} comparisons");
        Console.WriteLine($"best bid, offer = orders    {report.BestComparisons} comparisons");
        Console.WriteLine($"orders = engine             {report.EngineOrderComparisons} comparisons, last after command "
            + $"{report.EngineSequence}");
        Console.WriteLine($"price levels = engine       {report.EngineLevelComparisons} comparisons");
        Console.WriteLine($"messages                    {report.Messages}, {report.Fetched} fetched, {report.Lost} lost, "
            + $"{report.Snapshots} books from snapshots, {report.Inconsistencies} inconsistent");
        Console.WriteLine(report.FirstDifference is { } difference
            ? $"{report.Differences} DIFFERENCES, first: {difference}"
            : report.Ok ? "No difference."
            : report.LiveBooks == 0 ? $"NOT WELL. {FeedConsumerSettings.NothingReceived}"
            : "NOT WELL: nothing was compared, or messages were inconsistent.");
    }
}
