using System.CommandLine;
using System.Diagnostics;
using MatchingEngine.Client.Feed;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Feed.Recording;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me record</c>: writes the feed to a file.</summary>
internal static class RecordVerb
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; it must not be there." };
        Option<double> seconds = CommonOptions.Bounded(
            "--seconds", "Ends by itself after so long; 0: runs until SIGTERM or Ctrl-C.", 0.0, 0.0, 1e9);
        Option<bool> json = CommonOptions.Json();
        var settings = new FeedConsumerSettings(hasSecondChannel: false);
        var command = new Command("record", "Writes every packet of the feed, as it is received, to a file.")
        {
            file, seconds, json,
        };
        settings.AddTo(command);
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            FeedConnectionOptions connection = settings.Make(parsed);
            using var recorder = new FeedRecorder(connection, parsed.GetValue(file)!);
            Console.Error.WriteLine($"recording {connection.Channel} to {parsed.GetValue(file)}");
            Run(recorder, parsed.GetValue(seconds));
            string? error = recorder.Failure;
            bool isWell = error is null && recorder.PacketCount > 0;
            if (error is not null)
                Console.Error.WriteLine($"me: {error}; what came until then is in the file");
            answer.Give(
                new { Ok = isWell, Packets = recorder.PacketCount, Bytes = recorder.ByteCount, Error = error },
                () => Console.WriteLine($"{recorder.PacketCount} packets, {recorder.ByteCount} bytes"));
            return isWell ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    private static void Run(FeedRecorder recorder, double seconds)
    {
        using var ending = new Ending();
        long start = Stopwatch.GetTimestamp();
        while (!ending.Token.IsCancellationRequested && recorder.Failure is null
            && (seconds == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds))
        {
            if (recorder.DoWork() == 0)
                Thread.Sleep(1);
        }
    }
}
