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
    private CancelMessage* _message;

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

    /// <summary>
    /// Names the message that the next events answer: each begins with the order's id and its own number, as a cancel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(void* message) => _message = (CancelMessage*)message;

    /// <summary>Reports an event that answers the message begun.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(in EventRecord record)
    {
        switch (record.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                WriteAccepted(in EventRecord.BlockOf<ExecutionReportNewBlock>(in record), _message);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                WriteCanceled(in EventRecord.BlockOf<ExecutionReportCanceledBlock>(in record), _message);
                break;
            case ExecutionReportTradeBlock.TemplateId:
                WriteTrade(in EventRecord.BlockOf<ExecutionReportTradeBlock>(in record));
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                WriteReplaced(in EventRecord.BlockOf<ExecutionReportReplacedBlock>(in record), _message);
                break;
            case OrderCancelRejectBlock.TemplateId:
                ref readonly OrderCancelRejectBlock refused = ref EventRecord.BlockOf<OrderCancelRejectBlock>(in record);
                bool cancel = refused.CxlRejResponseTo == CxlRejResponseTo.OrderCancelRequest;
                Fill(
                    Claim(), (ulong)(cancel ? ReportType.CancelReject : ReportType.ModifyReject), _message, ticks: 0,
                    quantity: 0);
                HandOver();
                break;
            case ExecutionReportRejectedBlock.TemplateId:
                IsDuplicate = EventRecord.BlockOf<ExecutionReportRejectedBlock>(in record).OrdRejReason
                    == OrdRejReason.DuplicateOrder;
                break;
        }
    }

    // The slot is claimed first, while nothing has been read yet that would have to be kept through the claim.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteAccepted(in ExecutionReportNewBlock accepted, void* message)
    {
        Report* report = Claim();
        Fill(
            report, TypeAndSide(ReportType.OrderAck, accepted.Side), message, Venue.TicksOf(accepted.Price),
            accepted.OrderQty);
        HandOver();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteCanceled(in ExecutionReportCanceledBlock canceled, void* message)
    {
        Report* report = Claim();
        Fill(
            report, TypeAndSide(ReportType.CancelAck, canceled.Side), message, Venue.TicksOf(canceled.Price),
            canceled.CxlQty);
        long executed = canceled.CumQty;
        HandOver();
        if (executed > 0)
            ForgetExecuted(((CancelMessage*)message)->OrderId);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteReplaced(in ExecutionReportReplacedBlock replaced, void* message)
    {
        Report* report = Claim();
        Fill(
            report, TypeAndSide(ReportType.ModifyAck, replaced.Side), message, Venue.TicksOf(replaced.Price),
            replaced.LeavesQty);
        HandOver();
    }

    public void Free() => NativeMemory.AlignedFree(_single);

    /// <summary>Makes visible what the ring holds back.</summary>
    public void Flush()
    {
        if (_ring != null)
            _ring->Publish();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ForgetExecuted(ulong orderId) => _executed.Forget(orderId);

    private void WriteTrade(in ExecutionReportTradeBlock trade)
    {
        bool isMaker = trade.AggressorIndicator == AggressorIndicator.Maker;
        ulong orderId = isMaker ? _ids.OrderIdOf(trade.ClOrdID) : _message->OrderId;
        if (trade.LeavesQty > 0)
            _executed.Set(orderId, trade.CumQty);
        else if (trade.CumQty != trade.LastQty)
            _executed.Forget(orderId);
        if (!isMaker)
            return;
        Vector256<ulong>* halves = (Vector256<ulong>*)Claim();
        halves[0] = Vector256.Create((ulong)ReportType.Trade, _message->SequenceNumber, 0, (ulong)Venue.TicksOf(trade.LastPx));
        halves[1] = Vector256.Create((ulong)(uint)trade.LastQty, orderId, _message->OrderId, 0);
        HandOver();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TypeAndSide(ReportType type, Side side) =>
        (ulong)type | (ulong)(uint)(side - Side.Buy) << SideShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Report* Claim() => _ring != null ? _ring->Claim() : _single;

    // In two wide stores, as a push reads it in wide loads at once: these would wait for stores that are narrower.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(Report* report, ulong typeAndSide, void* message, long ticks, long quantity)
    {
        CancelMessage* begin = (CancelMessage*)message;
        Vector256<ulong>* halves = (Vector256<ulong>*)report;
        halves[0] = Vector256.Create(typeAndSide, begin->SequenceNumber, begin->OrderId, (ulong)ticks);
        halves[1] = Vector256.CreateScalar((ulong)(uint)quantity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void HandOver()
    {
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

    private void Push()
    {
        if (_push(_queue, _single) == 0)
            PushAgain();
    }
}
