using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MatchingEngine.Challenge.Abi;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// Makes the benchmark's reports of the engine's events: one of each event, but of the two events of a trade one, that
/// of the maker's.
/// </summary>
internal sealed unsafe class ReportWriter
{
    private const int SideShift = 8;

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

    /// <summary>Whether the last new order was refused because its ClOrdID was used before.</summary>
    public bool IsDuplicate { get; set; }

    /// <summary>Names the message that the next events answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(ulong sequenceNumber, ulong orderId)
    {
        _sequenceNumber = sequenceNumber;
        _orderId = orderId;
    }

    public void Write(in EventRecord record)
    {
        ushort template = record.Header.TemplateId;
        if (template == ExecutionReportNewBlock.TemplateId)
        {
            ref readonly ExecutionReportNewBlock accepted = ref EventRecord.BlockOf<ExecutionReportNewBlock>(in record);
            WriteOrder(ReportType.OrderAck, accepted.Side, accepted.Price, accepted.OrderQty);
        }
        else if (template == ExecutionReportCanceledBlock.TemplateId)
        {
            ref readonly ExecutionReportCanceledBlock canceled =
                ref EventRecord.BlockOf<ExecutionReportCanceledBlock>(in record);
            if (canceled.CumQty > 0)
                ForgetExecuted();
            WriteOrder(ReportType.CancelAck, canceled.Side, canceled.Price, canceled.CxlQty);
        }
        else
            WriteRare(in record, template);
    }

    public void Free() => NativeMemory.AlignedFree(_single);

    /// <summary>Makes visible what the ring holds back.</summary>
    public void Flush()
    {
        if (_ring != null)
            _ring->Publish();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ForgetExecuted() => _executed.Forget(_orderId);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteRare(in EventRecord record, ushort template)
    {
        switch (template)
        {
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
                Write((ulong)(cancel ? ReportType.CancelReject : ReportType.ModifyReject), _orderId, 0, 0, 0, 0);
                break;
            case ExecutionReportRejectedBlock.TemplateId:
                IsDuplicate = EventRecord.BlockOf<ExecutionReportRejectedBlock>(in record).OrdRejReason
                    == OrdRejReason.DuplicateOrder;
                break;
        }
    }

    private void WriteTrade(in ExecutionReportTradeBlock trade)
    {
        bool maker = trade.AggressorIndicator == AggressorIndicator.Maker;
        ulong orderId = maker ? _ids.OrderIdOf(trade.ClOrdID) : _orderId;
        if (trade.LeavesQty > 0)
            _executed.Set(orderId, trade.CumQty);
        else if (trade.CumQty != trade.LastQty)
            _executed.Forget(orderId);
        if (maker)
            Write((ulong)ReportType.Trade, 0, Venue.TicksOf(trade.LastPx), trade.LastQty, orderId, _orderId);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteOrder(ReportType type, Side side, long price, long quantity) =>
        Write(
            (ulong)type | (side == Side.Buy ? 0UL : 1UL << SideShift), _orderId, Venue.TicksOf(price), quantity, 0, 0);

    // In two wide stores, as it is read in wide loads at once: these would wait for stores that are narrower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ulong typeAndSide, ulong orderId, long ticks, long quantity, ulong maker, ulong taker)
    {
        Report* report = _ring != null ? _ring->Claim() : _single;
        Vector256<ulong>* halves = (Vector256<ulong>*)report;
        halves[0] = Vector256.Create(typeAndSide, _sequenceNumber, orderId, (ulong)ticks);
        halves[1] = Vector256.Create((ulong)(uint)quantity, maker, taker, 0);
        if (_ring == null)
            Push();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PushAgain()
    {
        do
            Thread.SpinWait(1);
        while (_push(_queue, _single) == 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push()
    {
        if (_push(_queue, _single) == 0)
            PushAgain();
    }
}
