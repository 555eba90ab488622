using System.Globalization;
using System.Runtime.InteropServices;
using MatchingEngine.Client.Feed;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>Messages of the feed in words. Prices without the 10^-8.</summary>
internal static class FeedText
{
    public static string Of(byte[] bytes)
    {
        FeedPacketReader reader = new(bytes);
        Assert.True(reader.TryRead(out FeedMessage message));
        string instrument = message.SecurityId == 1 ? "" : $"[{message.SecurityId}] ";
        return instrument + Words(message) + (message.IsEndOfEvent ? "." : "");
    }

    public static TBlock Block<TBlock>(byte[] message) where TBlock : unmanaged, IMessageBlock =>
        MemoryMarshal.Read<TBlock>(message.AsSpan(FeedPacketReader.MessageHeaderSize));

    public static string Price(long price) =>
        ((decimal)price / Commands.One).ToString("0.########", CultureInfo.InvariantCulture);

    private static string Words(FeedMessage message) => message.TemplateId switch
    {
        OrderAddedBlock.TemplateId => Of(message.Block<OrderAddedBlock>()),
        OrderExecutedBlock.TemplateId => Of(message.Block<OrderExecutedBlock>()),
        OrderReducedBlock.TemplateId => Of(message.Block<OrderReducedBlock>()),
        OrderReplacedBlock.TemplateId => Of(message.Block<OrderReplacedBlock>()),
        OrderDeletedBlock.TemplateId => Of(message.Block<OrderDeletedBlock>()),
        HiddenOrderExecutedBlock.TemplateId => Of(message.Block<HiddenOrderExecutedBlock>()),
        PriceLevelsBlock.TemplateId => Levels(message.Entries<PriceLevelEntryBlock>()),
        BestBidOfferBlock.TemplateId => Of(message.Block<BestBidOfferBlock>()),
        TradeBlock.TemplateId => Of(message.Block<TradeBlock>()),
        StatisticsBlock.TemplateId => Of(message.Block<StatisticsBlock>()),
        FillBlock.TemplateId => Of(message.Block<FillBlock>()),
        SecurityDefinitionBlock.TemplateId => Of(message.Block<SecurityDefinitionBlock>()),
        SecurityStatusBlock.TemplateId => $"status {message.Block<SecurityStatusBlock>().SecurityTradingStatus}",
        TradingSessionClosedBlock.TemplateId => "closed",
        _ => throw new InvalidDataException($"template {message.TemplateId}"),
    };

    private static string Of(OrderAddedBlock m) =>
        $"added #{m.OrderID} {Word(m.MDEntryType)} {m.MDEntrySize} @ {Price(m.MDEntryPx)}";

    private static string Of(OrderExecutedBlock m) =>
        $"executed #{m.OrderID} {m.LastQty} @ {Price(m.LastPx)} leaves {m.LeavesQty} trade {m.TrdMatchID} "
        + $"by {m.AggressorSide}";

    private static string Of(OrderReducedBlock m) => $"reduced #{m.OrderID} {Word(m.MDEntryType)} to {m.LeavesQty}";

    private static string Of(OrderReplacedBlock m) =>
        $"replaced #{m.OrderID} {Word(m.MDEntryType)} {m.MDEntrySize} @ {Price(m.MDEntryPx)}";

    private static string Of(OrderDeletedBlock m) => $"deleted #{m.OrderID} {Word(m.MDEntryType)}";

    private static string Of(HiddenOrderExecutedBlock m) =>
        $"hidden executed {m.LastQty} @ {Price(m.LastPx)} trade {m.TrdMatchID} by {m.AggressorSide}";

    private static string Levels(FeedEntries<PriceLevelEntryBlock> entries)
    {
        List<string> words = [];
        for (int i = 0; i < entries.Count; i++)
        {
            PriceLevelEntryBlock e = entries[i];
            words.Add(
                $"{e.MDUpdateAction} {Word(e.MDEntryType)} {e.MDPriceLevel}: {e.MDEntrySize} @ {Price(e.MDEntryPx)} "
                + $"({e.NumberOfOrders})");
        }
        return string.Join(", ", words);
    }

    private static string Of(BestBidOfferBlock m) =>
        $"{m.BidSize} @ {Price(m.BidPx)} ({m.BidNumberOfOrders}) | "
        + $"{m.OfferSize} @ {Price(m.OfferPx)} ({m.OfferNumberOfOrders})";

    private static string Of(TradeBlock m) => $"trade {m.TrdMatchID} {m.LastQty} @ {Price(m.LastPx)} by {m.AggressorSide}";

    private static string Of(StatisticsBlock m) =>
        $"open {Price(m.OpenPx)} high {Price(m.HighPx)} low {Price(m.LowPx)} last {Price(m.LastPx)} "
        + $"volume {m.TradeVolume} average {Price(m.VWAP)} count {m.TradeCount} trade {m.TrdMatchID}";

    private static string Of(FillBlock m) =>
        $"fill {m.TrdMatchID} {m.LastQty} @ {Price(m.LastPx)} by {m.AggressorSide}: {Of(m.Maker)} / {Of(m.Taker)}";

    private static string Of(FillSideBlock side) =>
        $"S{side.SessionID} #{side.OrderID} c{side.ClOrdID} leaves {side.LeavesQty} cum {side.CumQty}";

    private static string Of(SecurityDefinitionBlock m) =>
        $"defined {m.SecurityTradingStatus} tick {Price(m.MinPriceIncrement)} lot {m.RoundLot} "
        + $"quantity {m.MinTradeVol} to {m.MaxTradeVol} price {Price(m.LowLimitPrice)} to {Price(m.HighLimitPrice)} "
        + $"exponent {m.PriceExponent} {System.Text.Encoding.ASCII.GetString(m.Symbol).TrimEnd('\0')}";

    private static string Word(MDEntryType type) => type == MDEntryType.Bid ? "bid" : "offer";
}
