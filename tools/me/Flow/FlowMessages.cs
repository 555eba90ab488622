using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Flow;

/// <summary>Makes the messages of a flow's commands.</summary>
internal static class FlowMessages
{
    public static NewOrderSingleBlock Order(in FlowCommand command, uint securityId) => new()
    {
        ClOrdID = FlowIds.OrderIdOf(in command),
        Price = command.PriceE4 * FlowIds.MantissaPerE4,
        OrderQty = command.Quantity,
        SecurityID = securityId,
        Side = command.IsBuy ? Side.Buy : Side.Sell,
        OrdType = OrdType.Limit,
        TimeInForce = command.Kind == FlowKind.Take ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel,
    };

    /// <summary>
    /// The same order with a field that the plain message does not have: an iceberg, a day order or a post-only order,
    /// by turns of its id.
    /// </summary>
    public static NewOrderExtendedBlock ExtendedOrder(in FlowCommand command, uint securityId)
    {
        ulong turn = command.Id % 3;
        return new NewOrderExtendedBlock
        {
            ClOrdID = FlowIds.OrderIdOf(in command),
            Price = command.PriceE4 * FlowIds.MantissaPerE4,
            OrderQty = command.Quantity,
            SecurityID = securityId,
            Side = command.IsBuy ? Side.Buy : Side.Sell,
            OrdType = OrdType.Limit,
            TimeInForce = turn == 1 ? TimeInForce.Day : TimeInForce.GoodTillCancel,
            DisplayMethod = turn == 0 ? DisplayMethod.Initial : 0,
            DisplayQty = turn == 0 ? Math.Min(SyntheticFlow.Lot, command.Quantity) : 0,
            ExecInst = turn == 2 ? ExecInst.ParticipateDoNotInitiate : 0,
        };
    }

    public static OrderCancelRequestBlock Cancel(in FlowCommand command, uint securityId) => new()
    {
        ClOrdID = FlowIds.RequestIdOf(in command),
        OrigClOrdID = command.Id,
        SecurityID = securityId,
    };

    public static OrderReduceRequestBlock Reduce(in FlowCommand command, uint securityId) => new()
    {
        ClOrdID = FlowIds.RequestIdOf(in command),
        OrigClOrdID = command.Id,
        ReduceQty = command.Quantity,
        SecurityID = securityId,
    };
}
