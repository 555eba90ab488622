using System.Runtime.InteropServices;

namespace Adaptive.Agrona.Concurrent;

/// <summary>What a thread asks of the processor that it runs on.</summary>
internal static partial class Processor
{
    /// <summary>
    /// Offers the processor to other threads that are ready. Who waits for a message does little else, and the run-time's
    /// own way to Linux takes a twentieth longer.
    /// </summary>
    public static void Yield()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = YieldOnLinux();
        }
        else
        {
            Thread.Yield();
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_yield")]
    private static partial int YieldOnLinux();
}
