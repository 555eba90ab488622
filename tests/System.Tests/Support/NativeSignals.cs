using System.Runtime.InteropServices;

namespace MatchingEngine.SystemTests.Support;

internal static partial class NativeSignals
{
    public const int HangUp = 1;
    public const int Terminate = 15;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);
}
