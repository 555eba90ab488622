using System.Runtime.CompilerServices;
using MatchingEngine.Challenge.Abi;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// The benchmark's messages as commands of the engine, applied one by one on the calling thread: what a gateway and
/// the journal's ring do in the service.
/// </summary>
internal sealed unsafe class ChallengeGateway
{
    private readonly MatchingCore _core;
    private readonly OrderIds _ids = new();
    private readonly ExecutedQuantities _executed = new();
    private readonly ReportWriter _reports;
    private readonly CommandSlots* _commands;
    private EventBatch _events;
    private uint _msgSeqNum;
    private long _sequence;

    public ChallengeGateway(ReportRing* ring, Transport* transport, void* queue, ulong seed)
    {
        _reports = new ReportWriter(_ids, _executed, ring, transport, queue);
        _events = new EventBatch(_reports);
        _core = new MatchingCore(new CoreLimits
        {
            MaxInstruments = 1,
            MaxSessions = 1,
            MaxOpenOrders = 1 << 22,
            ExpectedOpenOrders = 1 << 16,
            MaxClientOrderIdsPerSession = 1 << 26,
            ExpectedClientOrderIdsPerSession = 1 << 21,
            MapSeed = seed,
        });
        _commands = CommandSlots.Create();
        Negotiate();
        Define();
    }

    public void OnNewOrder(NewOrderMessage* message)
    {
        _reports.Begin(message->SequenceNumber, message->OrderId);
        Enter(message, _ids.FirstOf(message->OrderId));
        if (_reports.IsDuplicate)
            EnterAgain(message);
    }

    public void OnCancel(CancelMessage* message)
    {
        _reports.Begin(message->SequenceNumber, message->OrderId);
        ref OrderCancelRequestBlock cancel = ref _commands->Cancel.Block<OrderCancelRequestBlock>();
        cancel.MsgSeqNum = ++_msgSeqNum;
        cancel.OrigClOrdID = _ids.FirstOf(message->OrderId);
        Apply(ref _commands->Cancel);
    }

    public void OnModify(ModifyMessage* message)
    {
        _reports.Begin(message->SequenceNumber, message->OrderId);
        ref OrderCancelReplaceRequestBlock replace =
            ref _commands->Replace.Block<OrderCancelReplaceRequestBlock>();
        replace.MsgSeqNum = ++_msgSeqNum;
        replace.ClOrdID = _ids.NextOf(message->OrderId);
        replace.OrigClOrdID = _ids.FirstOf(message->OrderId);
        replace.Price = Venue.PriceOf(message->NewPriceTicks);
        replace.OrderQty = message->NewQuantity + _executed.Of(message->OrderId);
        Apply(ref _commands->Replace);
    }

    public void OnBatch(TaggedMessage* messages, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            TaggedMessage* message = messages + i;
            if (message->Type == TaggedMessage.NewType)
                OnNewOrder(&message->New);
            else if (message->Type == TaggedMessage.CancelType)
                OnCancel(&message->Cancel);
            else
                OnModify(&message->Modify);
        }
        _reports.Flush();
    }

    public void Flush() => _reports.Flush();

    /// <summary>Best price of a side in ticks.</summary>
    public bool TryGetBestTicks(Side side, out long ticks)
    {
        bool found = _core.TryGetBest(Venue.SecurityId, side, out PriceLevel best);
        ticks = found ? Venue.TicksOf(best.Price) : 0;
        return found;
    }

    /// <summary>Quantity that rests at a price, 0 when there is none.</summary>
    public ulong QuantityAt(Side side, long priceTicks) =>
        _core.TryGetLevel(Venue.SecurityId, side, Venue.PriceOf(priceTicks), out PriceLevel level)
            ? (ulong)level.Quantity
            : 0;

    public void Free()
    {
        _events.Free();
        _reports.Free();
        CommandSlots.Destroy(_commands);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(NewOrderMessage* message, ulong clOrdId)
    {
        ref NewOrderSingleBlock order = ref _commands->New.Block<NewOrderSingleBlock>();
        order.MsgSeqNum = ++_msgSeqNum;
        order.ClOrdID = clOrdId;
        order.Price = Venue.PriceOf(message->PriceTicks);
        order.OrderQty = message->Quantity;
        order.Side = message->Side == 0 ? Side.Buy : Side.Sell;
        order.TimeInForce = message->Ioc != 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;
        Apply(ref _commands->New);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterAgain(NewOrderMessage* message)
    {
        _reports.IsDuplicate = false;
        Enter(message, _ids.NewFirst(message->OrderId));
    }

    private void Negotiate()
    {
        CommandRecord command = default;
        ref SessionNegotiatedBlock session = ref command.Begin<SessionNegotiatedBlock>();
        session.SessionID = Venue.SessionId;
        session.SessionVerID = 1;
        Apply(ref command);
    }

    private void Define()
    {
        CommandRecord command = default;
        ref SecurityDefinitionBlock definition = ref command.Begin<SecurityDefinitionBlock>();
        definition.SecurityID = Venue.SecurityId;
        definition.MinPriceIncrement = Venue.TickSize;
        definition.RoundLot = 1;
        definition.MinTradeVol = 1;
        definition.MaxTradeVol = Venue.MaxQuantity;
        definition.HighLimitPrice = Venue.MaxTicks * Venue.TickSize;
        definition.MaxOpenOrders = 1 << 22;
        Apply(ref command);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply(ref CommandRecord command)
    {
        command.Sequence = ++_sequence;
        _core.Apply(in command, ref _events);
        _events.Write();
    }
}
