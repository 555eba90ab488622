using System.Globalization;
using System.Text;
using MatchingEngine.Client;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Tools.Inspect;
using MatchingEngine.Tools.Service;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MatchingEngine.Tools.Feed.Watch;

/// <summary>Draws what is known of the market.</summary>
internal static class WatchScreen
{
    private const int ShownTrades = 12;

    public static IRenderable Draw(MarketWatch watch, WatchView view)
    {
        IReadOnlyList<uint> instruments = watch.SecurityIds;
        if (instruments.Count == 0)
            return new Markup(Markup.Escape($"waiting for the feed; {watch.Client.LastError ?? "connected"}\n"));
        uint securityId = instruments[Math.Min(view.Index, instruments.Count - 1)];
        return new Rows(
            Title(watch, securityId, view.Index + 1, instruments.Count),
            new Columns(Ladder(watch, securityId, view), Trades(watch, securityId)),
            Streams(watch),
            new Text("n/p instrument   up/down depth   o orders   q quit"));
    }

    private static Text Title(MarketWatch watch, uint securityId, int place, int count)
    {
        InstrumentData? data = watch.Client.Instrument(securityId);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{SymbolOf(data)} ({securityId}), {place} of {count}");
        if (data?.TradingStatus is { } status)
            text.Append(CultureInfo.InvariantCulture, $"   {status}");
        if (data is { HasBestBidOffer: true })
        {
            ref readonly BestBidOfferBlock best = ref data.BestBidOffer;
            text.Append("   bid ").Append(Price(best.BidPx)).Append(" x ").Append(best.BidSize)
                .Append("   offer ").Append(Price(best.OfferPx)).Append(" x ").Append(best.OfferSize);
        }
        if (data is { HasStatistics: true })
        {
            ref readonly StatisticsBlock statistics = ref data.Statistics;
            text.Append('\n').Append("last ").Append(Price(statistics.LastPx)).Append("   open ")
                .Append(Price(statistics.OpenPx)).Append("   high ").Append(Price(statistics.HighPx)).Append("   low ")
                .Append(Price(statistics.LowPx)).Append("   volume ").Append(statistics.TradeVolume).Append("   VWAP ")
                .Append(Price(statistics.VWAP)).Append("   trades ").Append(statistics.TradeCount);
        }
        return new Text(text.ToString());
    }

    private static Table Ladder(MarketWatch watch, uint securityId, WatchView view)
    {
        var table = new Table().Border(TableBorder.Rounded);
        OrderBook? book = watch.Client.OrderBook(securityId);
        table.Title = new TableTitle(book is null ? "no book" : book.State.ToString());
        foreach (string heading in (string[])["orders", "bid size", "bid", "offer", "offer size", "orders"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        if (book is not { State: FeedState.Live })
            return table;
        if (view.ShowsOrders)
        {
            AddRows(table, Orders(book, MDEntryType.Bid, view.Depth), Orders(book, MDEntryType.Offer, view.Depth));
        }
        else
        {
            AddRows(table, Levels(book, MDEntryType.Bid, view.Depth), Levels(book, MDEntryType.Offer, view.Depth));
        }
        return table;
    }

    private static void AddRows(Table table, List<string[]> bids, List<string[]> offers)
    {
        string[] none = ["", "", ""];
        for (int i = 0; i < Math.Max(bids.Count, offers.Count); i++)
        {
            string[] bid = i < bids.Count ? bids[i] : none;
            string[] offer = i < offers.Count ? offers[i] : none;
            table.AddRow(
                new Text(bid[0]), new Text(bid[1]), new Text(bid[2], Color.Green),
                new Text(offer[2], Color.Red), new Text(offer[1]), new Text(offer[0]));
        }
    }

    private static List<string[]> Levels(OrderBook book, MDEntryType side, int depth)
    {
        List<string[]> rows = [];
        for (int rank = 0; rank < Math.Min(depth, book.LevelCount(side)); rank++)
        {
            BookLevel level = book.LevelAt(side, rank);
            rows.Add([Number(level.OrderCount), Number(level.Quantity), Price(level.Price)]);
        }
        return rows;
    }

    private static List<string[]> Orders(OrderBook book, MDEntryType side, int depth)
    {
        List<string[]> rows = [];
        foreach (BookOrder order in book.Orders(side))
        {
            if (rows.Count == depth)
                break;
            rows.Add([$"#{order.OrderId}", Number(order.Quantity), Price(order.Price)]);
        }
        return rows;
    }

    private static Table Trades(MarketWatch watch, uint securityId)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = new TableTitle("trades");
        foreach (string heading in (string[])["time", "price", "size", "taker"])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (TradeBlock trade in watch.TradesOf(securityId).Take(ShownTrades))
        {
            table.AddRow(
                new Text(TimeText.Of(trade.TransactTime)),
                new Text(Price(trade.LastPx), trade.AggressorSide == AggressorSide.Buy ? Color.Green : Color.Red),
                new Text(Number(trade.LastQty)),
                new Text(trade.AggressorSide.ToString()));
        }
        return table;
    }

    private static Text Streams(MarketWatch watch)
    {
        var text = new StringBuilder();
        foreach (FeedStream stream in MarketDataClientOptions.MarketStreams)
        {
            SequencedStream sequence = watch.Client.Stream(stream)!;
            text.Append(CultureInfo.InvariantCulture,
                $"{stream} {sequence.State} {watch.RateOf(stream):N0}/s #{Math.Max(1, sequence.NextSeqNum) - 1}   ");
        }
        return new Text($"{text}fetched {watch.Client.ReplayedCount}   lost {watch.Lost}");
    }

    private static string SymbolOf(InstrumentData? data)
    {
        if (data is not { HasDefinition: true })
            return "?";
        ReadOnlySpan<byte> symbol = data.Definition.Symbol;
        return Encoding.ASCII.GetString(symbol.TrimEnd((byte)0));
    }

    private static string Price(long mantissa) =>
        mantissa == 0 ? "-" : PriceText.Of(PriceConverter.ToDecimal(mantissa));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
