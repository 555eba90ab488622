using System.Runtime.InteropServices;

namespace MatchingEngine.Tools.Output;

/// <summary>
/// Standard output and standard error as this process was given them. Whoever started it may have closed them: then the
/// system gives their numbers to files that are opened later, a journal's perhaps, and nothing may be written there.
/// </summary>
internal static partial class StandardStreams
{
    private const int OutputNumber = 1;
    private const int ErrorNumber = 2;
    private const int GetFlags = 3;
    private const int AccessMode = 3;

    private static readonly bool HasOutput = IsWritable(OutputNumber);
    private static readonly bool HasError = IsWritable(ErrorNumber);

    /// <summary>Standard error; takes everything and keeps nothing when there is none.</summary>
    public static Stream OpenError() => HasError ? Console.OpenStandardError() : Stream.Null;

    /// <summary>Keeps the console away from streams that are not there. Called before any file is opened.</summary>
    public static void Guard()
    {
        if (!HasOutput)
            Console.SetOut(TextWriter.Null);
        if (!HasError)
            Console.SetError(TextWriter.Null);
    }

    // What the runtime has opened in their place by now is only read.
    private static bool IsWritable(int number)
    {
        if (OperatingSystem.IsWindows())
            return true;
        int flags = FileControl(number, GetFlags);
        return flags >= 0 && (flags & AccessMode) != 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command);
}
