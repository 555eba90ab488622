using System.CommandLine;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Inspect;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Replay;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me inspect</c>: prints segments, and records field by field.</summary>
internal static class InspectVerb
{
    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        Option<long> from = CommonOptions.Bounded(
            "--from", "Number of the first command to print; with --records.", 1L, 1L, long.MaxValue);
        Option<long> records = CommonOptions.Bounded("--records", "How many commands to print.", 0L, 0L, long.MaxValue);
        var command = new Command(
            "inspect", "Prints the segments of a journal and, with --records, its commands. Only reads.")
        {
            data, from, records, json,
        };
        command.SetAction(parsed => VerbGuard.Run(
            parsed.GetValue(json),
            answer => Run(parsed.GetValue(data)!, parsed.GetValue(from), parsed.GetValue(records), answer)));
        return command;
    }

    private static int Run(string directory, long from, long count, Answer answer)
    {
        RequiredJournal.In(directory);
        IReadOnlyList<SegmentInfo> segments = JournalInfo.Read(directory);
        List<RecordText> records = [];
        JournalProblem? problem = ReadRecords(directory, from, count, records);
        bool ok = problem is null && segments.All(one => one.Problem is null);
        var found = new
        {
            Ok = ok,
            Segments = segments.Select(SegmentJson),
            Records = records,
            Problem = problem?.ToString(),
        };
        answer.Give(found, () => WriteText(segments, records, problem));
        return ok ? ExitCode.Ok : ExitCode.Failed;
    }

    private static JournalProblem? ReadRecords(string directory, long from, long count, List<RecordText> records)
    {
        if (count == 0)
            return null;
        using var reader = new JournalReader(directory, from);
        var record = default(CommandRecord);
        while (records.Count < count && reader.TryReadNext(ref record))
            records.Add(RecordText.Of(in record));
        return reader.Problem;
    }

    private static void WriteText(
        IReadOnlyList<SegmentInfo> segments, List<RecordText> records, JournalProblem? problem)
    {
        foreach (SegmentInfo segment in segments)
            Write(segment);
        foreach (RecordText record in records)
            Write(record);
        if (problem is not null)
            Console.WriteLine(problem);
    }

    private static void Write(SegmentInfo segment)
    {
        string made = TimeText.Of(segment.CreationTimestampNanos);
        Console.WriteLine(segment.File);
        Console.WriteLine($"  journal {segment.JournalId}, format {segment.FormatVersion}, "
            + $"schema {segment.SchemaId} version {segment.SchemaVersion}, "
            + $"epoch {segment.Epoch}, segment {segment.SegmentIndex}");
        Console.WriteLine($"  sequences {segment.FirstSequence} to {segment.LastSequence}, "
            + $"{segment.RecordCount} records, {segment.RecordBytes} of {segment.SegmentSize} bytes, made {made}");
        if (segment.Problem is not null)
            Console.WriteLine($"  {segment.Problem}");
    }

    private static void Write(RecordText record) =>
        Console.WriteLine($"{record.Sequence,12} {record.Time} {record.Summary}");

    private static object SegmentJson(SegmentInfo segment) => new
    {
        segment.File,
        JournalId = segment.JournalId.ToString(),
        segment.FormatVersion,
        segment.SchemaId,
        segment.SchemaVersion,
        segment.Epoch,
        segment.SegmentIndex,
        segment.SegmentSize,
        segment.FirstSequence,
        segment.LastSequence,
        segment.RecordCount,
        segment.RecordBytes,
        Problem = segment.Problem?.ToString(),
    };
}
