using System.CommandLine;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Tools.Inspect;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me losses</c>: prints the loss report of any Aeron media driver.</summary>
internal static class LossesVerb
{
    private const long NanosPerMilli = 1_000_000;

    public static Command Make() => DriverInspection.Make(
        "losses", "Prints what streams lost on their way to an Aeron media driver, this one or another. Only reads.",
        Run);

    private static int Run(DriverInspector inspector, Answer answer)
    {
        IReadOnlyList<LossObservation> losses = inspector.Losses();
        answer.Give(new { Ok = true, Losses = losses }, () => WriteText(losses));
        return ExitCode.Ok;
    }

    private static void WriteText(IReadOnlyList<LossObservation> losses)
    {
        foreach (LossObservation loss in losses)
        {
            string first = TimeText.Of(loss.FirstMillis * NanosPerMilli);
            string last = TimeText.Of(loss.LastMillis * NanosPerMilli);
            Console.WriteLine($"{loss.Count} gaps, {loss.BytesLost} bytes, session {loss.SessionId}, "
                + $"stream {loss.StreamId}, {loss.Channel} from {loss.Source}");
            Console.WriteLine($"  first {first}, last {last}");
        }
        Console.WriteLine($"{losses.Count} streams with loss");
    }
}
