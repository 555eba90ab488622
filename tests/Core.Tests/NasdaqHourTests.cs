using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class NasdaqHourTests
{
    private const long PriceUnit = 10_000;

    [NasdaqFact]
    public void Fills_and_resting_orders_of_an_hour_are_those_of_the_venue()
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(tick: 100 * PriceUnit, high: long.MaxValue / 4));
        engine.Apply(Commands.Negotiated(1, 1));
        Dictionary<ulong, long> venueIds = [];
        Dictionary<long, ulong> orderIds = [];
        using IEnumerator<long[]> fills = NasdaqHour.FillRows().GetEnumerator();
        int fillCount = 0;
        foreach (long[] row in NasdaqHour.CommandRows())
        {
            EventBuffer events = engine.Apply(CommandOf(row, engine.Next(1), orderIds));
            if (row[1] is 'A')
            {
                ulong orderId = events[0].Block<ExecutionReportNewBlock>().OrderID;
                orderIds[row[2]] = orderId;
                venueIds[orderId] = row[2];
            }
            fillCount += HoldFills(events, row[0], venueIds, fills);
        }
        Assert.False(fills.MoveNext(), "the venue had more fills");
        Assert.Equal(6_010, fillCount);
        Assert.Equal(1_279, engine.Core.OpenOrderCount);
        engine.Core.Verify();
    }

    private static CommandRecord CommandOf(long[] row, uint seqNum, Dictionary<long, ulong> orderIds)
    {
        ulong clOrdId = (ulong)row[0];
        Side side = row[3] == 1 ? Side.Buy : Side.Sell;
        long price = row[5] * PriceUnit;
        return (char)row[1] switch
        {
            'A' => Commands.New(1, seqNum, clOrdId, side, row[4], price),
            'T' => Commands.New(1, seqNum, clOrdId, side, row[4], price, TimeInForce.ImmediateOrCancel),
            'R' => Commands.Reduce(1, seqNum, clOrdId, row[4], orderIds[row[2]]),
            'X' => Commands.Cancel(1, seqNum, clOrdId, orderIds[row[2]]),
            _ => throw new InvalidDataException($"row {row[0]}"),
        };
    }

    private static int HoldFills(
        EventBuffer events, long seq, Dictionary<ulong, long> venueIds, IEnumerator<long[]> expected)
    {
        int fills = 0;
        for (int i = 0; i < events.Count; i++)
        {
            ushort template = events[i].Header.TemplateId;
            Assert.True(
                template is not (ExecutionReportRejectedBlock.TemplateId or OrderCancelRejectBlock.TemplateId),
                $"command {seq} was rejected");
            if (template != ExecutionReportTradeBlock.TemplateId)
                continue;
            ref ExecutionReportTradeBlock trade = ref events[i].Block<ExecutionReportTradeBlock>();
            if (trade.AggressorIndicator != AggressorIndicator.Maker)
                continue;
            Assert.True(expected.MoveNext(), $"the venue had no fill like that of command {seq}");
            long[] fill = [seq, venueIds[trade.OrderID], trade.LastPx / PriceUnit, trade.LastQty];
            Assert.Equal(expected.Current, fill);
            fills++;
        }
        return fills;
    }
}
