using System.CommandLine;
using MatchingEngine.Core;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Replay;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me replay</c>: rebuilds the state from a journal, without touching it.</summary>
internal static class ReplayVerb
{
    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        Option<long?> to = CommonOptions.Sequence("--to", "Number of the last command to apply. Default: all.");
        Option<string?> events = CommonOptions.File(
            "--events",
            "Writes every event to this file, one behind the other, in the layout of a journal record "
                + "(journal/FORMAT.md), checksum 0.");
        var command = new Command(
            "replay", "Rebuilds the state from the journal and prints its digest. The journal is only read.")
        {
            data, to, events, json,
        };
        command.SetAction(parsed => VerbGuard.Run(
            parsed.GetValue(json),
            answer => Run(parsed.GetValue(data)!, parsed.GetValue(to), parsed.GetValue(events), answer)));
        return command;
    }

    private static int Run(string directory, long? toSequence, string? eventsFile, Answer answer)
    {
        RequiredJournal.In(directory);
        var core = new MatchingCore(CoreLimits.Default);
        ReplaySummary summary;
        long events;
        using (var writer = new EventFileWriter(eventsFile))
        {
            summary = Progress.Run("replaying the journal", 0,
                progress => JournalReplay.Run(directory, core, writer, toSequence ?? long.MaxValue, progress));
            events = writer.Count;
        }
        if (summary.LastSequence < toSequence)
            throw new ArgumentException($"--to {toSequence}: the journal ends at command {summary.LastSequence}.");
        core.Verify();
        string digest = core.ComputeDigest().ToString();
        double perSecond = Math.Round(summary.Commands / Math.Max(summary.Elapsed.TotalSeconds, 1e-9));
        var found = new
        {
            Ok = true,
            summary.Commands,
            Events = events,
            summary.LastSequence,
            Digest = digest,
            CommandsPerSecond = perSecond,
            Tail = summary.Tail?.ToString(),
        };
        answer.Give(found, () =>
        {
            Console.WriteLine($"commands       {found.Commands}");
            Console.WriteLine($"events         {found.Events}");
            Console.WriteLine($"last sequence  {found.LastSequence}");
            Console.WriteLine($"state digest   {found.Digest}");
            Console.WriteLine($"commands/s     {found.CommandsPerSecond}");
            if (found.Tail is { } tail)
                Console.WriteLine($"tail           left alone, as the next start will repair it: {tail}");
        });
        return ExitCode.Ok;
    }
}
