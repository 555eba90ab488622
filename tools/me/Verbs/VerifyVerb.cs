using System.CommandLine;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Replay;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me verify</c>: proves a journal whole, and that it replays to the digests that it holds.</summary>
internal static class VerifyVerb
{
    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        Option<long?> cut = CommonOptions.Sequence(
            "--cut-after",
            "After damage that nothing else can mend: keeps the journal up to this command, which must be the last "
                + "good one, moves the rest aside, then verifies. Commands behind it are lost. Back the data "
                + "directory up first.");
        var command = new Command(
            "verify",
            "Proves a journal whole: checksums, chain, sequence, segments, digests. Names file and offset of the "
                + "first damage. Only reads, unless --cut-after is given.")
        {
            data, cut, json,
        };
        command.SetAction(parsed => VerbGuard.Run(
            parsed.GetValue(json),
            answer => Run(parsed.GetValue(data)!, parsed.GetValue(cut), answer)));
        return command;
    }

    private static int Run(string directory, long? cutAfter, Answer answer)
    {
        RequiredJournal.In(directory);
        if (cutAfter is { } lastGood)
            Cut(directory, lastGood);
        JournalReport report = Progress.Run("verifying", 0, _ => JournalVerifier.Verify(directory));
        string? replayProblem = report.Problem is null ? ReplayProblem(directory) : null;
        bool ok = report.Problem is null && replayProblem is null;
        answer.Give(JsonOf(report, replayProblem, ok), () => WriteText(report, replayProblem));
        return ok ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Cut(string directory, long lastGoodSequence)
    {
        foreach (string changed in OperatorCut.Apply(directory, lastGoodSequence))
            Console.Error.WriteLine($"cut: {changed}");
    }

    /// <summary>
    /// The checksums say that the bytes are those that were written; the replay, that they mean what they meant then.
    /// </summary>
    private static string? ReplayProblem(string directory)
    {
        try
        {
            var core = new MatchingCore(CoreLimits.Default);
            Progress.Run("replaying", 0,
                progress => JournalReplay.Run(directory, core, new IgnoredEvents(), long.MaxValue, progress));
            core.Verify();
            return null;
        }
        catch (Exception exception) when (exception is StateDigestMismatchException or InvariantViolationException)
        {
            return exception.Message;
        }
    }

    private static void WriteText(JournalReport report, string? replayProblem)
    {
        Console.WriteLine($"segments       {report.SegmentCount}");
        Console.WriteLine($"records        {report.RecordCount}");
        Console.WriteLine($"last sequence  {report.LastSequence}");
        if (report.Problem is { } problem)
        {
            Console.WriteLine($"finding        {problem.Finding}");
            Console.WriteLine($"where          {problem.File} offset {problem.Offset}");
            Console.WriteLine($"affected       {problem.BytesAffected} bytes");
            Console.WriteLine($"what           {problem.Detail}");
            Console.WriteLine(problem.IsRepairable
                ? "The service repairs this by itself when it starts; no answer had been given for what it cuts."
                : "The service refuses to start on this. tools/OPERATING.md, \"Damaged journal\", says what to do.");
            return;
        }
        string finding = replayProblem is null ? "Whole; replays to its digests" : $"replay: {replayProblem}";
        Console.WriteLine($"finding        {finding}");
    }

    private static object JsonOf(JournalReport report, string? replayProblem, bool ok) => new
    {
        Ok = ok,
        Segments = report.SegmentCount,
        Records = report.RecordCount,
        report.LastSequence,
        Finding = report.Finding.ToString(),
        report.Problem?.File,
        report.Problem?.Offset,
        report.Problem?.BytesAffected,
        report.Problem?.Detail,
        Repairable = report.Problem?.IsRepairable,
        ReplayProblem = replayProblem,
    };
}
