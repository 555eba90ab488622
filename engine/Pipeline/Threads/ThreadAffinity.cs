using System.Runtime.InteropServices;

namespace MatchingEngine.Pipeline;

/// <summary>Binds a thread to a processor, where the system lets us.</summary>
public static partial class ThreadAffinity
{
    private const int MaskBits = 1024;

    /// <summary>
    /// Binds the calling thread to one processor. Linux only; elsewhere, and when the system refuses, the thread
    /// stays free.
    /// </summary>
    /// <param name="processor">Number of the processor, 0 and up.</param>
    /// <returns>Whether the thread is bound now.</returns>
    public static unsafe bool TryPin(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= MaskBits)
            return false;
        Span<ulong> mask = stackalloc ulong[MaskBits / 64];
        mask.Clear();
        mask[processor / 64] = 1UL << (processor % 64);
        fixed (ulong* pointer = mask)
        {
            return SchedSetAffinity(0, MaskBits / 8, pointer) == 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static unsafe partial int SchedSetAffinity(int threadId, nuint maskSize, ulong* mask);
}
