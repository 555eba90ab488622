using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatchingEngine.Challenge;

/// <summary>Reports through a ring of our own.</summary>
internal readonly unsafe struct RingChannel(ReportRing* ring) : IReportChannel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Claim() => (ulong*)ring->Claim();

    // Past the caches where the processor can: the ring is larger than they are, and its lines were last in those of the
    // other core, so an ordinary store would first fetch what it overwrites.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ulong* slot, Vector256<ulong> low, Vector256<ulong> high)
    {
        if (Avx.IsSupported)
        {
            Avx.StoreAlignedNonTemporal(slot, low);
            Avx.StoreAlignedNonTemporal(slot + Vector256<ulong>.Count, high);
            return;
        }
        low.Store(slot);
        high.Store(slot + Vector256<ulong>.Count);
    }

    public void Flush() => ring->Publish();

    // The ring is the benchmark's to destroy.
    public void Free()
    {
    }
}
