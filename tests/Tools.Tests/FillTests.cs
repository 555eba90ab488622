using MatchingEngine.Messages;
using MatchingEngine.Tools.Demo;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Tests;

public class FillTests
{
    private static readonly FlowFill First = new(301, 7, 309_900, 5);
    private static readonly FlowFill Second = new(302, 8, 309_800, 50);

    [Fact]
    public void Fill_has_the_makers_order_price_and_quantity_and_the_takers_command()
    {
        var pairing = new FillPairing();

        pairing.Add(Report(AggressorIndicator.Maker, trade: 1, clOrdId: 7));
        pairing.Add(Report(AggressorIndicator.Taker, trade: 1, clOrdId: FlowIds.FirstRequest + 301));

        Assert.Equal([First], pairing.Fills);
    }

    [Fact]
    public void Each_maker_that_one_command_takes_is_a_fill_of_its_own()
    {
        var pairing = new FillPairing();

        for (ulong trade = 1; trade <= 3; trade++)
        {
            pairing.Add(Report(AggressorIndicator.Maker, trade, clOrdId: 10 + trade));
            pairing.Add(Report(AggressorIndicator.Taker, trade, clOrdId: FlowIds.FirstRequest + 301));
        }

        Assert.Equal([11UL, 12UL, 13UL], pairing.Fills.Select(fill => fill.MakerId));
        Assert.All(pairing.Fills, fill => Assert.Equal(301, fill.TakerSequence));
    }

    [Fact]
    public void Takers_report_without_its_makers_is_refused()
    {
        var pairing = new FillPairing();
        pairing.Add(Report(AggressorIndicator.Maker, trade: 1, clOrdId: 7));

        var refused = Assert.Throws<InvalidDataException>(
            () => pairing.Add(Report(AggressorIndicator.Taker, trade: 2, clOrdId: 9)));

        Assert.Contains("Trade 2", refused.Message);
        Assert.Empty(pairing.Fills);
    }

    [Fact]
    public void Equal_fills_have_no_difference() =>
        Assert.Null(FillComparison.FirstDifference([First, Second], [First, Second]));

    [Fact]
    public void First_fill_that_differs_is_named_with_both_values()
    {
        string? difference = FillComparison.FirstDifference([First, Second], [First, Second with { Quantity = 51 }]);

        Assert.StartsWith("fill 2 is ", difference);
        Assert.Contains("Quantity = 50 ", difference);
        Assert.Contains("Quantity = 51 ", difference);
    }

    [Fact]
    public void Other_order_of_the_same_fills_is_a_difference() =>
        Assert.StartsWith("fill 1 is ", FillComparison.FirstDifference([First, Second], [Second, First]));

    [Fact]
    public void Missing_and_surplus_fills_are_counted()
    {
        Assert.Equal("1 fills, expected 2", FillComparison.FirstDifference([First], [First, Second]));
        Assert.Equal("2 fills, expected 1", FillComparison.FirstDifference([First, Second], [First]));
    }

    private static ExecutionReportTradeBlock Report(AggressorIndicator side, ulong trade, ulong clOrdId) => new()
    {
        AggressorIndicator = side,
        TrdMatchID = trade,
        ClOrdID = clOrdId,
        LastPx = 309_900 * FlowIds.MantissaPerE4,
        LastQty = 5,
    };
}
