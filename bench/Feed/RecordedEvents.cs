using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Feed;

/// <summary>The events of a flow of orders, cancels and takers around one price, made before anything is measured.</summary>
internal sealed class RecordedEvents
{
    private const long Tick = 1_000_000;
    private const long MiddleTicks = 10_000;
    private const int Spread = 40;

    private readonly List<EventRecord> _events = [];
    private readonly Random _random = new(1);
    private readonly Queue<ulong> _open = new();
    private readonly MatchingCore _core = new(CoreLimits.Default);
    private uint _seqNum;

    public RecordedEvents(int commands)
    {
        CommandRecord define = default;
        ref SecurityDefinitionBlock terms = ref define.Begin<SecurityDefinitionBlock>();
        (terms.SecurityID, terms.MinPriceIncrement, terms.RoundLot) = (1, Tick, 1);
        (terms.MinTradeVol, terms.MaxTradeVol, terms.MaxOpenOrders) = (1, 1_000_000, 1_000_000);
        (terms.LowLimitPrice, terms.HighLimitPrice) = (Tick, 1_000_000 * Tick);
        Apply(ref define);
        CommandRecord negotiate = default;
        ref SessionNegotiatedBlock session = ref negotiate.Begin<SessionNegotiatedBlock>();
        (session.SessionID, session.SessionVerID) = (1, 1);
        Apply(ref negotiate);
        for (int i = 0; i < commands; i++)
        {
            CommandRecord command = _random.Next(100) < 40 && _open.Count > 500 ? Cancel() : Order();
            Apply(ref command);
        }
    }

    public ReadOnlySpan<EventRecord> All =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_events);

    private CommandRecord Order()
    {
        CommandRecord command = default;
        ref NewOrderSingleBlock order = ref command.Begin<NewOrderSingleBlock>();
        bool isBuy = _random.Next(2) == 0;
        bool isTaker = _random.Next(100) < 15;
        int distance = isTaker ? -_random.Next(3) : 1 + _random.Next(Spread);
        (order.SessionID, order.MsgSeqNum, order.ClOrdID) = (1, ++_seqNum, _seqNum);
        order.Price = (MiddleTicks + (isBuy ? -distance : distance)) * Tick;
        order.OrderQty = 1 + _random.Next(100);
        order.SecurityID = 1;
        order.Side = isBuy ? Side.Buy : Side.Sell;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = isTaker ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;
        if (!isTaker)
            _open.Enqueue(_seqNum);
        return command;
    }

    private CommandRecord Cancel()
    {
        CommandRecord command = default;
        ref OrderCancelRequestBlock cancel = ref command.Begin<OrderCancelRequestBlock>();
        (cancel.SessionID, cancel.MsgSeqNum, cancel.ClOrdID) = (1, ++_seqNum, _seqNum);
        (cancel.OrigClOrdID, cancel.SecurityID) = (_open.Dequeue(), 1);
        return command;
    }

    private void Apply(ref CommandRecord command)
    {
        command.Sequence = _core.LastSequence + 1;
        command.TimestampNanos = command.Sequence;
        Sink sink = new(_events);
        _core.Apply(in command, ref sink);
        if (_events.Count > 0)
        {
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_events)[^1].Flags = EventFlags.EndOfCommand;
        }
    }

    private readonly struct Sink(List<EventRecord> events) : IEventSink
    {
        public ref EventRecord Claim()
        {
            events.Add(default);
            return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(events)[^1];
        }
    }
}
