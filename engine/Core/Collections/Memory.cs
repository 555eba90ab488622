using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MatchingEngine.Core;

/// <summary>Hints to the processor.</summary>
internal static unsafe class Memory
{
    /// <summary>Fetches the cache line of an address that will be used soon; any address will do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
