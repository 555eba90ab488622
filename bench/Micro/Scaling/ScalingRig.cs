using System.Diagnostics;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro.Scaling;

/// <summary>An engine with many instruments, filled with orders that do not trade; nothing of it is set aside
/// before.</summary>
internal sealed class ScalingRig
{
    private const uint SessionId = 1;
    private const int TimedCommands = 200_000;

    private readonly ScalingCase _case;
    private readonly Random _random = new(1);
    private readonly MatchingCore _core;
    private readonly ulong[] _clOrdIds;
    private readonly int[] _instruments;
    private EventSlots _events = new();
    private CommandRecord _command;
    private uint _msgSeqNum;
    private ulong _clOrdId;

    public ScalingRig(ScalingCase scalingCase)
    {
        _case = scalingCase;
        _clOrdIds = new ulong[scalingCase.RestingOrders];
        _instruments = new int[scalingCase.RestingOrders];
        _core = new MatchingCore(CoreLimits.Default with
        {
            MaxInstruments = 1 << 14,
            MaxOpenOrders = 1 << 24,
            MaxClientOrderIdsPerSession = 1 << 28,
        });
        ref SessionNegotiatedBlock negotiated = ref _command.Begin<SessionNegotiatedBlock>();
        negotiated.SessionID = SessionId;
        negotiated.SessionVerID = 1;
        Apply();
        for (uint i = 1; i <= scalingCase.Instruments; i++)
            Define(i);
    }

    public ScalingResult Run()
    {
        Array.Fill(_clOrdIds, 1UL);
        Array.Fill(_instruments, 1);
        long before = ResidentBytes();
        long slowest = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _case.RestingOrders; i++)
        {
            long one = Stopwatch.GetTimestamp();
            Enter(i);
            slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - one);
        }
        double fill = NanosSince(start, _case.RestingOrders);
        double bytes = (ResidentBytes() - before) / (double)_case.RestingOrders;
        (double add, double cancel) = TimePairs();
        return new ScalingResult(fill, slowest * 1e6 / Stopwatch.Frequency, add, cancel, bytes);
    }

    // Cancels a random order and enters another in its place, so that the book stays as large and as wide. The two are
    // timed in groups that fit between two digests.
    private (double AddNanos, double CancelNanos) TimePairs()
    {
        const int Group = 1_000;
        int[] slots = new int[Group];
        long adds = 0;
        long cancels = 0;
        for (int done = 0; done < TimedCommands; done += Group)
        {
            for (int i = 0; i < Group; i++)
                slots[i] = (int)((i + _random.NextInt64(_case.RestingOrders) / Group * Group) % _case.RestingOrders);
            long start = Stopwatch.GetTimestamp();
            foreach (int slot in slots)
                Cancel(slot);
            long middle = Stopwatch.GetTimestamp();
            foreach (int slot in slots)
                Enter(slot);
            adds += Stopwatch.GetTimestamp() - middle;
            cancels += middle - start;
        }
        if (_core.OpenOrderCount != _case.RestingOrders)
            throw new InvalidOperationException($"{_core.OpenOrderCount} orders rest, not {_case.RestingOrders}");
        double nanosPerTick = 1e9 / Stopwatch.Frequency / TimedCommands;
        return (adds * nanosPerTick, cancels * nanosPerTick);
    }

    private void Enter(int slot)
    {
        bool buy = (_random.Next() & 1) == 0;
        long distance = _random.NextInt64(_case.PriceTicks) + 1;
        int instrument = _random.Next(_case.Instruments) + 1;
        ref NewOrderSingleBlock order = ref _command.Begin<NewOrderSingleBlock>();
        order.SessionID = SessionId;
        order.MsgSeqNum = ++_msgSeqNum;
        order.ClOrdID = ++_clOrdId;
        order.SecurityID = (uint)instrument;
        order.Side = buy ? Side.Buy : Side.Sell;
        order.Price = _case.PriceTicks + (buy ? 1 - distance : distance) + 1;
        order.OrderQty = 1;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = TimeInForce.GoodTillCancel;
        _clOrdIds[slot] = _clOrdId;
        _instruments[slot] = instrument;
        Apply();
    }

    private void Cancel(int slot)
    {
        ref OrderCancelRequestBlock cancel = ref _command.Begin<OrderCancelRequestBlock>();
        cancel.SessionID = SessionId;
        cancel.MsgSeqNum = ++_msgSeqNum;
        cancel.ClOrdID = ulong.MaxValue;
        cancel.OrigClOrdID = _clOrdIds[slot];
        cancel.SecurityID = (uint)_instruments[slot];
        Apply();
    }

    private void Define(uint securityId)
    {
        ref SecurityDefinitionBlock definition = ref _command.Begin<SecurityDefinitionBlock>();
        definition.SecurityID = securityId;
        definition.MinPriceIncrement = 1;
        definition.RoundLot = 1;
        definition.MinTradeVol = 1;
        definition.MaxTradeVol = 1_000_000;
        definition.HighLimitPrice = long.MaxValue / 2;
        definition.MaxOpenOrders = 1 << 24;
        Apply();
    }

    private void Apply()
    {
        _command.Sequence = _core.LastSequence + 1;
        _core.Apply(in _command, ref _events);
    }

    private static double NanosSince(long start, long commands) =>
        (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / commands;

    private static long ResidentBytes()
    {
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
