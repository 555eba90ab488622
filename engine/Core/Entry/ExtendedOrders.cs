using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Enters an order that may have every field.</summary>
internal static class ExtendedOrders
{
    public static void Apply<TSink>(CoreState state, ref TSink sink, int session, in NewOrderExtendedBlock order)
        where TSink : struct, IEventSink
    {
        Request request = new(session, order.MsgSeqNum, order.ClOrdID);
        ClientOrderIds ids = state.Sessions[session].ClientOrderIds;
        if (order.ClOrdID != 0 && ids.IsUsed(order.ClOrdID))
        {
            ulong first = ids.TryGetOpen(order.ClOrdID, out int open) ? state.Orders[open].Terms.OrderId : 0;
            ExecutionReports.Rejected(
                state, ref sink, state.Sessions[session], in Simple(in order), OrdRejReason.DuplicateOrder, first);
            return;
        }
        DetailedOrder detailed = default;
        OrdRejReason reason = order.ClOrdID == 0 ? OrdRejReason.InvalidClOrdID : OrdRejReason.UnknownSecurity;
        if (order.ClOrdID == 0
            || !state.Instruments.TryFind(order.SecurityID, out Instrument? instrument)
            || !DetailedOrderCheck.Passes(state, session, instrument, in order, ref detailed, out reason))
        {
            ExecutionReports.Rejected(state, ref sink, state.Sessions[session], in Simple(in order), reason, orderId: 0);
            return;
        }
        detailed.Order.Owner = new OrderOwner(session, order.Side);
        detailed.Order.Terms.OrderId = ++state.LastOrderId;
        if (order.Account != 0)
            detailed.Details.ExposureIndex = state.Exposures.FindOrAdd(order.Account, instrument);
        ids.Use(order.ClOrdID);
        ExecutionReports.New(
            state, ref sink, state.Sessions[session], in Simple(in order), detailed.Order.Terms.OrderId,
            instrument.QuantityOf(detailed.ShownLots));
        Enter(state, ref sink, in request, instrument, ref detailed);
        Cascade.Run(state, ref sink, in request, instrument);
    }

    /// <summary>The same order as a message with every field, those that it has not being 0.</summary>
    public static NewOrderExtendedBlock Widen(in NewOrderSingleBlock order) => new()
    {
        SessionID = order.SessionID,
        MsgSeqNum = order.MsgSeqNum,
        ClOrdID = order.ClOrdID,
        Price = order.Price,
        OrderQty = order.OrderQty,
        SecurityID = order.SecurityID,
        Side = order.Side,
        OrdType = order.OrdType,
        TimeInForce = order.TimeInForce,
    };

    private static void Enter<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        if (order.Details.Has(OrderFeatures.Stop))
            EnterStop(state, ref sink, in request, instrument, ref order);
        else
        {
            PostOnly.Slide(state, ref sink, in request, instrument, ref order);
            DetailedOrders.Work(state, ref sink, in request, instrument, ref order);
        }
    }

    // A stop that the last trade has reached already is triggered at once.
    private static void EnterStop<TSink>(
        CoreState state, ref TSink sink, in Request request, Instrument instrument, ref DetailedOrder order)
        where TSink : struct, IEventSink
    {
        if (StopTriggers.IsTriggered(order.Details.Side, order.StopTicks, instrument.LastTradeTicks))
            Cascade.Fire(state, ref sink, in request, instrument, ref order);
        else
            DetailedOrders.Rest(
                state, instrument, ref order, StopTriggers.WaitingSideOf(order.Details.Side), order.StopTicks);
    }

    // The message with every field begins as the simple one does.
    private static ref readonly NewOrderSingleBlock Simple(in NewOrderExtendedBlock order) =>
        ref Unsafe.As<NewOrderExtendedBlock, NewOrderSingleBlock>(ref Unsafe.AsRef(in order));
}
