using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed;

/// <summary>
/// Holds the books of the feed against the engine's own: after every so many commands, and after the last one
/// whenever the feed is quiet. Digests of both kinds of books wait until the second core is after the same command.
/// </summary>
internal sealed class EngineComparison(EngineBooks engine, int intervalCommands, int depth)
{
    private const int CommandsPerTurn = 2_000;

    private readonly PriorityQueue<Waiting, long> _waiting = new();
    private long _ordersPassed;
    private long _levelsPassed;
    private long _lastQuiet;
    private int _lastQuietBooks;

    public long OrderComparisons { get; private set; }

    public long LevelComparisons { get; private set; }

    public long Differences { get; private set; }

    public string? FirstDifference { get; private set; }

    /// <summary>The last command that both streams have passed is compared.</summary>
    public bool IsDone => _waiting.Count == 0;

    /// <summary>
    /// A message is about to be applied: until then the books are those after the commands before it.
    /// </summary>
    public void OnMessage(FeedStream stream, in FeedMessage message, MarketDataClient client)
    {
        ref long passed = ref stream == FeedStream.Orders ? ref _ordersPassed : ref _levelsPassed;
        long to = message.EngineSequence - 1;
        if (passed != 0)
        {
            long from = Math.Max(passed, to - (1_000L * intervalCommands));
            for (long at = RoundUp(from); at <= to; at += intervalCommands)
                Note(stream, at, client);
        }
        passed = Math.Max(passed, message.EngineSequence);
    }

    /// <summary>Goes on with the second core, and looks whether the feed is quiet.</summary>
    /// <returns>0 when there was nothing to do.</returns>
    public int DoWork(MarketDataClient client)
    {
        long orders = client.Stream(FeedStream.Orders)!.CompleteEngineSequence;
        long levels = client.Stream(FeedStream.PriceLevels)!.CompleteEngineSequence;
        long both = Math.Min(orders, levels);
        if (both >= _ordersPassed && both >= _levelsPassed && HasNewsOf(both, client))
        {
            Note(FeedStream.Orders, both, client);
            Note(FeedStream.PriceLevels, both, client);
        }
        if (!_waiting.TryPeek(out Waiting next, out long sequence))
            return 0;
        if (engine.Sequence > sequence)
        {
            // Passed by before the other stream came to it.
            _waiting.Dequeue();
            return 1;
        }
        if (both < sequence)
            return 0;
        long before = engine.Sequence;
        if (engine.MoveTo(sequence, CommandsPerTurn))
        {
            _waiting.Dequeue();
            Compare(in next, sequence);
            return 1;
        }
        return (int)Math.Min(int.MaxValue, engine.Sequence - before);
    }

    // Where nothing happens, books come from snapshots after the streams have said all.
    private bool HasNewsOf(long sequence, MarketDataClient client)
    {
        int books = client.OrderBooks.Count(book => IsAt(book, sequence))
            + client.PriceLevelBooks.Count(book => IsAt(book, sequence));
        bool isNew = sequence > _lastQuiet || books > _lastQuietBooks;
        (_lastQuiet, _lastQuietBooks) = (sequence, books);
        return isNew;
    }

    // A book that recovers has all up to here, though it is late. One from a snapshot may be ahead of its stream.
    private static bool IsAt(InstrumentBook book, long sequence) =>
        book.State != FeedState.Stale && book.EngineSequence <= sequence;

    private long RoundUp(long sequence) => (sequence + intervalCommands - 1) / intervalCommands * intervalCommands;

    private void Note(FeedStream stream, long sequence, MarketDataClient client)
    {
        if (stream == FeedStream.Orders)
        {
            foreach (OrderBook book in client.OrderBooks)
            {
                if (IsAt(book, sequence))
                    _waiting.Enqueue(new Waiting(stream, book.SecurityId, BookDigest.OfOrders(book)), sequence);
            }
            return;
        }
        foreach (PriceLevelBook book in client.PriceLevelBooks)
        {
            if (IsAt(book, sequence))
                _waiting.Enqueue(new Waiting(stream, book.SecurityId, BookDigest.OfLevels(book, depth)), sequence);
        }
    }

    private void Compare(in Waiting waiting, long sequence)
    {
        bool isOrders = waiting.Stream == FeedStream.Orders;
        BookDigest own = isOrders
            ? engine.DigestOfOrders(waiting.SecurityId)
            : engine.DigestOfLevels(waiting.SecurityId, depth);
        if (isOrders)
            OrderComparisons++;
        else
            LevelComparisons++;
        if (own == waiting.Digest)
            return;
        Differences++;
        FirstDifference ??= $"instrument {waiting.SecurityId} after command {sequence}: the book of {waiting.Stream} "
            + $"({waiting.Digest}) differs from the engine's ({own})";
    }

    private readonly record struct Waiting(FeedStream Stream, uint SecurityId, BookDigest Digest);
}
