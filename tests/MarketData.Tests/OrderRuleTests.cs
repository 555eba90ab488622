using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests;

/// <summary>What each thing that happens to an order is in the stream of orders.</summary>
public class OrderRuleTests
{
    private readonly FeedRig _rig = FeedRig.Open();

    [Fact]
    public void Order_that_rests_is_added_at_the_end_of_its_command()
    {
        _rig.Play("S1 new c1 buy 5 @ 100");
        Is("added #1 bid 5 @ 100.");
    }

    [Fact]
    public void Taker_that_is_filled_shows_nothing_but_what_its_makers_traded()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S1 new c2 sell 7 @ 101", "S2 new c1 buy 8 @ 101");
        Is("executed #1 5 @ 100 leaves 0 trade 1 by Buy", "executed #2 3 @ 101 leaves 4 trade 2 by Buy.");
    }

    [Fact]
    public void Taker_that_rests_is_added_after_its_trades_with_what_is_left()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S2 new c1 buy 8 @ 100");
        Is("executed #1 5 @ 100 leaves 0 trade 1 by Buy", "added #2 bid 3 @ 100.");
    }

    [Fact]
    public void Remainder_of_an_immediate_or_cancel_order_never_shows()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S2 new c1 buy 8 @ 100 ioc");
        Is("executed #1 5 @ 100 leaves 0 trade 1 by Buy.");
    }

    [Fact]
    public void Cancelled_order_is_deleted()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S1 cancel c2 c1");
        Is("deleted #1 offer.");
    }

    [Fact]
    public void Reduction_keeps_the_place()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S1 reduce c2 c1 by 2");
        Is("reduced #1 offer to 3.");
    }

    [Fact]
    public void Replacement_by_less_at_the_same_price_is_a_reduction()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S1 replace c2 c1 to 4 @ 100");
        Is("reduced #1 offer to 4.");
    }

    [Fact]
    public void Replacement_that_changes_nothing_shows_nothing()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S1 replace c2 c1 to 5 @ 100");
        Is();
    }

    [Fact]
    public void Replacement_that_loses_its_place_and_rests_is_replaced()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S1 replace c2 c1 to 6 @ 101");
        Is("replaced #1 offer 6 @ 101.");
    }

    [Fact]
    public void Replacement_that_trades_on_its_way_is_deleted_first_and_added_again()
    {
        _rig.Play("S1 new c1 sell 5 @ 101", "S2 new c1 buy 2 @ 100", "S1 replace c2 c1 to 6 @ 100");
        Is("deleted #1 offer", "executed #2 2 @ 100 leaves 0 trade 1 by Sell", "added #1 offer 4 @ 100.");
    }

    [Fact]
    public void Replacement_that_is_filled_is_deleted()
    {
        _rig.Play("S1 new c1 sell 5 @ 101", "S2 new c1 buy 9 @ 100", "S1 replace c2 c1 to 6 @ 100");
        Is("deleted #1 offer", "executed #2 6 @ 100 leaves 3 trade 1 by Sell.");
    }

    [Fact]
    public void Hidden_order_never_shows_and_its_trades_say_so()
    {
        _rig.Play("S1 new c1 sell 5 @ 100 hidden");
        Is();
        _rig.Play("S2 new c1 buy 2 @ 100");
        Is("hidden executed 2 @ 100 trade 1 by Buy.");
        _rig.Play("S1 cancel c2 c1");
        Is();
    }

    [Fact]
    public void Iceberg_shows_a_slice_and_the_next_one_is_an_order_anew()
    {
        _rig.Play("S1 new c1 sell 10 @ 100 show 4");
        Is("added #1 offer 4 @ 100.");
        _rig.Play("S2 new c1 buy 1 @ 100");
        Is("executed #1 1 @ 100 leaves 3 trade 1 by Buy.");
        _rig.Play("S2 new c2 buy 5 @ 100");
        Is(
            "executed #1 3 @ 100 leaves 0 trade 2 by Buy",
            "added #1 offer 4 @ 100",
            "executed #1 2 @ 100 leaves 2 trade 3 by Buy.");
    }

    [Fact]
    public void Reduction_of_an_iceberg_shows_only_when_it_reaches_the_slice()
    {
        _rig.Play("S1 new c1 sell 10 @ 100 show 4", "S1 reduce c2 c1 by 6");
        Is();
        _rig.Play("S1 reduce c3 c1 by 1");
        Is("reduced #1 offer to 3.");
    }

    [Fact]
    public void Replaced_iceberg_shows_its_slice_at_the_back()
    {
        _rig.Play("S1 new c1 sell 10 @ 100 show 4", "S1 replace c2 c1 to 12 @ 100 show 5");
        Is("replaced #1 offer 5 @ 100.");
    }

    [Fact]
    public void Stop_does_not_show_until_it_rests()
    {
        _rig.Play("S1 new c1 buy 5 @ 102 stop 101");
        Is();
        _rig.Play("S2 new c1 sell 1 @ 101", "S3 new c1 buy 1 @ 101");
        Is("executed #2 1 @ 101 leaves 0 trade 1 by Buy", "added #1 bid 5 @ 102.");
    }

    [Fact]
    public void Order_that_triggers_a_stop_rests_before_the_stop_trades_with_it()
    {
        _rig.Play(
            "S1 new c1 sell 5 @ none stop 101",
            "S2 new c1 buy 1 @ 102",
            "S3 new c1 sell 1 @ 101 ioc",
            "S2 new c2 sell 1 @ 101",
            "S1 new c2 sell 4 @ none stop 101",
            "S3 new c2 buy 3 @ 101");
        Is(
            "executed #4 1 @ 101 leaves 0 trade 2 by Buy",
            "added #6 bid 2 @ 101",
            "executed #6 2 @ 101 leaves 0 trade 3 by Sell.");
    }

    [Fact]
    public void Post_only_order_that_slides_shows_where_it_rests()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S2 new c1 buy 3 @ 101 slide");
        Is("added #2 bid 3 @ 99.99.");
    }

    [Fact]
    public void Market_order_that_rests_shows_at_its_limit()
    {
        _rig.Play("S1 new c1 sell 5 @ 100", "S2 new c1 buy 8 @ best");
        Is("executed #1 5 @ 100 leaves 0 trade 1 by Buy", "added #2 bid 3 @ 100.");
    }

    [Fact]
    public void Self_match_prevention_shows_what_is_lost_without_a_trade()
    {
        _rig.Play("S1 new c1 sell 5 @ 100 group 7", "S1 new c2 buy 2 @ 100 group 7 decrement");
        Is("reduced #1 offer to 3.");
        _rig.Play("S1 new c3 buy 2 @ 100 group 7 oldest");
        Is("deleted #1 offer", "added #3 bid 2 @ 100.");
    }

    [Fact]
    public void Mass_cancel_ends_the_event_of_each_instrument()
    {
        _rig.Play(
            "S1 new c1 buy 1 @ 10", "S1 new c2 buy 2 @ 10 in 2", "S1 new c3 buy 3 @ 10", "S1 mass-cancel c4");
        Is("deleted #1 bid", "[2] deleted #2 bid.", "deleted #3 bid.");
    }

    [Fact]
    public void Expired_orders_of_another_instrument_end_with_the_command_that_brought_the_time()
    {
        _rig.Play("S1 new c1 buy 1 @ 10 gtd 100 in 2");
        _rig.Clear();
        var command = Core.Tests.Support.ScenarioLine.Read("S2 new c1 buy 1 @ 10", _rig.Engine);
        command.TimestampNanos = 101_000_000_000;
        _rig.Apply(command);
        Is("[2] deleted #1 bid.", "added #2 bid 1 @ 10.");
    }

    [Fact]
    public void Refused_command_shows_nothing_in_any_stream()
    {
        _rig.Play("S1 new c1 buy 1 @ 10.001");
        for (FeedStream stream = FeedRig.FirstStream; stream <= FeedRig.LastStream; stream++)
            Assert.Empty(_rig.Packets(stream));
    }

    private void Is(params string[] expected) =>
        Assert.Equal(string.Join('\n', expected), _rig.Text(FeedStream.Orders));
}
