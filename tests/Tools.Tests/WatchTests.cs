using System.Runtime.InteropServices;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Tools.Feed.Watch;
using Spectre.Console;

namespace MatchingEngine.Tools.Tests;

public class WatchTests
{
    private const long Unit = 100_000_000;

    [Fact]
    public void Keys_choose_instrument_depth_and_end()
    {
        var view = new WatchView();
        view.Press(ConsoleKey.N, 3);
        Assert.Equal(1, view.Index);
        view.Press(ConsoleKey.P, 3);
        view.Press(ConsoleKey.P, 3);
        Assert.Equal(2, view.Index);
        view.Press(ConsoleKey.UpArrow, 3);
        Assert.Equal(11, view.Depth);
        for (int i = 0; i < 20; i++)
            view.Press(ConsoleKey.DownArrow, 3);
        Assert.Equal(1, view.Depth);
        view.Press(ConsoleKey.N, 0);
        Assert.Equal(2, view.Index);
        Assert.False(view.IsEnding);
        view.Press(ConsoleKey.Q, 3);
        Assert.True(view.IsEnding);
    }

    [Fact]
    public void Screen_shows_ladder_trades_and_streams_and_lines_say_the_same()
    {
        var watch = new MarketWatch();
        using var client = new MarketDataClient(new MarketDataClientOptions(), watch);
        Assert.Contains("waiting", Text(watch, new WatchView()), StringComparison.Ordinal);
        Give(client, FeedStream.Orders, new HeartbeatBlock { FeedStream = FeedStream.Orders, FeedEpoch = 5 });
        Give(client, FeedStream.Orders, Order(1, MDEntryType.Bid, 99));
        Give(client, FeedStream.Orders, Order(2, MDEntryType.Offer, 101));
        Give(client, FeedStream.Trades, new TradeBlock
        {
            ApplSeqNum = 1, RptSeq = 1, EngineSequence = 3, SecurityID = 1, AggressorSide = AggressorSide.Buy,
            LastPx = 100 * Unit, LastQty = 77,
        });
        watch.Measure(1);

        string text = Text(watch, new WatchView());
        foreach (string part in (string[])["Live", "99.00", "101.00", "100.00", "77", "Buy", "2/s", "q quit"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        var orders = new WatchView();
        orders.Press(ConsoleKey.O, 1);
        Assert.Contains("#1", Text(watch, orders), StringComparison.Ordinal);

        WatchLine line = WatchLine.Of(watch, 1);
        Assert.Equal((FeedState.Live, 99m, 101m, 100m, 2), (line.State, line.Bid, line.Offer, line.Last, line.Orders));
        Assert.StartsWith("1 Live bid 99.00 x 10 offer 101.00 x 10 last 100.00 volume 0 orders 2", line.ToString());
    }

    [Fact]
    public void Book_is_not_drawn_in_the_middle_of_a_command()
    {
        var watch = new MarketWatch();
        using var client = new MarketDataClient(new MarketDataClientOptions(), watch);
        Give(client, FeedStream.Orders, new HeartbeatBlock { FeedStream = FeedStream.Orders, FeedEpoch = 5 });
        Assert.True(watch.IsBetweenCommands);
        Give(client, FeedStream.Orders, Order(1, MDEntryType.Bid, 99) with { MatchEventIndicator = default });
        Assert.False(watch.IsBetweenCommands);
        Give(client, FeedStream.Orders, Order(2, MDEntryType.Bid, 98));
        Assert.True(watch.IsBetweenCommands);
    }

    private static OrderAddedBlock Order(ulong number, MDEntryType side, long price) => new()
    {
        ApplSeqNum = number,
        RptSeq = number,
        EngineSequence = (long)number,
        SecurityID = 1,
        MatchEventIndicator = MatchEventIndicator.EndOfEvent,
        MDEntryType = side,
        OrderID = number,
        MDEntryPx = price * Unit,
        MDEntrySize = 10,
    };

    private static void Give<TBlock>(MarketDataClient client, FeedStream stream, TBlock block)
        where TBlock : unmanaged, IMessageBlock
    {
        var header = new MessageHeaderBlock
        {
            BlockLength = TBlock.SbeBlockLength,
            TemplateId = TBlock.SbeTemplateId,
            SchemaId = TBlock.SbeSchemaId,
            Version = TBlock.SbeSchemaVersion,
        };
        byte[] packet =
        [
            .. MemoryMarshal.AsBytes(new ReadOnlySpan<MessageHeaderBlock>(in header)),
            .. MemoryMarshal.AsBytes(new ReadOnlySpan<TBlock>(in block)),
        ];
        Assert.True(client.OnPacket(stream, source: 1, packet));
    }

    private static string Text(MarketWatch watch, WatchView view)
    {
        var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 200;
        console.Write(WatchScreen.Draw(watch, view));
        return writer.ToString();
    }
}
