using MatchingEngine.Messages;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Tests;

public class FlowMessageTests
{
    [Theory]
    [InlineData(300ul, TimeInForce.GoodTillCancel, 100L, (ExecInst)0)]
    [InlineData(301ul, TimeInForce.Day, 0L, (ExecInst)0)]
    [InlineData(302ul, TimeInForce.GoodTillCancel, 0L, ExecInst.ParticipateDoNotInitiate)]
    public void Extended_order_is_the_same_order_with_one_field_more(
        ulong id, TimeInForce timeInForce, long displayQty, ExecInst execInst)
    {
        var command = new FlowCommand(1, FlowKind.Add, id, IsBuy: true, Quantity: 500, PriceE4: 300_000);

        NewOrderSingleBlock plain = FlowMessages.Order(in command, securityId: 7);
        NewOrderExtendedBlock order = FlowMessages.ExtendedOrder(in command, securityId: 7);

        Assert.Equal(
            (plain.ClOrdID, plain.Price, plain.OrderQty, plain.SecurityID, plain.Side, plain.OrdType),
            (order.ClOrdID, order.Price, order.OrderQty, order.SecurityID, order.Side, order.OrdType));
        Assert.Equal((timeInForce, displayQty, execInst), (order.TimeInForce, order.DisplayQty, order.ExecInst));
    }
}
