using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary>Turns what a verb throws into a message that tells what to do, and exit code 1.</summary>
internal static class VerbGuard
{
    public static int Run(bool json, Func<int> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Console.Error.WriteLine($"me: {exception.Message}");
            if (json)
                JsonLine.Write(new { Ok = false, Error = exception.Message });
            return ExitCode.Failed;
        }
    }

    /// <summary>Everything but a fault of this program, which keeps its stack trace.</summary>
    private static bool IsExpected(Exception exception) =>
        exception is not (NullReferenceException or IndexOutOfRangeException or InvalidCastException);
}
