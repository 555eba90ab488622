using System.CommandLine;
using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;
using StateDigest = MatchingEngine.Core.StateDigest;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me replay</c>: rebuilds the state from a journal, without touching it.</summary>
internal static class ReplayVerb
{
    public static Command Make()
    {
        Option<string> data = CommonOptions.Data();
        Option<bool> json = CommonOptions.Json();
        Option<long> to = CommonOptions.Bounded("--to", "Number of the last command to apply. Default: all.", long.MaxValue, 0, long.MaxValue);
        var events = new Option<string?>("--events")
        {
            Description = "Writes every event to this file, one behind the other, in the layout of a journal record (journal/FORMAT.md), checksum 0.",
            HelpName = "FILE",
        };
        var command = new Command("replay", "Rebuilds the state from the journal and prints its digest. The journal is only read.")
        {
            data, to, events, json,
        };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), () =>
            Run(parsed.GetValue(data)!, parsed.GetValue(to), parsed.GetValue(events), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string directory, long toSequence, string? eventsFile, bool json)
    {
        var core = new MatchingCore(CoreLimits.Default);
        ReplaySummary summary;
        long eventCount;
        using (var writer = new EventFileWriter(eventsFile))
        {
            summary = Progress.Run("replaying the journal", 0,
                progress => JournalReplay.Run(directory, core, writer, toSequence, progress));
            eventCount = writer.Count;
        }
        core.Verify();
        StateDigest digest = core.ComputeDigest();
        double perSecond = summary.Commands / Math.Max(summary.Elapsed.TotalSeconds, 1e-9);
        if (json)
        {
            JsonLine.Write(new
            {
                Ok = true,
                summary.Commands,
                Events = eventCount,
                summary.LastSequence,
                Digest = digest.ToString(),
                CommandsPerSecond = Math.Round(perSecond),
            });
            return ExitCode.Ok;
        }
        Console.WriteLine($"commands       {summary.Commands}");
        Console.WriteLine($"events         {eventCount}");
        Console.WriteLine($"last sequence  {summary.LastSequence}");
        Console.WriteLine($"state digest   {digest}");
        Console.WriteLine($"commands/s     {perSecond:F0}");
        return ExitCode.Ok;
    }

    /// <summary>Counts events, and writes them when there is a file.</summary>
    private sealed class EventFileWriter : IEventConsumer, IDisposable
    {
        private readonly Stream? _stream;

        public EventFileWriter(string? path)
        {
            _stream = path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        }

        public long Count { get; private set; }

        public void OnEvent(in EventRecord record, bool replayed)
        {
            Count++;
            if (_stream is null)
                return;
            EventRecord copy = record;
            _stream.Write(copy.Bytes);
        }

        public void Dispose() => _stream?.Dispose();
    }
}
