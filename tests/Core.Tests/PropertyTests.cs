using FsCheck;
using FsCheck.Fluent;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>
/// What holds after every command whatever the commands are, told from outside: by events and views alone. A flow is
/// an array of numbers, one a command, so that a flow that fails is cut down to its shortest form.
/// </summary>
public class PropertyTests
{
    private static readonly uint[] Securities = [1, 2];
    private static readonly Side[] Sides = [Side.Buy, Side.Sell];

    [Fact]
    public void Quantities_are_conserved_order_by_order() => Hold(run =>
        run.Open.Values.All(o => o.OrderQty == o.CumQty + o.LeavesQty && o.LeavesQty > 0 && o.CumQty >= 0
            && run.Filled.GetValueOrDefault(o.OrderId) == o.CumQty));

    [Fact]
    public void Every_trade_has_a_buyer_and_a_seller_of_one_size_at_one_price() => Hold(run =>
        run.Trades.Values.All(sides => sides.Count == 2
            && sides.Select(s => s.Side).Distinct().Count() == 2
            && sides.Select(s => (s.LastQty, s.LastPx, s.SecurityID)).Distinct().Count() == 1
            && sides[0].LastQty > 0));

    [Fact]
    public void No_book_is_crossed_or_locked_at_rest() => Hold(run => Securities.All(security =>
        Best(run, security, Side.Buy) is not long bid || Best(run, security, Side.Sell) is not long offer
        || bid < offer));

    [Fact]
    public void Level_quantity_and_count_are_those_of_its_orders() => Hold(run => Securities.All(security =>
        Sides.All(side => run.Core.GetLevels(security, side).All(level =>
        {
            RestingOrder[] orders = [.. run.Core.GetOrders(security, side).Where(o => o.Price == level.Price)];
            return orders.Length == level.OrderCount && orders.Length > 0
                && orders.Sum(o => o.DisplayQty) == level.Quantity;
        }))));

    [Fact]
    public void Index_holds_exactly_the_live_orders() => Hold(run =>
        run.Core.OpenOrderCount == run.Open.Count
        && Enumerable.Range(1, (int)run.Core.LastOrderId).All(id =>
            run.Core.TryGetOrder((ulong)id, out _) == run.Open.ContainsKey((ulong)id)));

    [Fact]
    public void Every_request_has_exactly_one_first_answer() => Hold(run => run.AnswersOfLastCommand <= 1);

    private static void Hold(Func<PropertyRun, bool> property)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(60).WithStartSize(5).WithEndSize(120);
        Check.One(config, Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), numbers =>
        {
            PropertyRun run = new();
            return numbers.All(number =>
            {
                run.Play(number);
                return property(run);
            });
        }));
    }

    private static long? Best(PropertyRun run, uint security, Side side)
    {
        long[] prices = [.. run.Core.GetOrders(security, side).Concat(run.Core.GetHiddenOrders(security, side))
            .Select(o => o.Price)];
        return prices.Length == 0 ? null : side == Side.Buy ? prices.Max() : prices.Min();
    }
}
