using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>
/// The events that the model gives, as records, so that they can be held against the core's byte by byte.
/// </summary>
internal sealed class ModelEvents
{
    private ulong _execId;

    public List<EventRecord> All { get; } = [];

    public long Sequence { get; set; }

    public long Now { get; set; }

    public void New(ModelSession to, in NewOrderExtendedBlock order, ulong orderId, long shown)
    {
        EventRecord record = Start<ExecutionReportNewBlock>();
        ref ExecutionReportNewBlock e = ref record.Block<ExecutionReportNewBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) = (to.Id, to.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.RefSeqNum) = (orderId, order.ClOrdID, order.MsgSeqNum);
        (e.Price, e.OrderQty, e.LeavesQty, e.SecurityID) =
            (order.Price, order.OrderQty, order.OrderQty, order.SecurityID);
        (e.Side, e.OrdType, e.TimeInForce, e.OrdStatus) = (order.Side, order.OrdType, order.TimeInForce, OrdStatus.New);
        e.DisplayQty = shown;
        All.Add(record);
    }

    public void Rejected(ModelSession to, in NewOrderExtendedBlock order, OrdRejReason reason, ulong orderId)
    {
        EventRecord record = Start<ExecutionReportRejectedBlock>();
        ref ExecutionReportRejectedBlock e = ref record.Block<ExecutionReportRejectedBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) = (to.Id, to.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.RefSeqNum) = (orderId, order.ClOrdID, order.MsgSeqNum);
        (e.Price, e.OrderQty, e.SecurityID, e.Side) = (order.Price, order.OrderQty, order.SecurityID, order.Side);
        e.OrdRejReason = reason;
        All.Add(record);
    }

    public void Trade(
        ModelOrder order, ModelOrder other, bool taker, ulong match, long price, long quantity, uint refSeqNum)
    {
        EventRecord record = Start<ExecutionReportTradeBlock>();
        ref ExecutionReportTradeBlock e = ref record.Block<ExecutionReportTradeBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) =
            (order.Session.Id, order.Session.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.RefSeqNum) = (order.OrderId, order.ClOrdId, refSeqNum);
        (e.TrdMatchID, e.LastPx, e.LastQty) = (match, price, quantity);
        (e.LeavesQty, e.CumQty, e.SecurityID, e.Side) =
            (order.Left, order.Executed, order.Instrument.Id, order.Side);
        e.OrdStatus = order.Left == 0 ? OrdStatus.Filled : OrdStatus.PartiallyFilled;
        e.AggressorIndicator = taker ? AggressorIndicator.Taker : AggressorIndicator.Maker;
        bool oneParty = order.Session == other.Session && order.Account == other.Account;
        e.SelfTradeIndicator = oneParty ? SelfTradeIndicator.Yes : SelfTradeIndicator.No;
        All.Add(record);
    }

    public void Canceled(ModelOrder order, ulong clOrdId, uint refSeqNum, CancelReason reason)
    {
        EventRecord record = Start<ExecutionReportCanceledBlock>();
        ref ExecutionReportCanceledBlock e = ref record.Block<ExecutionReportCanceledBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) =
            (order.Session.Id, order.Session.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.OrigClOrdID, e.RefSeqNum) = (order.OrderId, clOrdId, order.ClOrdId, refSeqNum);
        (e.CumQty, e.CxlQty, e.SecurityID, e.Side) =
            (order.Executed, order.Left, order.Instrument.Id, order.Side);
        (e.OrdStatus, e.CancelReason, e.Price) = (OrdStatus.Canceled, reason, order.Price);
        All.Add(record);
    }

    public void Replaced(ModelOrder order, ulong clOrdId, ulong orig, uint refSeqNum, PriorityIndicator priority)
    {
        EventRecord record = Start<ExecutionReportReplacedBlock>();
        ref ExecutionReportReplacedBlock e = ref record.Block<ExecutionReportReplacedBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) =
            (order.Session.Id, order.Session.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.OrigClOrdID, e.RefSeqNum) = (order.OrderId, clOrdId, orig, refSeqNum);
        (e.Price, e.OrderQty, e.LeavesQty, e.CumQty) = (order.Price, order.Total, order.Left, order.Executed);
        (e.SecurityID, e.Side, e.PriorityIndicator) = (order.Instrument.Id, order.Side, priority);
        e.OrdStatus = order.Executed > 0 ? OrdStatus.PartiallyFilled : OrdStatus.New;
        All.Add(record);
    }

    public void Restated(
        ModelOrder order, long price, long shown, uint refSeqNum, ExecRestatementReason reason)
    {
        EventRecord record = Start<ExecutionReportRestatedBlock>();
        ref ExecutionReportRestatedBlock e = ref record.Block<ExecutionReportRestatedBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) =
            (order.Session.Id, order.Session.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.RefSeqNum) = (order.OrderId, order.ClOrdId, refSeqNum);
        (e.Price, e.OrderQty, e.LeavesQty, e.CumQty) = (price, order.Total, order.Left, order.Executed);
        (e.DisplayQty, e.SecurityID, e.Side) = (shown, order.Instrument.Id, order.Side);
        e.OrdStatus = order.Executed > 0 ? OrdStatus.PartiallyFilled : OrdStatus.New;
        e.ExecRestatementReason = reason;
        All.Add(record);
    }

    public void MassCancelReport(
        ModelSession to, in OrderMassCancelRequestBlock request, int done, MassCancelRejectReason reason)
    {
        EventRecord record = Start<OrderMassCancelReportBlock>();
        ref OrderMassCancelReportBlock e = ref record.Block<OrderMassCancelReportBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) = (to.Id, to.NextOut++, Now, ++_execId);
        (e.ClOrdID, e.SecurityID, e.RefSeqNum) = (request.ClOrdID, request.SecurityID, request.MsgSeqNum);
        (e.TotalAffectedOrders, e.MassCancelRejectReason) = ((uint)done, reason);
        e.MassCancelResponse = reason == MassCancelRejectReason.NULL_VALUE
            ? MassCancelResponse.CancelAllOrders : MassCancelResponse.CancelRequestRejected;
        All.Add(record);
    }

    public void CancelReject(ModelSession to, in ModelRequest request, CxlRejReason reason)
    {
        EventRecord record = Start<OrderCancelRejectBlock>();
        ref OrderCancelRejectBlock e = ref record.Block<OrderCancelRejectBlock>();
        (e.SessionID, e.MsgSeqNum, e.TransactTime, e.ExecID) = (to.Id, to.NextOut++, Now, ++_execId);
        (e.OrderID, e.ClOrdID, e.OrigClOrdID) = (request.OrderId, request.ClOrdId, request.OrigClOrdId);
        (e.RefSeqNum, e.CxlRejResponseTo, e.CxlRejReason) = (request.SeqNum, request.Kind, reason);
        All.Add(record);
    }

    public void Response(uint session, ulong version, uint security, ushort template, SystemCommandResult result,
        uint affected = 0, ModelSession? asker = null, uint refSeqNum = 0)
    {
        EventRecord record = Start<SystemCommandResponseBlock>();
        ref SystemCommandResponseBlock e = ref record.Block<SystemCommandResponseBlock>();
        (e.SessionID, e.SessionVerID, e.SecurityID) = (session, version, security);
        (e.RefSequence, e.RefTemplateID, e.SystemCommandResult) = (Sequence, template, result);
        e.TotalAffectedOrders = affected;
        if (asker is not null)
            (e.SessionID, e.MsgSeqNum, e.RefSeqNum) = (asker.Id, asker.NextOut++, refSeqNum);
        All.Add(record);
    }

    public void Defined(in SecurityDefinitionBlock d)
    {
        EventRecord record = Start<SecurityDefinitionReportBlock>();
        ref SecurityDefinitionReportBlock e = ref record.Block<SecurityDefinitionReportBlock>();
        (e.SecurityID, e.MaxOpenOrders, e.MinPriceIncrement) = (d.SecurityID, d.MaxOpenOrders, d.MinPriceIncrement);
        (e.RoundLot, e.MinTradeVol, e.MaxTradeVol) = (d.RoundLot, d.MinTradeVol, d.MaxTradeVol);
        (e.LowLimitPrice, e.HighLimitPrice) = (d.LowLimitPrice, d.HighLimitPrice);
        for (int i = 0; i < 16; i++)
            e.Symbol[i] = d.Symbol[i];
        e.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;
        All.Add(record);
    }

    public void StatusChanged(uint security, SecurityTradingStatus status)
    {
        EventRecord record = Start<SecurityStatusReportBlock>();
        record.Block<SecurityStatusReportBlock>().SecurityID = security;
        record.Block<SecurityStatusReportBlock>().SecurityTradingStatus = status;
        All.Add(record);
    }

    private EventRecord Start<TBlock>() where TBlock : unmanaged, IMessageBlock
    {
        EventRecord record = default;
        record.Begin<TBlock>();
        record.Sequence = Sequence;
        record.TimestampNanos = Now;
        return record;
    }
}
