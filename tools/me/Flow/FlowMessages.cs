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
