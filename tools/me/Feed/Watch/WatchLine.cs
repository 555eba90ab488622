using MatchingEngine.Client;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Feed.Watch;

/// <summary>
/// One instrument at one moment, for output that is no terminal. Prices and quantities are null for none.
/// </summary>
internal sealed record WatchLine(
    uint SecurityId,
    FeedState State,
    decimal? Bid,
    long? BidSize,
    decimal? Offer,
    long? OfferSize,
    decimal? Last,
    long? Volume,
    int Orders,
    long EngineSequence,
    double OrdersPerSecond,
    double TradesPerSecond)
{
    public static WatchLine Of(MarketWatch watch, uint securityId)
    {
        OrderBook? book = watch.Client.OrderBook(securityId);
        InstrumentData? data = watch.Client.Instrument(securityId);
        BookLevel bid = default;
        BookLevel offer = default;
        bool isLive = book is { State: FeedState.Live };
        bool hasBid = isLive && book!.TryGetBest(MDEntryType.Bid, out bid);
        bool hasOffer = isLive && book!.TryGetBest(MDEntryType.Offer, out offer);
        long last = data is { HasTrade: true } ? data.LastTrade.LastPx
            : data is { HasStatistics: true } ? data.Statistics.LastPx : 0;
        return new WatchLine(
            securityId,
            book?.State ?? FeedState.Stale,
            hasBid ? PriceConverter.ToDecimal(bid.Price) : null,
            hasBid ? bid.Quantity : null,
            hasOffer ? PriceConverter.ToDecimal(offer.Price) : null,
            hasOffer ? offer.Quantity : null,
            last == 0 ? null : PriceConverter.ToDecimal(last),
            data is { HasStatistics: true } ? data.Statistics.TradeVolume : null,
            book?.OrderCount ?? 0,
            book?.EngineSequence ?? 0,
            watch.RateOf(FeedStream.Orders),
            watch.RateOf(FeedStream.Trades));
    }

    public override string ToString() =>
        $"{SecurityId} {State} bid {Text(Bid)} x {BidSize ?? 0} offer {Text(Offer)} x {OfferSize ?? 0} "
        + $"last {Text(Last)} volume {Volume ?? 0} orders {Orders} after command {EngineSequence}, "
        + $"{OrdersPerSecond:F0} order messages/s";

    private static string Text(decimal? price) => price is { } known ? PriceText.Of(known) : "-";
}
