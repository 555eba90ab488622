using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MatchingEngine.Challenge.Abi;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// Makes the benchmark's reports of the engine's events: one of each event, but of the two events of a trade one, that
/// of the maker's. What they answer is named by a message, each of which begins with the order's id and its own number.
/// </summary>
/// <param name="channel">Where reports go.</param>
internal unsafe struct ReportWriter<TChannel>(TChannel channel)
    where TChannel : struct, IReportChannel
{
    private const int SideShift = 8;

    /// <summary>Whether an event says that an order was refused because its id was used before.</summary>
    public static bool SaysDuplicate(in EventRecord record) =>
        record.Header.TemplateId == ExecutionReportRejectedBlock.TemplateId
        && EventRecord.BlockOf<ExecutionReportRejectedBlock>(in record).OrdRejReason == OrdRejReason.DuplicateOrder;

    /// <summary>Reports an event, other than a trade, of the command that a message became.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(in EventRecord record, CancelMessage* message)
    {
        switch (record.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                WriteAccepted(in EventRecord.BlockOf<ExecutionReportNewBlock>(in record), message);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                WriteCanceled(in EventRecord.BlockOf<ExecutionReportCanceledBlock>(in record), message);
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                WriteReplaced(in EventRecord.BlockOf<ExecutionReportReplacedBlock>(in record), message);
                break;
            case OrderCancelRejectBlock.TemplateId:
                ref readonly OrderCancelRejectBlock refused = ref EventRecord.BlockOf<OrderCancelRejectBlock>(in record);
                bool cancel = refused.CxlRejResponseTo == CxlRejResponseTo.OrderCancelRequest;
                Write(cancel ? ReportType.CancelReject : ReportType.ModifyReject, Side.Buy, message, price: 0, quantity: 0);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteAccepted(in ExecutionReportNewBlock accepted, CancelMessage* message) =>
        Write(ReportType.OrderAck, accepted.Side, message, accepted.Price, accepted.OrderQty);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteCanceled(in ExecutionReportCanceledBlock canceled, CancelMessage* message) =>
        Write(ReportType.CancelAck, canceled.Side, message, canceled.Price, canceled.CxlQty);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteReplaced(in ExecutionReportReplacedBlock replaced, CancelMessage* message) =>
        Write(ReportType.ModifyAck, replaced.Side, message, replaced.Price, replaced.LeavesQty);

    /// <summary>Reports a trade.</summary>
    /// <param name="trade">The maker's event.</param>
    /// <param name="makerOrderId">The maker's order.</param>
    /// <param name="taker">The message whose order met it.</param>
    public void WriteTrade(in ExecutionReportTradeBlock trade, ulong makerOrderId, CancelMessage* taker)
    {
        ulong* slot = channel.Claim();
        channel.Write(
            slot,
            Vector256.Create((ulong)ReportType.Trade, taker->SequenceNumber, 0, (ulong)Venue.TicksOf(trade.LastPx)),
            Vector256.Create((ulong)(uint)trade.LastQty, makerOrderId, taker->OrderId, 0));
    }

    /// <summary>Makes visible what is held back.</summary>
    public void Flush() => channel.Flush();

    public void Free() => channel.Free();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ReportType type, Side side, CancelMessage* message, long price, long quantity)
    {
        ulong* slot = channel.Claim();
        ulong typeAndSide = (ulong)type | (ulong)(uint)(side - Side.Buy) << SideShift;
        channel.Write(
            slot,
            Vector256.Create(typeAndSide, message->SequenceNumber, message->OrderId, (ulong)Venue.TicksOf(price)),
            Vector256.CreateScalar((ulong)(uint)quantity));
    }
}
