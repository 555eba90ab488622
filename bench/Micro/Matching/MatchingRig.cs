using System.Runtime.CompilerServices;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// An engine with one instrument and one session, and short ways to send it commands through its one door. Each of
/// them fills the same command slot in place, as a gateway does, and applies it. Prices are in ticks.
/// </summary>
internal sealed class MatchingRig
{
    public const long BestBid = 9_999;
    public const long BestOffer = 10_001;

    private const uint SecurityId = 1;
    private const uint SessionId = 1;
    private const long TickSize = 1_000_000;
    private const long HighestTick = 100_000;
    private const long LargestQuantity = 1_000_000_000;

    // Room for a batch and for what stands before it: the maps grow by doubling, and no batch is to pay for that.
    private readonly MatchingCore _core = new(CoreLimits.Default with
    {
        ExpectedOpenOrders = 1 << 16,
        ExpectedClientOrderIdsPerSession = 1 << 17,
    });

    private EventSlots _events = new();
    private CommandRecord _command;
    private uint _lastMsgSeqNum;
    private ulong _sessionVerId;
    private long _markedEvents;
    private ulong _markedTrades;
    private int _markedOpenOrders;

    public MatchingRig()
    {
        ref SecurityDefinitionBlock definition = ref _command.Begin<SecurityDefinitionBlock>();
        definition.SecurityID = SecurityId;
        definition.MinPriceIncrement = TickSize;
        definition.RoundLot = 1;
        definition.MinTradeVol = 1;
        definition.MaxTradeVol = LargestQuantity;
        definition.LowLimitPrice = TickSize;
        definition.HighLimitPrice = HighestTick * TickSize;
        definition.MaxOpenOrders = 1 << 20;
        Apply();
    }

    /// <summary>
    /// ClOrdID of the order or request sent last. Rises by one with each, also over <see cref="Clear"/>.
    /// </summary>
    public ulong LastClOrdId { get; private set; }

    /// <summary>OrderID given out last.</summary>
    public ulong LastOrderId => _core.LastOrderId;

    /// <summary>Empties the book and begins a new session version, which forgets all client order ids.</summary>
    public void Clear()
    {
        if (_sessionVerId > 0)
        {
            Enter(Side.Buy, HighestTick, LargestQuantity, TimeInForce.ImmediateOrCancel);
            Enter(Side.Sell, 1, LargestQuantity, TimeInForce.ImmediateOrCancel);
        }

        ref SessionNegotiatedBlock negotiated = ref _command.Begin<SessionNegotiatedBlock>();
        negotiated.SessionID = SessionId;
        negotiated.SessionVerID = ++_sessionVerId;
        _lastMsgSeqNum = 0;
        Apply();
    }

    /// <summary>A book of 100 levels a side with 5 orders of 100 each.</summary>
    public void FillBook()
    {
        for (int i = 0; i < 500; i++)
        {
            Enter(Side.Buy, BestBid - (i % 100), 100);
            Enter(Side.Sell, BestOffer + (i % 100), 100);
        }
    }

    /// <summary>From here on <see cref="OutcomeSinceMark"/> counts.</summary>
    public void Mark()
    {
        _markedEvents = _events.Count;
        _markedTrades = _core.LastTrdMatchId;
        _markedOpenOrders = _core.OpenOrderCount;
    }

    public BatchOutcome OutcomeSinceMark() => new(
        _events.Count - _markedEvents,
        (long)(_core.LastTrdMatchId - _markedTrades),
        _core.OpenOrderCount - _markedOpenOrders,
        _events.Count == _markedEvents ? 0 : _events.Last.Header.TemplateId);

    public void VerifyInvariants() => _core.Verify();

    public void Enter(
        Side side, long priceTicks, long quantity, TimeInForce timeInForce = TimeInForce.GoodTillCancel) =>
        Enter(++LastClOrdId, side, priceTicks, quantity, timeInForce);

    public void Enter(ulong clOrdId, Side side, long priceTicks, long quantity, TimeInForce timeInForce)
    {
        ref NewOrderSingleBlock order = ref _command.Begin<NewOrderSingleBlock>();
        order.SessionID = SessionId;
        order.MsgSeqNum = ++_lastMsgSeqNum;
        order.ClOrdID = clOrdId;
        order.Price = priceTicks * TickSize;
        order.OrderQty = quantity;
        order.SecurityID = SecurityId;
        order.Side = side;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = timeInForce;
        Apply();
    }

    /// <summary>Enters a stop without a limit, which waits for its price.</summary>
    public void EnterStop(Side side, long stopTicks, long quantity)
    {
        ref NewOrderExtendedBlock order = ref _command.Begin<NewOrderExtendedBlock>();
        order = default;
        order.SessionID = SessionId;
        order.MsgSeqNum = ++_lastMsgSeqNum;
        order.ClOrdID = ++LastClOrdId;
        order.StopPx = stopTicks * TickSize;
        order.OrderQty = quantity;
        order.SecurityID = SecurityId;
        order.Side = side;
        order.OrdType = OrdType.Stop;
        order.TimeInForce = TimeInForce.GoodTillCancel;
        Apply();
    }

    public void Cancel(ulong orderId, ulong origClOrdId)
    {
        ref OrderCancelRequestBlock cancel = ref _command.Begin<OrderCancelRequestBlock>();
        cancel.SessionID = SessionId;
        cancel.MsgSeqNum = ++_lastMsgSeqNum;
        cancel.ClOrdID = ++LastClOrdId;
        cancel.OrderID = orderId;
        cancel.OrigClOrdID = origClOrdId;
        cancel.SecurityID = SecurityId;
        Apply();
    }

    public void Reduce(ulong orderId, long quantity)
    {
        ref OrderReduceRequestBlock reduce = ref _command.Begin<OrderReduceRequestBlock>();
        reduce.SessionID = SessionId;
        reduce.MsgSeqNum = ++_lastMsgSeqNum;
        reduce.ClOrdID = ++LastClOrdId;
        reduce.OrderID = orderId;
        reduce.ReduceQty = quantity;
        reduce.SecurityID = SecurityId;
        Apply();
    }

    public void Replace(ulong orderId, long priceTicks, long quantity)
    {
        ref OrderCancelReplaceRequestBlock replace = ref _command.Begin<OrderCancelReplaceRequestBlock>();
        replace.SessionID = SessionId;
        replace.MsgSeqNum = ++_lastMsgSeqNum;
        replace.ClOrdID = ++LastClOrdId;
        replace.OrderID = orderId;
        replace.Price = priceTicks * TickSize;
        replace.OrderQty = quantity;
        replace.SecurityID = SecurityId;
        Apply();
    }

    /// <summary>
    /// Sends an order under a number that the session has used: the engine changes nothing and says nothing.
    /// </summary>
    public void SendAgain()
    {
        ref NewOrderSingleBlock order = ref _command.Begin<NewOrderSingleBlock>();
        order.SessionID = SessionId;
        order.MsgSeqNum = _lastMsgSeqNum;
        order.ClOrdID = LastClOrdId;
        order.Price = BestBid * TickSize;
        order.OrderQty = 1;
        order.SecurityID = SecurityId;
        order.Side = Side.Buy;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = TimeInForce.GoodTillCancel;
        Apply();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply()
    {
        _command.Sequence = _core.LastSequence + 1;
        _command.TimestampNanos = _command.Sequence;
        _core.Apply(in _command, ref _events);
    }
}
