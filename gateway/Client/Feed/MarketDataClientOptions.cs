using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>What a <see cref="MarketDataClient"/> receives, and from where.</summary>
public sealed record MarketDataClientOptions
{
    /// <summary>Streams that show the market: all but the fills and the snapshots.</summary>
    public static IReadOnlyList<FeedStream> MarketStreams { get; } =
    [
        FeedStream.Orders, FeedStream.PriceLevels, FeedStream.BestBidOffer, FeedStream.Trades, FeedStream.Statistics,
        FeedStream.Status,
    ];

    /// <summary>Where the feed is received from.</summary>
    public FeedConnectionOptions Connection { get; init; } = new();

    /// <summary>
    /// Streams to receive, each once. Snapshots are received by themselves where a stream needs them, and cannot be
    /// asked for here.
    /// </summary>
    public IReadOnlyList<FeedStream> Streams { get; init; } = MarketStreams;

    /// <summary>Instruments of interest; null for all.</summary>
    public IReadOnlyList<uint>? Instruments { get; init; }

    /// <summary>
    /// Streams that are received from a number on rather than from the moment of joining; they need a place to ask
    /// for missed messages. The stream of status is one of them, from 1 on, unless it is named here or there is no
    /// such place.
    /// </summary>
    public IReadOnlyDictionary<FeedStream, ulong> StartAt { get; init; } = new Dictionary<FeedStream, ulong>();

    /// <summary>
    /// Larger gaps of a stream with books are left to the snapshot, larger ones of another are lost; 0 and up.
    /// </summary>
    public int MaxReplayMessages { get; init; } = 200_000;

    /// <summary>
    /// So many milliseconds without a missed message coming in, and a stream with books is left to the snapshot; 1
    /// and up.
    /// </summary>
    public int BookReplayPatienceMillis { get; init; } = 1_000;

    /// <summary>So many milliseconds likewise, and what another stream has missed is lost; 1 and up.</summary>
    public int ReplayPatienceMillis { get; init; } = 10_000;

    /// <summary>Displayed orders of all books that fit without growing, 0 and up.</summary>
    public int ExpectedOrders { get; init; } = 65_536;

    /// <summary>
    /// Messages of a stream that are kept while a book waits for its snapshot, in bytes; 65,536 and up.
    /// </summary>
    public int MaxLogBytes { get; init; } = 64 << 20;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Connection);
        Connection.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(MaxReplayMessages);
        ArgumentOutOfRangeException.ThrowIfLessThan(BookReplayPatienceMillis, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReplayPatienceMillis, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLogBytes, 65_536);
        if (Streams.Count == 0)
            throw new ArgumentException("There is no stream to receive.", nameof(Streams));
        if (Streams.Distinct().Count() != Streams.Count)
            throw new ArgumentException("A stream is named twice.", nameof(Streams));
        foreach (FeedStream stream in Streams)
        {
            if (stream is < FeedStream.Fills or > FeedStream.Status)
                throw new ArgumentException($"{stream} can't be received by itself.", nameof(Streams));
        }
        foreach ((FeedStream stream, ulong seqNum) in StartAt)
        {
            if (!Streams.Contains(stream) || seqNum == 0 || Connection.Replay is null)
            {
                throw new ArgumentException(
                    $"{stream} can start at a number, 1 and up, when it is received and there is a place to ask.",
                    nameof(StartAt));
            }
        }
    }
}
