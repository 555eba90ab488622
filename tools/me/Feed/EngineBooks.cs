using MatchingEngine.Client.Feed;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed;

/// <summary>The engine's own books: a second core that follows the journal of a running service.</summary>
internal sealed class EngineBooks : IDisposable
{
    private readonly JournalFollower _follower;
    private readonly MatchingCore _core = new(CoreLimits.Default);
    private DiscardedEvents _events = new();
    private CommandRecord _command;

    public EngineBooks(string dataDirectory) => _follower = new JournalFollower(dataDirectory);

    /// <summary>Number of the command that the books are after.</summary>
    public long Sequence => _core.LastSequence;

    /// <summary>Applies at most so many commands, up to a number.</summary>
    /// <returns>Whether the books are after that command.</returns>
    /// <exception cref="JournalException">The journal is damaged.</exception>
    public bool MoveTo(long sequence, int maxCommands)
    {
        for (int i = 0; i < maxCommands && _core.LastSequence < sequence; i++)
        {
            if (!_follower.TryReadNext(ref _command))
                break;
            _core.Apply(in _command, ref _events);
        }
        return _follower.Problem is { } problem
            ? throw new JournalException(problem)
            : _core.LastSequence == sequence;
    }

    /// <summary>Digest of the displayed orders of an instrument.</summary>
    public BookDigest DigestOfOrders(uint securityId)
    {
        var builder = BookDigestBuilder.Start();
        builder.BeginSide(MDEntryType.Bid);
        foreach (RestingOrder order in _core.GetOrders(securityId, Side.Buy))
            builder.Add(new BookOrder(order.OrderId, order.Price, order.DisplayQty));
        builder.BeginSide(MDEntryType.Offer);
        foreach (RestingOrder order in _core.GetOrders(securityId, Side.Sell))
            builder.Add(new BookOrder(order.OrderId, order.Price, order.DisplayQty));
        return builder.Finish();
    }

    /// <summary>Digest of the price levels of an instrument, made of its displayed orders.</summary>
    public BookDigest DigestOfLevels(uint securityId, int depth)
    {
        var builder = BookDigestBuilder.Start();
        AddLevels(ref builder, MDEntryType.Bid, _core.GetOrders(securityId, Side.Buy), depth);
        AddLevels(ref builder, MDEntryType.Offer, _core.GetOrders(securityId, Side.Sell), depth);
        return builder.Finish();
    }

    public void Dispose() => _follower.Dispose();

    private static void AddLevels(
        ref BookDigestBuilder builder, MDEntryType side, IReadOnlyList<RestingOrder> orders, int depth)
    {
        builder.BeginSide(side);
        int levels = 0;
        for (int i = 0; i < orders.Count && levels < depth; levels++)
        {
            long price = orders[i].Price;
            long quantity = 0;
            int count = 0;
            for (; i < orders.Count && orders[i].Price == price; i++, count++)
                quantity += orders[i].DisplayQty;
            builder.Add(new BookLevel(price, quantity, count));
        }
    }
}
