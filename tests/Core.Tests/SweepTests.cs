using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class SweepTests
{
    private const int Makers = 50_000;

    [Theory]
    [InlineData(1)]
    [InlineData(Makers)]
    public void One_order_takes_fifty_thousand_makers_in_their_order_without_recursion(int levels)
    {
        TestEngine engine = TestEngine.WithInstrument();
        for (int i = 1; i <= Makers; i++)
            engine.New(1, (ulong)i, Side.Sell, 2, 1 + (long)i * levels / Makers);
        EventBuffer events = engine.New(2, 1, Side.Buy, 2 * Makers - 1, 100_000);
        Assert.Equal(1 + 2 * Makers, events.Count);
        for (int i = 1; i <= Makers; i++)
        {
            ref ExecutionReportTradeBlock maker = ref events[2 * i - 1].Block<ExecutionReportTradeBlock>();
            Assert.True((ulong)i == maker.OrderID, $"fill {i} is of order {maker.OrderID}");
        }
        RestingOrder last = Assert.Single(engine.Core.GetOrders(1, Side.Sell));
        Assert.Equal(((ulong)Makers, 1L), (last.OrderId, last.LeavesQty));
        engine.Core.Verify();
    }
}
