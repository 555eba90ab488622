using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Writes what one command did to an instrument: price levels, best bid and offer, statistics.</summary>
internal static class BookWriter
{
    /// <summary>Writes the levels that changed, at most so many to a message; each message is a packet.</summary>
    public static void WriteLevels(
        StreamWriter stream, FeedInstrument instrument, LevelChanges changes, in CommandStamp command)
    {
        changes.Clear();
        instrument.Bids.CollectChanges(changes);
        instrument.Offers.CollectChanges(changes);
        ReadOnlySpan<PriceLevelEntryBlock> rest = changes.Entries;
        while (rest.Length > 0)
        {
            int count = Math.Min(rest.Length, FeedLayout.MaxLevelEntries);
            ref byte at = ref stream.Claim(FeedLayout.LengthOfLevels(count));
            stream.Begin<PriceLevelsBlock>(ref at, instrument, in command, isLast: count == rest.Length);
            ref byte group = ref FeedLayout.After<PriceLevelsBlock>(ref at);
            Unsafe.As<byte, GroupSize8ByteBlock>(ref group) = new GroupSize8ByteBlock
            {
                BlockLength = FeedLayout.LevelEntryLength,
                NumInGroup = (ushort)count,
            };
            Span<byte> entries = MemoryMarshal.CreateSpan(
                ref Unsafe.Add(ref group, FeedLayout.GroupHeaderLength), count * FeedLayout.LevelEntryLength);
            MemoryMarshal.AsBytes(rest[..count]).CopyTo(entries);
            stream.Commit();
            rest = rest[count..];
        }
    }

    /// <summary>Writes best bid and offer when one of them is another than before.</summary>
    public static void WriteBest(StreamWriter stream, FeedInstrument instrument, in CommandStamp command)
    {
        BookLevel bid = instrument.Bids.Best;
        BookLevel offer = instrument.Offers.Best;
        if (bid == instrument.PublishedBid && offer == instrument.PublishedOffer)
            return;
        instrument.PublishedBid = bid;
        instrument.PublishedOffer = offer;
        ref byte at = ref stream.Claim(FeedLayout.LengthOf<BestBidOfferBlock>());
        ref BestBidOfferBlock best =
            ref stream.Begin<BestBidOfferBlock>(ref at, instrument, in command, isLast: true);
        best.BidPx = bid.Key;
        best.BidSize = bid.Quantity;
        best.BidNumberOfOrders = (uint)bid.OrderCount;
        best.OfferPx = offer.Key;
        best.OfferSize = offer.Quantity;
        best.OfferNumberOfOrders = (uint)offer.OrderCount;
        stream.Commit();
    }

    /// <summary>Writes the statistics of the trading session as they are now.</summary>
    public static void WriteStatistics(StreamWriter stream, FeedInstrument instrument, in CommandStamp command)
    {
        ref SessionStatistics statistics = ref instrument.Statistics;
        ref byte at = ref stream.Claim(FeedLayout.LengthOf<StatisticsBlock>());
        ref StatisticsBlock block = ref stream.Begin<StatisticsBlock>(ref at, instrument, in command, isLast: true);
        block.OpenPx = statistics.Open;
        block.HighPx = statistics.High;
        block.LowPx = statistics.Low;
        block.LastPx = statistics.Last;
        block.TradeVolume = statistics.Volume;
        block.VWAP = statistics.AveragePrice;
        block.TradeCount = statistics.Count;
        block.TrdMatchID = statistics.LastTrdMatchId;
        stream.Commit();
    }
}
