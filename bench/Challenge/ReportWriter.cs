using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Challenge.Abi;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// Turns the engine's events into reports. One trade is two events, the maker's and the taker's, and one report, made
/// of the maker's.
/// </summary>
internal sealed unsafe class ReportWriter
{
    private readonly OrderIds _ids;
    private readonly ExecutedQuantities _executed;
    private readonly ReportRing* _ring;
    
    // The benchmark's push only copies the report: a call that short needs no leave of the runtime.
    private readonly delegate* unmanaged[SuppressGCTransition]<void*, Report*, int> _push;
    private readonly void* _queue;
    private readonly Report* _single = (Report*)NativeMemory.AlignedAlloc((nuint)sizeof(Report), 64);
    private ulong _sequenceNumber;
    private ulong _orderId;

    /// <param name="ids">What the ids of the events mean.</param>
    /// <param name="executed">Is told of fills.</param>
    /// <param name="ring">Where reports go, or null.</param>
    /// <param name="transport">The queue to push them into when there is no ring.</param>
    /// <param name="queue">Handle of that queue.</param>
    public ReportWriter(OrderIds ids, ExecutedQuantities executed, ReportRing* ring, Transport* transport, void* queue)
    {
        _ids = ids;
        _executed = executed;
        _ring = ring;
        _push = (delegate* unmanaged[SuppressGCTransition]<void*, Report*, int>)transport->Push;
        _queue = queue;
    }

    /// <summary>Whether the order of the present message was refused because its ClOrdID was used before.</summary>
    public bool IsDuplicate { get; private set; }

    /// <summary>Names the message that the next events answer.</summary>
    public void Begin(ulong sequenceNumber, ulong orderId)
    {
        _sequenceNumber = sequenceNumber;
        _orderId = orderId;
        IsDuplicate = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(in EventRecord record)
    {
        switch (record.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                ref readonly ExecutionReportNewBlock accepted = ref EventRecord.BlockOf<ExecutionReportNewBlock>(in record);
                WriteOrder(ReportType.OrderAck, accepted.Side, accepted.Price, accepted.OrderQty);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                ref readonly ExecutionReportCanceledBlock canceled =
                    ref EventRecord.BlockOf<ExecutionReportCanceledBlock>(in record);
                if (canceled.CumQty > 0)
                    _executed.Forget(_orderId);
                WriteOrder(ReportType.CancelAck, canceled.Side, canceled.Price, canceled.CxlQty);
                break;
            case ExecutionReportTradeBlock.TemplateId:
                WriteTrade(in EventRecord.BlockOf<ExecutionReportTradeBlock>(in record));
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                ref readonly ExecutionReportReplacedBlock replaced =
                    ref EventRecord.BlockOf<ExecutionReportReplacedBlock>(in record);
                WriteOrder(ReportType.ModifyAck, replaced.Side, replaced.Price, replaced.LeavesQty);
                break;
            case OrderCancelRejectBlock.TemplateId:
                ref readonly OrderCancelRejectBlock refused = ref EventRecord.BlockOf<OrderCancelRejectBlock>(in record);
                bool cancel = refused.CxlRejResponseTo == CxlRejResponseTo.OrderCancelRequest;
                WriteRefusal(cancel ? ReportType.CancelReject : ReportType.ModifyReject);
                break;
            case ExecutionReportRejectedBlock.TemplateId:
                IsDuplicate = EventRecord.BlockOf<ExecutionReportRejectedBlock>(in record).OrdRejReason
                    == OrdRejReason.DuplicateOrder;
                break;
        }
    }

    public void Free() => NativeMemory.AlignedFree(_single);

    /// <summary>Makes visible what the ring holds back.</summary>
    public void Flush()
    {
        if (_ring != null)
            _ring->Publish();
    }

    private void WriteTrade(in ExecutionReportTradeBlock trade)
    {
        bool maker = trade.AggressorIndicator == AggressorIndicator.Maker;
        ulong orderId = maker ? _ids.OrderIdOf(trade.ClOrdID) : _orderId;
        if (trade.LeavesQty > 0)
            _executed.Set(orderId, trade.CumQty);
        else if (trade.CumQty != trade.LastQty)
            _executed.Forget(orderId);
        if (!maker)
            return;
        Report* report = Claim();
        Start(report, ReportType.Trade, side: 0);
        report->OrderId = 0;
        report->PriceTicks = Venue.TicksOf(trade.LastPx);
        report->Quantity = (uint)trade.LastQty;
        report->MakerOrderId = orderId;
        report->TakerOrderId = _orderId;
        Commit(report);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteOrder(ReportType type, Side side, long price, long quantity)
    {
        Report* report = Claim();
        Start(report, type, (byte)(side == Side.Buy ? 0 : 1));
        report->OrderId = _orderId;
        report->PriceTicks = Venue.TicksOf(price);
        report->Quantity = (uint)quantity;
        report->MakerOrderId = 0;
        report->TakerOrderId = 0;
        Commit(report);
    }

    private void WriteRefusal(ReportType type)
    {
        Report* report = Claim();
        *report = default;
        Start(report, type, side: 0);
        report->OrderId = _orderId;
        Commit(report);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Start(Report* report, ReportType type, byte side)
    {
        report->Type = type;
        report->Side = side;
        report->SequenceNumber = _sequenceNumber;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Report* Claim() => _ring != null ? _ring->Claim() : _single;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Commit(Report* report)
    {
        if (_ring != null)
            return;
        while (_push(_queue, report) == 0)
            Thread.SpinWait(1);
    }
}
