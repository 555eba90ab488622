using System.Diagnostics;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale.Features;

/// <summary>Sends the plain flow to an engine that a feature was brought into, and takes the time.</summary>
internal sealed class FlowTimer
{
    private readonly CommandRecord[] _recorded = PlainFlow.Record();
    private readonly CommandRecord[] _flow = new CommandRecord[PlainFlow.Commands];
    private long _trades;

    /// <summary>Managed bytes that the timed commands of all runs allocated.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Nanoseconds a command of one run.</summary>
    public double Run(Feature feature)
    {
        Desk desk = new(CoreLimits.Default);
        desk.Define(PlainFlow.SecurityId, 2 * PlainFlow.Middle);
        desk.Define(FeatureSet.OtherSecurityId, 2 * PlainFlow.Middle);
        feature.SetUp(desk);
        int open = desk.Core.OpenOrderCount;
        uint numbers = (uint)open;
        for (int i = 0; i < _flow.Length; i++)
        {
            _flow[i] = _recorded[i];
            // All commands of a session begin with its id and their number.
            _flow[i].Block<NewOrderSingleBlock>().MsgSeqNum += numbers;
        }
        // Warm: the first orders come before the clock starts, as the books grow then.
        const int untimed = PlainFlow.Commands / 10;
        for (int i = 0; i < untimed; i++)
            desk.Send(ref _flow[i]);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = untimed; i < _flow.Length; i++)
            desk.Send(ref _flow[i]);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
        Check(desk, open);
        return elapsed.TotalNanoseconds / (_flow.Length - untimed);
    }

    // What the flow does is the same beside every feature.
    private void Check(Desk desk, int others)
    {
        if (_trades == 0)
            _trades = (long)desk.Core.LastTrdMatchId;
        if (_trades != (long)desk.Core.LastTrdMatchId || _trades < 1_000 || desk.Core.OpenOrderCount <= others)
            throw new InvalidOperationException("the flow did something else than the first time");
    }
}
