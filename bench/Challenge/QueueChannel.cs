using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MatchingEngine.Challenge.Abi;

namespace MatchingEngine.Challenge;

/// <summary>Reports through the benchmark's queue, which copies each and makes it visible at once.</summary>
internal readonly unsafe struct QueueChannel(Transport* transport, void* queue) : IReportChannel
{
    // The benchmark's push only copies the report: a call that short needs no leave of the runtime.
    private readonly delegate* unmanaged[SuppressGCTransition]<void*, Report*, int> _push =
        (delegate* unmanaged[SuppressGCTransition]<void*, Report*, int>)transport->Push;

    private readonly Report* _report = (Report*)NativeMemory.AlignedAlloc((nuint)sizeof(Report), (nuint)sizeof(Report));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong* Claim() => (ulong*)_report;

    // In two wide stores, as a push reads it in wide loads at once: these would wait for stores that are narrower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ulong* slot, Vector256<ulong> low, Vector256<ulong> high)
    {
        low.Store(slot);
        high.Store(slot + Vector256<ulong>.Count);
        if (_push(queue, _report) == 0)
            PushAgain();
    }

    public void Flush()
    {
    }

    public void Free() => NativeMemory.AlignedFree(_report);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PushAgain()
    {
        do
            Thread.SpinWait(1);
        while (_push(queue, _report) == 0);
    }
}
