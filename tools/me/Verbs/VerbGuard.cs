using Adaptive.Aeron.Exceptions;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary>Turns what a verb throws into a message that tells what to do, and exit code 1.</summary>
internal static class VerbGuard
{
    /// <summary>Runs a verb. One that throws before it has answered answers with what it threw.</summary>
    public static int Run(bool json, Func<Answer, int> verb)
    {
        var answer = new Answer(json);
        try
        {
            return verb(answer);
        }
        catch (Exception exception)
        {
            string message = exception is DriverTimeoutException
                ? $"No media driver answers: {exception.Message}. Start one (me serve, me driver), or name its directory "
                    + "(--aeron-dir)."
                : exception.Message;
            string text = IsFaultOfThisProgram(exception) ? exception.ToString() : message;
            TrySay($"me: {text}");
            if (!answer.IsGiven)
                answer.Give(new { Ok = false, Error = message }, static () => { });
            return ExitCode.Failed;
        }
    }

    /// <summary>Where nothing can be said the exit code is left, and the answer.</summary>
    private static void TrySay(string text)
    {
        try
        {
            Console.Error.WriteLine(text);
        }
        catch (IOException)
        {
            // Standard error is a file on a full disk.
        }
    }

    /// <summary>Such a fault keeps its stack trace.</summary>
    private static bool IsFaultOfThisProgram(Exception exception) =>
        exception is NullReferenceException or IndexOutOfRangeException or InvalidCastException;
}
