using MatchingEngine.Client.Feed;
using MatchingEngine.Core;
using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>Plays commands, and holds everything that a consumer of the feed may rely on against the core.</summary>
internal sealed class FlowChecks(FeedRig rig)
{
    private readonly Dictionary<FeedStream, ulong> _applSeqNums = [];
    private readonly Dictionary<(FeedStream, uint), ulong> _rptSeqs = [];
    private readonly Dictionary<uint, BestBidOfferBlock> _best = [];
    private long _timeNanos = 1_000_000_000;

    public ulong Trades { get; private set; }

    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Play(CommandRecord command, RandomFlow flow)
    {
        rig.Clear();
        _timeNanos += 1_000_000;
        flow.Now = _timeNanos;
        command.TimestampNanos = _timeNanos;
        command.Sequence = rig.Engine.Core.LastSequence + 1;
        EventBuffer events = rig.Engine.ApplyAsIs(in command);
        for (int i = 0; i < events.Count; i++)
            flow.Learn(in events[i]);
        rig.Translate(events);
        for (FeedStream stream = FeedRig.FirstStream; stream <= FeedRig.LastStream; stream++)
            CheckSequences(stream);
        Trades += (ulong)rig.Messages(FeedStream.Trades).Count;
        Assert.Equal(rig.Messages(FeedStream.Trades).Count, rig.Messages(FeedStream.Fills).Count);
        foreach (byte[] message in rig.Messages(FeedStream.BestBidOffer))
            _best[FeedText.Block<BestBidOfferBlock>(message).SecurityID] = FeedText.Block<BestBidOfferBlock>(message);
        return DifferenceOf(1) ?? DifferenceOf(2);
    }

    private void CheckSequences(FeedStream stream)
    {
        HashSet<uint> open = [];
        foreach (byte[] message in rig.Messages(stream))
        {
            MessagePrefix prefix = System.Runtime.InteropServices.MemoryMarshal.Read<MessagePrefix>(message.AsSpan(8));
            ulong appl = _applSeqNums[stream] = _applSeqNums.GetValueOrDefault(stream) + 1;
            ulong rpt = _rptSeqs[(stream, prefix.SecurityId)] =
                _rptSeqs.GetValueOrDefault((stream, prefix.SecurityId)) + 1;
            Assert.Equal((appl, rpt), (prefix.ApplSeqNum, prefix.RptSeq));
            Assert.Equal((rig.Engine.Core.LastSequence, _timeNanos), (prefix.EngineSequence, prefix.TransactTime));
            if (prefix.MatchEventIndicator == MatchEventIndicator.EndOfEvent)
                open.Remove(prefix.SecurityId);
            else
                open.Add(prefix.SecurityId);
        }
        Assert.Empty(open);
    }

    private string? DifferenceOf(uint security)
    {
        foreach (MDEntryType type in (MDEntryType[])[MDEntryType.Bid, MDEntryType.Offer])
        {
            Side side = type == MDEntryType.Bid ? Side.Buy : Side.Sell;
            IEnumerable<BookOrder> orders = rig.Engine.Core.GetOrders(security, side)
                .Select(order => new BookOrder(order.OrderId, order.Price, order.DisplayQty));
            if (!orders.SequenceEqual(OrdersOf(security, type)))
                return $"orders of {security}, {side}:\n{rig.Text(FeedStream.Orders)}";
            int depth = rig.Depth == 0 ? int.MaxValue : rig.Depth;
            var levels = rig.Engine.Core.GetLevels(security, side, depth)
                .Select(level => new Client.Feed.BookLevel(level.Price, level.Quantity, level.OrderCount));
            if (!levels.SequenceEqual(LevelsOf(security, type)))
                return $"levels of {security}, {side}:\n{rig.Text(FeedStream.PriceLevels)}";
        }
        return IsBestRight(security) ? null : $"best of {security}";
    }

    private List<BookOrder> OrdersOf(uint security, MDEntryType type)
    {
        List<BookOrder> orders = [];
        if (rig.Orders.Find(security) is { } book)
        {
            foreach (BookOrder order in book.Orders(type))
                orders.Add(order);
        }
        return orders;
    }

    private List<Client.Feed.BookLevel> LevelsOf(uint security, MDEntryType type) =>
        rig.Levels.Find(security) is { } book
            ? [.. Enumerable.Range(0, book.LevelCount(type)).Select(rank => book.LevelAt(type, rank))]
            : [];

    private bool IsBestRight(uint security)
    {
        rig.Engine.Core.TryGetBest(security, Side.Buy, out PriceLevel bid);
        rig.Engine.Core.TryGetBest(security, Side.Sell, out PriceLevel offer);
        BestBidOfferBlock best = _best.GetValueOrDefault(security);
        return (best.BidPx, best.BidSize, (int)best.BidNumberOfOrders) == (bid.Price, bid.Quantity, bid.OrderCount)
            && (best.OfferPx, best.OfferSize, (int)best.OfferNumberOfOrders)
                == (offer.Price, offer.Quantity, offer.OrderCount);
    }
}
