using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed;

/// <summary>
/// Rebuilds the books from the network alone and holds them against each other and, with a data directory, against the
/// engine's own. One thread.
/// </summary>
internal sealed class FeedCheck : MarketDataHandler, IDisposable
{
    private static readonly FeedStream[] Streams =
        [FeedStream.Orders, FeedStream.PriceLevels, FeedStream.BestBidOffer];

    private readonly Dictionary<uint, FeedComparison> _comparisons = [];
    private readonly EngineBooks? _books;
    private readonly EngineComparison? _engine;
    private readonly MarketDataClient _client;
    private readonly int _depth;
    private ulong _lost;

    /// <param name="connection">Where the feed is received from.</param>
    /// <param name="depth">Price levels of a side that the venue publishes; 0 for all.</param>
    /// <param name="dataDirectory">Data directory of the service; null leaves the engine's own books out.</param>
    /// <param name="intervalCommands">Commands between two looks at the engine's own books.</param>
    /// <param name="fromBeginning">
    /// Every message of the streams from the first one on, however long it takes to fetch, rather than snapshots.
    /// </param>
    public FeedCheck(
        FeedConnectionOptions connection, int depth, string? dataDirectory, int intervalCommands, bool fromBeginning)
    {
        _depth = depth == 0 ? int.MaxValue : depth;
        if (dataDirectory is not null)
        {
            _books = new EngineBooks(dataDirectory);
            _engine = new EngineComparison(_books, intervalCommands, _depth);
        }
        var options = new MarketDataClientOptions { Connection = connection, Streams = Streams };
        if (fromBeginning)
        {
            options = options with
            {
                StartAt = Streams.ToDictionary(stream => stream, _ => 1UL),
                BookReplayPatienceMillis = int.MaxValue,
                ReplayPatienceMillis = int.MaxValue,
            };
        }
        _client = new MarketDataClient(options, this);
    }

    /// <summary>Whether books of orders and of price levels are live and all that waits is compared.</summary>
    public bool IsSettled => LiveBooks > 0 && (_engine is null || _engine.IsDone);

    /// <summary>Number of the last command after which the engine's own books were looked at.</summary>
    public long EngineSequence => _books?.Sequence ?? 0;

    private int LiveBooks => _client.OrderBooks.Count(book => book.State == FeedState.Live
        && _client.PriceLevelBook(book.SecurityId) is { State: FeedState.Live });

    /// <returns>0 when there was nothing to do.</returns>
    public int DoWork() => _client.DoWork() + (_engine?.DoWork(_client) ?? 0);

    public override void OnMessage(FeedStream stream, in FeedMessage message)
    {
        if (stream is FeedStream.Orders or FeedStream.PriceLevels)
            _engine?.OnMessage(stream, in message, _client);
    }

    public override void OnOrderBook(OrderBook book) => Of(book.SecurityId).OnOrders(book);

    public override void OnPriceLevelBook(PriceLevelBook book) => Of(book.SecurityId).OnLevels(book);

    public override void OnBestBidOffer(in BestBidOfferBlock best) => Of(best.SecurityID).OnBest(in best);

    public override void OnLost(FeedStream stream, ulong beginSeqNum, ulong endSeqNum, string reason) =>
        _lost += endSeqNum - beginSeqNum + 1;

    public CheckReport Report()
    {
        long levels = _comparisons.Values.Sum(one => one.LevelComparisons);
        long bests = _comparisons.Values.Sum(one => one.BestComparisons);
        long engine = (_engine?.OrderComparisons ?? 0) + (_engine?.LevelComparisons ?? 0);
        long differences = _comparisons.Values.Sum(one => one.Differences) + (_engine?.Differences ?? 0);
        long compared = _engine is null ? levels + bests : engine;
        return new CheckReport
        {
            Ok = compared > 0 && differences == 0 && _client.InconsistencyCount == 0,
            LevelComparisons = levels,
            BestComparisons = bests,
            EngineOrderComparisons = _engine?.OrderComparisons ?? 0,
            EngineLevelComparisons = _engine?.LevelComparisons ?? 0,
            EngineSequence = EngineSequence,
            Differences = differences,
            FirstDifference = _engine?.FirstDifference
                ?? _comparisons.Values.Select(one => one.FirstDifference).FirstOrDefault(text => text is not null),
            Messages = Streams.Sum(stream => _client.Stream(stream)!.DeliveredCount),
            Fetched = _client.ReplayedCount,
            Lost = _lost,
            Inconsistencies = _client.InconsistencyCount,
            Snapshots = _client.SnapshotCount,
            LiveBooks = LiveBooks,
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        _books?.Dispose();
    }

    private FeedComparison Of(uint securityId)
    {
        if (!_comparisons.TryGetValue(securityId, out FeedComparison? comparison))
        {
            comparison = new FeedComparison(_depth);
            _comparisons.Add(securityId, comparison);
        }
        return comparison;
    }
}
