using System.CommandLine;
using MatchingEngine.Journal;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Demo;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me demo</c>: the main job, start to end, in one command.</summary>
internal static class DemoVerb
{
    private const int MaxCommands = 10_000_000;

    public static Command Make()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Data directory, empty or absent, to use and keep. Default: a temporary one that is removed.",
            HelpName = "DIR",
        };
        Option<string?> flow = CommonOptions.File(
            "--flow",
            "Commands file to play: seq,kind,id,side,qty,price a line, kind A, R, X or T. Default: a built-in flow.");
        Option<string?> fills = CommonOptions.File(
            "--fills",
            "Fills file to hold the fills against: seq,maker_id,price,qty a line. Default: the fills of the replay.");
        Option<int> commands = CommonOptions.Bounded(
            "--commands", "Length of the built-in flow.", 200_000, 1, MaxCommands);
        Option<int> roundTrips = CommonOptions.Bounded(
            "--round-trips",
            "Commands that are sent one at a time first, to measure the round trip.",
            5_000, 0, MaxCommands);
        Option<int> window = CommonOptions.Bounded("--window", "Commands in flight after that.", 1_024, 1, 8_192);
        Option<ThreadLayout> threads = CommonOptions.Threads();
        Option<DurabilityPolicy> durability = CommonOptions.Durability();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "demo",
            "Serves, plays an order flow through a TCP client session, takes fills and books from the Aeron feeds, stops, "
                + "restarts from the journal and proves that the state is equal.")
        {
            data, flow, fills, commands, roundTrips, window, threads, durability, json,
        };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            var options = new DemoOptions(
                parsed.GetValue(data),
                parsed.GetValue(flow),
                parsed.GetValue(fills),
                parsed.GetValue(commands),
                parsed.GetValue(roundTrips),
                parsed.GetValue(window),
                parsed.GetValue(threads),
                parsed.GetValue(durability));
            DemoReport report = new Demonstration(options, Console.Error.WriteLine).Run();
            answer.Give(report, () => WriteText(report));
            return report.Ok ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    private static void WriteText(DemoReport report)
    {
        Percentiles trip = report.RoundTripMicros;
        string fills = report.FillsMatch ? "all equal, in order" : report.FirstDifference!;
        string journal = report.JournalVerified ? "whole" : "DAMAGED";
        Console.WriteLine();
        Line("commands", $"{report.Commands} sent over TCP and answered; {report.Rejected} rejected by the engine, "
            + $"{report.Refused} refused at the door");
        Line("fills", $"{report.Fills} from the drop copy of {report.FillsExpected} expected ({report.FillsExpectedFrom}): {fills}");
        Line("books", $"{report.OrderBooksCompared} of orders and {report.PriceLevelBooksCompared} of price levels equal "
            + $"the engine's: {(report.BooksEqual ? "yes" : report.FirstBookDifference ?? "NOTHING COMPARED")}");
        Line("state, live", $"{report.DigestLive}, {report.OpenOrders} orders resting");
        Line("state, restarted", $"{report.DigestReplayed}: {(report.Equal ? "equal" : "DIFFERENT")}");
        Line("journal", $"{journal}, replayed at {report.ReplayPerSecond:N0} commands/s");
        Line("throughput", $"{report.OrdersPerSecond:N0} commands/s "
            + $"(threads {report.Threads}, durability {report.Durability})");
        Line("round trip", $"p50 {trip.P50:F1} µs, p99 {trip.P99:F1} µs, p99.9 {trip.P999:F1} µs, "
            + "one command in flight");
        Console.WriteLine(report.Ok ? "All is well." : "NOT WELL: see above.");
    }

    private static void Line(string what, string found) => Console.WriteLine($"{what,-17} {found}");
}
