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
    private const int MaxOpenOrders = 1 << 22;
    private const uint IocDistance = TimeInForce.ImmediateOrCancel - TimeInForce.GoodTillCancel;

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
        _events = new EventBatch(_reports, MaxOpenOrders);
        _core = new MatchingCore(new CoreLimits
        {
            MaxInstruments = 1,
            MaxSessions = 1,
            MaxOpenOrders = MaxOpenOrders,
            ExpectedOpenOrders = 1 << 16,
            MaxClientOrderIdsPerSession = 1 << 26,
            ExpectedClientOrderIdsPerSession = 1 << 21,
            MapSeed = seed,
        });
        _commands = CommandSlots.Create();
        Negotiate();
        Define();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnNewOrder(NewOrderMessage* message)
    {
        _reports.Begin(message);
        Enter(message, _ids.FirstOf(message->OrderId));
        EventRecord* accepted = _events.TakeOnly(ExecutionReportNewBlock.TemplateId);
        if (accepted != null)
            _reports.WriteAccepted(in accepted->Block<ExecutionReportNewBlock>(), message);
        else
            FinishNewOrder(message);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnCancel(CancelMessage* message)
    {
        _reports.Begin(message);
        ulong clOrdId = _ids.FirstOf(message->OrderId);
        ref OrderCancelRequestBlock cancel = ref _commands->Cancel.Block<OrderCancelRequestBlock>();
        cancel.MsgSeqNum = ++_msgSeqNum;
        cancel.OrigClOrdID = clOrdId;
        Apply(ref _commands->Cancel);
        EventRecord* canceled = _events.TakeOnly(ExecutionReportCanceledBlock.TemplateId);
        if (canceled != null)
            _reports.WriteCanceled(in canceled->Block<ExecutionReportCanceledBlock>(), message);
        else
            _events.WriteAll();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnModify(ModifyMessage* message)
    {
        _reports.Begin(message);
        ulong first = _ids.FirstOf(message->OrderId);
        ulong next = _ids.NextOf(message->OrderId);
        long executed = _executed.Of(message->OrderId);
        ref OrderCancelReplaceRequestBlock replace =
            ref _commands->Replace.Block<OrderCancelReplaceRequestBlock>();
        replace.MsgSeqNum = ++_msgSeqNum;
        replace.ClOrdID = next;
        replace.OrigClOrdID = first;
        replace.Price = Venue.PriceOf(message->NewPriceTicks);
        replace.OrderQty = message->NewQuantity + executed;
        Apply(ref _commands->Replace);
        EventRecord* replaced = _events.TakeOnly(ExecutionReportReplacedBlock.TemplateId);
        if (replaced != null)
            _reports.WriteReplaced(in replaced->Block<ExecutionReportReplacedBlock>(), message);
        else
            _events.WriteAll();
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
        // Side, type and time in force in one store, as the engine reads them in one load.
        Unsafe.As<Side, uint>(ref order.Side) = KindsOf(message);
        Apply(ref _commands->New);
    }

    private static uint KindsOf(NewOrderMessage* message) =>
        (uint)Side.Buy + (message->Side != 0 ? 1u : 0)
        | (uint)OrdType.Limit << 8
        | ((uint)TimeInForce.GoodTillCancel + (message->Ioc != 0 ? IocDistance : 0)) << 16;

    // An order that traded, or was refused: for an id that was used before it is entered again under another.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FinishNewOrder(NewOrderMessage* message)
    {
        _events.WriteAll();
        if (!_reports.IsDuplicate)
            return;
        _reports.IsDuplicate = false;
        Enter(message, _ids.NewFirst(message->OrderId));
        _events.WriteAll();
    }

    private void Negotiate()
    {
        CommandRecord command = default;
        ref SessionNegotiatedBlock session = ref command.Begin<SessionNegotiatedBlock>();
        session.SessionID = Venue.SessionId;
        session.SessionVerID = 1;
        Apply(ref command);
        _events.WriteAll();
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
        definition.MaxOpenOrders = MaxOpenOrders;
        Apply(ref command);
        _events.WriteAll();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply(ref CommandRecord command)
    {
        command.Sequence = ++_sequence;
        _core.Apply(in command, ref _events);
    }
}
