using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Receives market data: joins at any moment, puts each stream in order, fetches what is missing, builds books, and
/// says of each book whether it can be trusted. Books are never shown wrong: they are stale rather than that. Belongs
/// to one thread: everything happens in <see cref="DoWork"/>, callbacks included. Allocates nothing while everything
/// flows.
/// </summary>
public sealed class MarketDataClient : IDisposable
{
    private readonly MarketDataClientOptions _options;
    private readonly MarketDataHandler _handler;
    private readonly MarketDataSelection _selection;
    private readonly FeedConnection _connection;
    private readonly SequencedStream?[] _streams = new SequencedStream?[(int)FeedStream.Snapshots + 1];
    private readonly OrderBookFeed? _orders;
    private readonly PriceLevelBookFeed? _levels;
    private readonly InstrumentFeed _instruments;

    /// <summary>Makes a client. It looks for the media driver in <see cref="DoWork"/>, and needs none yet.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public MarketDataClient(MarketDataClientOptions options, MarketDataHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Validate();
        _options = options;
        _handler = handler;
        _selection = new MarketDataSelection(options.Instruments);
        _instruments = new InstrumentFeed(handler);
        if (options.Streams.Contains(FeedStream.Orders))
        {
            var builder = new OrderBookBuilder(options.ExpectedOrders, FeedState.Stale);
            _orders = new OrderBookFeed(builder, handler, _selection, options.MaxLogBytes);
        }
        if (options.Streams.Contains(FeedStream.PriceLevels))
        {
            var builder = new PriceLevelBookBuilder(FeedState.Stale);
            _levels = new PriceLevelBookFeed(builder, handler, _selection, options.MaxLogBytes);
        }
        _connection = new FeedConnection(options.Connection);
        var events = new Events(this);
        foreach (FeedStream stream in options.Streams)
            Add(stream, events);
        if (options.Streams.Any(NeedsSnapshots))
        {
            var snapshots = new SnapshotReceiver(_selection, _orders, _levels, _instruments);
            _connection.Add(FeedStream.Snapshots, GapFillPolicy.None, snapshots, requiresEpoch: true);
        }
        handler.Client = this;
    }

    /// <summary>Whether the client has a media driver and its subscriptions.</summary>
    public bool IsConnected => _connection.Link.IsReady;

    /// <summary>Why there is no connection, or what Aeron complained of last; null for nothing.</summary>
    public string? LastError => _connection.Link.LastError;

    /// <summary>What was received of each instrument besides its books.</summary>
    public IReadOnlyList<InstrumentData> Instruments => _instruments.All;

    /// <summary>Books of orders; none when the stream of orders is not received.</summary>
    public IReadOnlyList<OrderBook> OrderBooks => _orders?.Builder.Books ?? [];

    /// <summary>Books of price levels; none when the stream of price levels is not received.</summary>
    public IReadOnlyList<PriceLevelBook> PriceLevelBooks => _levels?.Builder.Books ?? [];

    /// <summary>Messages that were fetched because they were missing.</summary>
    public long ReplayedCount => _connection.Replay?.ReceivedCount ?? 0;

    /// <summary>Books that were loaded from a snapshot.</summary>
    public long SnapshotCount => (_orders?.SnapshotCount ?? 0) + (_levels?.SnapshotCount ?? 0);

    /// <summary>Times that a message could not be right after what its book had; 0 when all is well.</summary>
    public long InconsistencyCount => (_orders?.InconsistencyCount ?? 0) + (_levels?.InconsistencyCount ?? 0);

    /// <summary>A stream with its numbers and counters; null when it is not received.</summary>
    public SequencedStream? Stream(FeedStream stream) =>
        stream <= FeedStream.Snapshots ? _streams[(int)stream] : null;

    /// <summary>What was received of an instrument besides its books; null when nothing was.</summary>
    public InstrumentData? Instrument(uint securityId) => _instruments.Find(securityId);

    /// <summary>The book of orders of an instrument; null when nothing was heard of it.</summary>
    public OrderBook? OrderBook(uint securityId) => _orders?.Builder.Find(securityId);

    /// <summary>The book of price levels of an instrument; null when nothing was heard of it.</summary>
    public PriceLevelBook? PriceLevelBook(uint securityId) => _levels?.Builder.Find(securityId);

    /// <summary>Does what there is to do and calls the handler.</summary>
    /// <returns>0 when there was nothing to do.</returns>
    public int DoWork() => _connection.DoWork();

    /// <summary>
    /// Takes a packet that came some other way than over Aeron, such as from a recording. A client that is fed so
    /// needs no <see cref="DoWork"/>, and then fetches nothing and hears no silence.
    /// </summary>
    /// <param name="stream">Its stream; one that is not received is left alone.</param>
    /// <param name="source">Tells publications apart.</param>
    /// <param name="packet">The packet; not kept.</param>
    /// <returns>False when the stream is not received.</returns>
    public bool OnPacket(FeedStream stream, int source, ReadOnlySpan<byte> packet) =>
        _connection.OnPacket(stream, source, packet);

    /// <summary>Works until cancelled.</summary>
    /// <param name="spin">Never to sleep: for a thread with a processor of its own.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(bool spin, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            int work = DoWork();
            _handler.OnDutyCycle();
            if (work == 0 && !spin)
                Thread.Sleep(1);
        }
    }

    /// <summary>Ends the subscriptions and connections.</summary>
    public void Dispose() => _connection.Dispose();

    private static bool NeedsSnapshots(FeedStream stream) =>
        stream is FeedStream.Orders or FeedStream.PriceLevels or FeedStream.BestBidOffer or FeedStream.Statistics;

    private void Add(FeedStream stream, Events events)
    {
        bool hasBooks = stream is FeedStream.Orders or FeedStream.PriceLevels;
        var policy = new GapFillPolicy(
            (ulong)_options.MaxReplayMessages,
            hasBooks ? _options.BookReplayPatienceMillis : _options.ReplayPatienceMillis);
        bool startsAt = _options.StartAt.TryGetValue(stream, out ulong start);
        if (!startsAt && stream == FeedStream.Status && _options.Connection.Replay is not null)
            (startsAt, start) = (true, 1);
        if (startsAt)
            policy = policy with { MaxMessages = ulong.MaxValue };
        SequencedStream sequence = _connection.Add(stream, policy, events);
        _streams[(int)stream] = sequence;
        if (startsAt)
            sequence.StartAt(start);
        switch (stream)
        {
            case FeedStream.Orders:
                _orders!.Sequence = sequence;
                break;
            case FeedStream.PriceLevels:
                _levels!.Sequence = sequence;
                break;
            case FeedStream.BestBidOffer:
                _instruments.BestBidOffer = sequence;
                break;
            case FeedStream.Statistics:
                _instruments.Statistics = sequence;
                break;
            case FeedStream.Status:
                _instruments.Status = sequence;
                break;
        }
    }

    private BookFeed? BooksOf(FeedStream stream) => stream switch
    {
        FeedStream.Orders => _orders,
        FeedStream.PriceLevels => _levels,
        _ => null,
    };

    /// <summary>What the connection says.</summary>
    private sealed class Events(MarketDataClient client) : FeedConnectionHandler
    {
        public override void OnMessage(SequencedStream stream, in FeedMessage message)
        {
            if (client._selection.Includes(message.SecurityId))
                client._handler.OnMessage(stream.Stream, in message);
            if (stream.Stream == FeedStream.Orders)
                client._orders!.OnMessage(in message);
            else if (stream.Stream == FeedStream.PriceLevels)
                client._levels!.OnMessage(in message);
            else if (client._selection.Includes(message.SecurityId))
                client._instruments.OnMessage(in message);
        }

        public override void OnState(SequencedStream stream, FeedState state)
        {
            client._handler.OnStreamState(stream.Stream, state);
            client.BooksOf(stream.Stream)?.OnStreamState(state);
        }

        public override void OnReset(SequencedStream stream, StreamReset reset)
        {
            client.BooksOf(stream.Stream)?.OnReset();
            client._instruments.Forget(stream.Stream);
            client._handler.OnReset(stream.Stream, reset);
        }

        public override void OnGapUnfillable(SequencedStream stream, ReplayResult? result, string reason)
        {
            ulong end = stream.GapEndSeqNum;
            client._handler.OnLost(stream.Stream, stream.NextSeqNum, end, reason);
            client._instruments.Forget(stream.Stream);
            client.BooksOf(stream.Stream)?.OnLost(end);
            stream.SkipGap();
        }
    }
}
