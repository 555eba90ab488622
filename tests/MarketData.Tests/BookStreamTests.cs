using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests;

/// <summary>Price levels, best bid and offer, trades, fills, statistics and status of commands, by rule.</summary>
public class BookStreamTests
{
    [Fact]
    public void Level_is_new_then_changes_then_is_deleted()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("S1 new c1 buy 5 @ 100");
        Is(rig, FeedStream.PriceLevels, "New bid 1: 5 @ 100 (1).");
        rig.Play("S2 new c1 buy 2 @ 100");
        Is(rig, FeedStream.PriceLevels, "Change bid 1: 7 @ 100 (2).");
        rig.Play("S1 cancel c2 c1", "S2 cancel c2 c1");
        Is(rig, FeedStream.PriceLevels, "Delete bid 1: 0 @ 100 (0).");
    }

    [Fact]
    public void Sweep_deletes_the_worst_level_first_and_is_one_message()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play(
            "S1 new c1 sell 1 @ 101", "S1 new c2 sell 1 @ 102", "S1 new c3 sell 5 @ 103", "S1 new c4 sell 5 @ 104",
            "S2 new c1 buy 4 @ 103");
        Is(
            rig, FeedStream.PriceLevels,
            "Delete offer 2: 0 @ 102 (0), Delete offer 1: 0 @ 101 (0), Change offer 1: 3 @ 103 (1).");
        Assert.Single(rig.Packets(FeedStream.PriceLevels));
    }

    [Fact]
    public void Level_that_is_pushed_out_of_the_depth_is_deleted_and_comes_back_as_new()
    {
        FeedRig rig = FeedRig.Open(depth: 2);
        rig.Play("S1 new c1 buy 1 @ 100", "S1 new c2 buy 1 @ 99", "S1 new c3 buy 1 @ 101");
        Is(rig, FeedStream.PriceLevels, "Delete bid 2: 0 @ 99 (0), New bid 1: 1 @ 101 (1).");
        rig.Play("S1 cancel c4 c1");
        Is(rig, FeedStream.PriceLevels, "Delete bid 2: 0 @ 100 (0), New bid 2: 1 @ 99 (1).");
    }

    [Fact]
    public void Change_beyond_the_depth_is_not_published()
    {
        FeedRig rig = FeedRig.Open(depth: 1);
        rig.Play("S1 new c1 buy 1 @ 100", "S1 new c2 buy 1 @ 99");
        Is(rig, FeedStream.PriceLevels);
    }

    [Fact]
    public void Command_that_changes_more_levels_than_fit_has_several_packets_and_one_end()
    {
        FeedRig rig = FeedRig.Open();
        for (int i = 1; i <= 120; i++)
            rig.Play($"S1 new c{i} sell 1 @ {100 + i}");
        rig.Play("S2 new c1 buy 120 @ 300");
        List<byte[]> messages = rig.Messages(FeedStream.PriceLevels);
        Assert.Equal(3, messages.Count);
        Assert.Equal(
            [false, false, true], messages.Select(message => FeedText.Of(message).EndsWith('.')));
        Assert.All(rig.Packets(FeedStream.PriceLevels), packet => Assert.InRange(packet.Length, 1, 1_344));
        Assert.True(rig.Packets(FeedStream.Orders).Count > 1);
        Assert.True(rig.Packets(FeedStream.Fills).Count > 1);
    }

    [Fact]
    public void Best_bid_and_offer_are_published_when_they_change_and_only_then()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("S1 new c1 buy 5 @ 100");
        Is(rig, FeedStream.BestBidOffer, "5 @ 100 (1) | 0 @ 0 (0).");
        rig.Play("S1 new c2 buy 5 @ 99");
        Is(rig, FeedStream.BestBidOffer);
        rig.Play("S2 new c1 sell 3 @ 101", "S1 cancel c3 c1");
        Is(rig, FeedStream.BestBidOffer, "5 @ 99 (1) | 3 @ 101 (1).");
    }

    [Fact]
    public void Trade_is_a_fill_with_both_sides_and_a_trade_without_them()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("S1 new c7 sell 5 @ 100", "S2 new c8 buy 2 @ 101");
        Is(
            rig, FeedStream.Fills,
            "fill 1 2 @ 100 by Buy: S1 #1 c7 leaves 3 cum 2 / S2 #2 c8 leaves 0 cum 2.");
        Is(rig, FeedStream.Trades, "trade 1 2 @ 100 by Buy.");
        FillBlock fill = FeedText.Block<FillBlock>(rig.Messages(FeedStream.Fills)[0]);
        Assert.Equal((3UL, 4UL), (fill.Maker.ExecID, fill.Taker.ExecID));
    }

    [Fact]
    public void Statistics_follow_each_command_that_trades()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("S1 new c1 sell 1 @ 100", "S1 new c2 sell 2 @ 101", "S2 new c1 buy 3 @ 101");
        Is(
            rig, FeedStream.Statistics,
            "open 100 high 101 low 100 last 101 volume 3 average 100.66666666 count 2 trade 2.");
        rig.Play("S1 new c3 buy 1 @ 98", "S2 new c2 sell 1 @ 98");
        Is(
            rig, FeedStream.Statistics,
            "open 100 high 101 low 98 last 98 volume 4 average 100 count 3 trade 3.");
    }

    [Fact]
    public void Average_is_right_where_64_bits_overflow()
    {
        SessionStatistics statistics = default;
        statistics.Add(1, long.MaxValue / 2, 1_000_000_000);
        statistics.Add(2, (long.MaxValue / 2) - 2, 1_000_000_000);
        Assert.Equal((long.MaxValue / 2) - 1, statistics.AveragePrice);
    }

    [Fact]
    public void Volume_stays_at_its_greatest_and_the_average_is_right_beyond_it()
    {
        SessionStatistics statistics = default;
        statistics.Add(1, 300, long.MaxValue);
        statistics.Add(2, 200, long.MaxValue);
        Assert.Equal((long.MaxValue, 250), (statistics.Volume, statistics.AveragePrice));
    }

    [Fact]
    public void Close_of_the_session_is_told_and_begins_statistics_anew()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("S1 new c1 sell 1 @ 100", "S2 new c1 buy 1 @ 100", "S1 new c2 buy 1 @ 99 day", "close in 1");
        Is(rig, FeedStream.Status, "closed.");
        Is(rig, FeedStream.Orders, "deleted #3 bid.");
        Is(rig, FeedStream.Statistics, "open 0 high 0 low 0 last 0 volume 0 average 0 count 0 trade 0.");
    }

    [Fact]
    public void Close_of_all_is_told_of_each_instrument_that_lives()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("delist 2", "close");
        Is(rig, FeedStream.Status, "closed.");
    }

    [Fact]
    public void Halt_and_delisting_are_told()
    {
        FeedRig rig = FeedRig.Open();
        rig.Play("halt 1");
        Is(rig, FeedStream.Status, "status TradingHalt.");
        rig.Play("resume 1");
        Is(rig, FeedStream.Status, "status ReadyToTrade.");
        rig.Play("S1 new c1 buy 1 @ 99", "delist 1");
        Is(rig, FeedStream.Status, "status NotAvailableForTrading.");
        Is(rig, FeedStream.Orders, "deleted #1 bid.");
    }

    [Fact]
    public void Definition_is_told_with_all_terms()
    {
        FeedRig rig = new();
        rig.Apply(Core.Tests.Support.Commands.Define(9, symbol: "SYMBOL"));
        Is(
            rig, FeedStream.Status,
            "[9] defined ReadyToTrade tick 1 lot 1 quantity 1 to 1000000 price 0 to 1000000 exponent -8 SYMBOL.");
    }

    [Fact]
    public void Prefix_stands_where_the_blocks_have_it()
    {
        FillBlock fill = default;
        ref MessagePrefix prefix = ref System.Runtime.CompilerServices.Unsafe.As<FillBlock, MessagePrefix>(ref fill);
        prefix = new MessagePrefix
        {
            ApplSeqNum = 1, RptSeq = 2, EngineSequence = 3, TransactTime = 4, SecurityId = 5,
            MatchEventIndicator = MatchEventIndicator.EndOfEvent,
        };
        Assert.Equal((1UL, 2UL, 3L), (fill.ApplSeqNum, fill.RptSeq, fill.EngineSequence));
        Assert.Equal((4L, 5u), (fill.TransactTime, fill.SecurityID));
        Assert.Equal(MatchEventIndicator.EndOfEvent, fill.MatchEventIndicator);
    }

    private static void Is(FeedRig rig, FeedStream stream, params string[] expected) =>
        Assert.Equal(string.Join('\n', expected), rig.Text(stream));
}
