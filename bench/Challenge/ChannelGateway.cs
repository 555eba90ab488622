using System.Runtime.CompilerServices;
using MatchingEngine.Challenge.Abi;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>The way of a message through the engine to its reports, compiled for the channel that these take.</summary>
/// <param name="core">The engine, its venue open.</param>
/// <param name="events">Takes its events.</param>
/// <param name="sequence">Number of the command applied last.</param>
/// <param name="channel">Where reports go.</param>
internal sealed unsafe class ChannelGateway<TChannel>(
    MatchingCore core, EventBatch events, long sequence, TChannel channel) : ChallengeGateway(core)
    where TChannel : struct, IReportChannel
{
    private const uint BuyLimitGoodTillCancel =
        (uint)Side.Buy | (uint)OrdType.Limit << 8 | (uint)TimeInForce.GoodTillCancel << 16;

    private readonly MatchingCore _core = core;
    private readonly OrderIds _ids = new();
    private readonly ExecutedQuantities _executed = new();
    // Not read-only, as a call through it would copy the channel.
    private ReportWriter<TChannel> _reports = new(channel);
    private readonly CommandSlots* _commands = CommandSlots.Create();
    private EventBatch _events = events;
    private long _sequence = sequence;

    public override void OnNewOrder(NewOrderMessage* message) => Enter(message);

    public override void OnCancel(CancelMessage* message) => Cancel(message);

    public override void OnModify(ModifyMessage* message) => Replace(message);

    public override void OnBatch(TaggedMessage* messages, uint count)
    {
        TaggedMessage* end = messages + count;
        for (TaggedMessage* message = messages; message != end; message++)
        {
            if (message->Type == TaggedMessage.NewType)
                Enter(&message->New);
            else if (message->Type == TaggedMessage.CancelType)
                Cancel(&message->Cancel);
            else
                Replace(&message->Modify);
        }
        _reports.Flush();
    }

    public override void Flush() => _reports.Flush();

    public override void Free()
    {
        _events.Free();
        _reports.Free();
        CommandSlots.Destroy(_commands);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(NewOrderMessage* message)
    {
        Apply(message, _ids.FirstOf(message->OrderId));
        if (_events.First->Header.TemplateId != ExecutionReportNewBlock.TemplateId)
        {
            EnterAgain(message);
            return;
        }
        _reports.WriteAccepted(in _events.First->Block<ExecutionReportNewBlock>(), (CancelMessage*)message);
        if (!_events.TakeOnly())
            Finish((CancelMessage*)message, from: 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Cancel(CancelMessage* message)
    {
        CommandRecord* command = &_commands->Cancel;
        ref OrderCancelRequestBlock cancel = ref command->Block<OrderCancelRequestBlock>();
        cancel.OrigClOrdID = _ids.FirstOf(message->OrderId);
        cancel.MsgSeqNum = Number(command);
        _core.Apply(in *command, ref _events);
        if (_events.First->Header.TemplateId != ExecutionReportCanceledBlock.TemplateId || !_events.TakeOnly())
        {
            Finish(message, from: 0);
            return;
        }
        ref ExecutionReportCanceledBlock canceled = ref _events.First->Block<ExecutionReportCanceledBlock>();
        _reports.WriteCanceled(in canceled, message);
        if (canceled.CumQty > 0)
            _executed.Forget(message->OrderId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Replace(ModifyMessage* message)
    {
        CommandRecord* command = &_commands->Replace;
        ref OrderCancelReplaceRequestBlock replace = ref command->Block<OrderCancelReplaceRequestBlock>();
        replace.OrigClOrdID = _ids.FirstOf(message->OrderId);
        replace.ClOrdID = _ids.NextOf(message->OrderId);
        replace.Price = Venue.PriceOf(message->NewPriceTicks);
        replace.OrderQty = message->NewQuantity + _executed.Of(message->OrderId);
        replace.MsgSeqNum = Number(command);
        _core.Apply(in *command, ref _events);
        if (_events.First->Header.TemplateId == ExecutionReportReplacedBlock.TemplateId && _events.TakeOnly())
            _reports.WriteReplaced(in _events.First->Block<ExecutionReportReplacedBlock>(), (CancelMessage*)message);
        else
            Finish((CancelMessage*)message, from: 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply(NewOrderMessage* message, ulong clOrdId)
    {
        CommandRecord* command = &_commands->New;
        ref NewOrderSingleBlock order = ref command->Block<NewOrderSingleBlock>();
        order.ClOrdID = clOrdId;
        order.Price = Venue.PriceOf(message->PriceTicks);
        order.OrderQty = message->Quantity;
        // Side, type and time in force in one store, as the engine reads them in one load.
        Unsafe.As<Side, uint>(ref order.Side) = KindsOf(message);
        order.MsgSeqNum = Number(command);
        _core.Apply(in *command, ref _events);
    }

    // One session sends all there is, so the engine's number of a command may be the session's as well.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Number(CommandRecord* command)
    {
        long number = _sequence + 1;
        _sequence = number;
        command->Sequence = number;
        return (uint)number;
    }

    // Without a jump, as neither side nor time in force can be foretold; a sell is the next after a buy, and immediate or
    // cancel the second after good till cancel.
    private static uint KindsOf(NewOrderMessage* message) =>
        BuyLimitGoodTillCancel + (message->Side & 1u) + ((message->Ioc & 1u) << 17);

    // An order that was refused: when its id was used before it is entered again under another.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterAgain(NewOrderMessage* message)
    {
        bool isDuplicate = ReportWriter<TChannel>.SaysDuplicate(in *_events.First);
        _events.TakeFrom(0);
        if (!isDuplicate)
            return;
        Apply(message, _ids.NewFirst(message->OrderId));
        Finish((CancelMessage*)message, from: 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Finish(CancelMessage* message, int from)
    {
        long executed = 0;
        long leaves = 0;
        foreach (ref readonly EventRecord record in _events.TakeFrom(from))
        {
            if (record.Header.TemplateId != ExecutionReportTradeBlock.TemplateId)
            {
                // The rest of an order that is immediate or cancelled ends with it.
                leaves = 0;
                _reports.Write(in record, message);
                continue;
            }
            ref readonly ExecutionReportTradeBlock trade = ref EventRecord.BlockOf<ExecutionReportTradeBlock>(in record);
            if (trade.AggressorIndicator == AggressorIndicator.Maker)
            {
                OnMaker(in trade, message);
                continue;
            }
            executed = trade.CumQty;
            leaves = trade.LeavesQty;
        }
        if (leaves > 0)
            _executed.Set(message->OrderId, executed);
        else if (executed > 0)
            _executed.Forget(message->OrderId);
    }

    private void OnMaker(in ExecutionReportTradeBlock trade, CancelMessage* taker)
    {
        ulong orderId = _ids.OrderIdOf(trade.ClOrdID);
        if (trade.LeavesQty > 0)
            _executed.Set(orderId, trade.CumQty);
        else if (trade.CumQty != trade.LastQty)
            _executed.Forget(orderId);
        _reports.WriteTrade(in trade, orderId, taker);
    }
}
