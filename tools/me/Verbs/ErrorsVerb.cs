using System.CommandLine;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Tools.Inspect;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me errors</c>: prints the distinct errors of any Aeron media driver.</summary>
internal static class ErrorsVerb
{
    private const long NanosPerMilli = 1_000_000;

    public static Command Make() => DriverInspection.Make(
        "errors", "Prints the distinct errors of an Aeron media driver, this one or another. Only reads.", Run);

    private static int Run(DriverInspector inspector, Answer answer)
    {
        IReadOnlyList<ErrorObservation> errors = inspector.Errors();
        answer.Give(new { Ok = true, Errors = errors }, () => WriteText(errors));
        return ExitCode.Ok;
    }

    private static void WriteText(IReadOnlyList<ErrorObservation> errors)
    {
        foreach (ErrorObservation error in errors)
        {
            string first = TimeText.Of(error.FirstMillis * NanosPerMilli);
            string last = TimeText.Of(error.LastMillis * NanosPerMilli);
            Console.WriteLine($"{error.Count} times from {first} to {last}");
            Console.WriteLine($"  {error.Text}");
        }
        Console.WriteLine($"{errors.Count} distinct errors");
    }
}
