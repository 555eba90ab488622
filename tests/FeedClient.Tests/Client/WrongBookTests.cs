using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

/// <summary>Inputs by which a book could be shown as good while it is not. Packets are given by hand.</summary>
public sealed class WrongBookTests : IDisposable
{
    private const uint Security = 7;
    private const ulong Epoch = 77;
    private const ulong OtherEpoch = 78;
    private const int Source = 1;
    private const int OtherSource = 2;
    private const int SnapshotSource = 9;

    private readonly MarketDataClient _client;
    private readonly Silent _handler = new();
    private ulong _snapshotNumber;

    public WrongBookTests()
    {
        _client = NewClient(null, handler: _handler);
        Beat(SnapshotSource, Epoch, 0, FeedStream.Snapshots);
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Snapshot_that_ends_after_the_numbering_has_changed_makes_no_book()
    {
        Beat(Source, Epoch, 10);
        BeginSnapshot(lastOrders: 10, rptSeq: 5, orders: [1]);
        Beat(OtherSource, OtherEpoch, 3);
        EndSnapshot([1]);
        Assert.NotEqual(FeedState.Live, StateOf(Security));
    }

    [Fact]
    public void Snapshot_that_ends_after_messages_were_lost_makes_no_book()
    {
        Beat(Source, Epoch, 10);
        BeginSnapshot(lastOrders: 10, rptSeq: 5, orders: [1]);
        // 11 to 13 are missing and nobody can be asked: they may have changed this book.
        Add(Source, number: 14, rptSeq: 9, order: 99, security: Security + 1);
        _client.DoWork();
        Assert.Equal(15ul, _client.Stream(FeedStream.Orders)!.NextSeqNum);
        EndSnapshot([1]);
        Assert.NotEqual(FeedState.Live, StateOf(Security));
    }

    [Fact]
    public void Snapshot_whose_later_messages_had_to_make_room_makes_no_book()
    {
        Beat(Source, Epoch, 9);
        Add(Source, number: 10, rptSeq: 50, order: 900, security: Security + 1);
        BeginSnapshot(lastOrders: 10, rptSeq: 5, orders: [1]);
        Add(Source, number: 11, rptSeq: 6, order: 2);
        // More than can be kept while a book waits.
        for (uint i = 0; i < 2_000; i++)
            Add(Source, number: 12 + i, rptSeq: 51 + i, order: 901 + i, security: Security + 1);
        EndSnapshot([1]);
        Assert.NotEqual(FeedState.Live, StateOf(Security));
    }

    [Fact]
    public void Book_that_begins_with_its_first_message_takes_nothing_from_a_snapshot_under_way()
    {
        Beat(Source, Epoch, 0);
        Send(FeedStream.Snapshots, SnapshotSource, Begin(lastOrders: 3, rptSeq: 3, orders: 2));
        Add(Source, number: 1, rptSeq: 1, order: 1);
        Assert.Equal((FeedState.Live, 1), (StateOf(Security), OrdersOf(Security)));
        Send(FeedStream.Snapshots, SnapshotSource, Orders([2, 3]));
        Assert.Equal((FeedState.Live, 1), (StateOf(Security), OrdersOf(Security)));
        EndSnapshot([2, 3]);
        Assert.Equal((FeedState.Live, 1), (StateOf(Security), OrdersOf(Security)));
    }

    [Fact]
    public void Messages_of_two_publications_are_not_mixed_before_the_numbering_is_known()
    {
        Add(Source, number: 1, rptSeq: 1, order: 1);
        Add(OtherSource, number: 2, rptSeq: 2, order: 2);
        Assert.Equal(1, OrdersOf(Security));
    }

    [Fact]
    public void Numbering_that_another_publication_names_takes_nothing_over_from_the_first()
    {
        Add(Source, number: 1, rptSeq: 1, order: 1);
        Await.That(
            "the other publication",
            () => _client.Stream(FeedStream.Orders)!.FeedEpoch == OtherEpoch,
            () => Beat(OtherSource, OtherEpoch, 1));
        Add(OtherSource, number: 2, rptSeq: 2, order: 2);
        Assert.NotEqual(FeedState.Live, StateOf(Security));
        Assert.Equal([StreamReset.EpochChanged], _handler.Resets);
    }

    [Fact]
    public void Publication_that_names_another_numbering_than_before_makes_everything_begin_again()
    {
        Beat(Source, Epoch, 0);
        Add(Source, number: 1, rptSeq: 1, order: 1);
        Beat(Source, OtherEpoch, 1);
        Assert.Equal([StreamReset.EpochChanged], _handler.Resets);
        Assert.NotEqual(FeedState.Live, StateOf(Security));
    }

    [Fact]
    public void Publication_that_goes_back_behind_what_it_said_makes_everything_begin_again()
    {
        Beat(Source, Epoch, 0);
        Add(Source, number: 1, rptSeq: 1, order: 1);
        Add(Source, number: 2, rptSeq: 2, order: 2);
        Beat(Source, Epoch, 2);
        Beat(Source, Epoch, 1);
        Assert.Equal([StreamReset.WentBack], _handler.Resets);
        Assert.NotEqual(FeedState.Live, StateOf(Security));
    }

    [Fact]
    public void Packets_of_another_numbering_are_no_sign_of_life()
    {
        using MarketDataClient client = NewClient(null, silenceMillis: 200);
        Beat(Source, Epoch, 0, client: client);
        Add(Source, number: 1, rptSeq: 1, order: 1, client: client);
        Assert.Equal(FeedState.Live, client.OrderBook(Security)!.State);
        // From long ago: it is not believed.
        Await.That(
            "silence",
            () => client.OrderBook(Security)!.State != FeedState.Live,
            () =>
            {
                Beat(OtherSource, OtherEpoch, 5, timeNanos: 1, client: client);
                client.DoWork();
            });
        Assert.Equal(Epoch, client.Stream(FeedStream.Orders)!.FeedEpoch);
    }

    [Fact]
    public void Numbering_that_was_left_is_taken_up_again_when_the_other_one_is_silent()
    {
        using MarketDataClient client = NewClient(null, silenceMillis: 200);
        Beat(Source, Epoch, 5, client: client);
        Beat(OtherSource, OtherEpoch, 5, client: client);
        Assert.Equal(OtherEpoch, client.Stream(FeedStream.Orders)!.FeedEpoch);
        Await.That(
            "the first one",
            () => client.Stream(FeedStream.Orders)!.FeedEpoch == Epoch,
            () =>
            {
                Beat(Source, Epoch, 5, client: client);
                client.DoWork();
            });
    }

    [Fact]
    public void Answer_of_another_numbering_that_comes_late_is_left_alone()
    {
        MessageStore old = StoreOf(Epoch, firstOrder: 1);
        MessageStore now = StoreOf(OtherEpoch, firstOrder: 101);
        using var gate = new ManualResetEventSlim();
        using var replay = new TestReplayServer(old) { Gate = gate };
        using MarketDataClient client = NewClient(replay);
        Beat(Source, Epoch, 3, client: client);
        Await.That("the question", () => replay.Requests > 0, () => client.DoWork());
        Beat(OtherSource, OtherEpoch, 3, client: client);
        replay.Redirect = now;
        gate.Set();
        Await.That("the end", () => client.Stream(FeedStream.Orders)!.State == FeedState.Live, () =>
        {
            Beat(OtherSource, OtherEpoch, 3, client: client);
            client.DoWork();
        });
        Assert.Equal(FeedState.Live, client.OrderBook(Security)!.State);
        Assert.True(client.OrderBook(Security)!.TryGetOrder(101, out _, out _));
        Assert.False(client.OrderBook(Security)!.TryGetOrder(1, out _, out _));
    }

    [Fact]
    public void Silent_stream_is_not_live_because_missed_messages_came()
    {
        var stream = new SequencedStream(FeedStream.Orders, new Ignoring());
        stream.OnPacket(Source, Packets.Heartbeat(Epoch, 1, FeedStream.Orders), 0);
        stream.OnPacket(Source, Packets.Heartbeat(Epoch, 2, FeedStream.Orders), 1);
        stream.OnTimer(10_000, 3_000);
        Assert.Equal(FeedState.Stale, stream.State);
        var reader = new FeedPacketReader(Packets.Added(2, 2, 1, Security));
        Assert.True(reader.TryRead(out FeedMessage message));
        stream.OnReplayed(in message, Epoch);
        Assert.Equal((3ul, FeedState.Stale), (stream.NextSeqNum, stream.State));
        stream.OnPacket(Source, Packets.Heartbeat(Epoch, 2, FeedStream.Orders), 10_001);
        Assert.Equal(FeedState.Live, stream.State);
    }

    [Fact]
    public void Trading_status_of_a_snapshot_from_before_a_loss_is_not_believed()
    {
        Beat(Source, Epoch, 5, FeedStream.Status);
        SendStatus(number: 6, Security, SecurityTradingStatus.ReadyToTrade);
        // 7, which may have halted it, is lost.
        SendStatus(number: 8, Security + 1, SecurityTradingStatus.ReadyToTrade);
        _client.DoWork();
        Assert.Null(_client.Instrument(Security)!.TradingStatus);
        Send(FeedStream.Snapshots, SnapshotSource, Begin(lastOrders: 0, rptSeq: 0, orders: 0, lastStatus: 6));
        Assert.Null(_client.Instrument(Security)!.TradingStatus);
        Send(FeedStream.Snapshots, SnapshotSource, Begin(lastOrders: 0, rptSeq: 0, orders: 0, lastStatus: 8));
        Assert.Equal(SecurityTradingStatus.ReadyToTrade, _client.Instrument(Security)!.TradingStatus);
    }

    /// <summary>
    /// A stream that is fetched from its beginning tells of halts that are long over, and of none that is not.
    /// </summary>
    [Fact]
    public void Trading_status_is_not_known_while_messages_of_its_stream_are_missing()
    {
        Beat(Source, Epoch, 5, FeedStream.Status);
        SendStatus(number: 6, Security, SecurityTradingStatus.ReadyToTrade);
        Assert.Equal(SecurityTradingStatus.ReadyToTrade, _client.Instrument(Security)!.TradingStatus);
        Beat(Source, Epoch, 7, FeedStream.Status);
        Assert.Null(_client.Instrument(Security)!.TradingStatus);
        SendStatus(number: 7, Security, SecurityTradingStatus.TradingHalt);
        Assert.Equal(SecurityTradingStatus.TradingHalt, _client.Instrument(Security)!.TradingStatus);
    }

    [Fact]
    public void What_a_snapshot_has_brought_does_not_go_back_to_what_its_stream_said_before()
    {
        Beat(Source, Epoch, 5, FeedStream.BestBidOffer);
        Beat(Source, Epoch, 5, FeedStream.Statistics);
        Beat(Source, Epoch, 5, FeedStream.Status);
        // The snapshot is read before messages of the streams that it includes.
        Send(FeedStream.Snapshots, SnapshotSource, Begin(lastOrders: 9, rptSeq: 0, orders: 0, lastStatus: 7));
        Send(FeedStream.Snapshots, SnapshotSource, Best(++_snapshotNumber, rptSeq: 7));
        Send(FeedStream.Snapshots, SnapshotSource, Statistics(++_snapshotNumber, rptSeq: 7));
        EndSnapshot([]);

        SendBest(number: 6, rptSeq: 6);
        Send(FeedStream.Statistics, Source, Statistics(number: 6, rptSeq: 6));
        SendStatus(number: 6, Security, SecurityTradingStatus.TradingHalt);

        InstrumentData data = _client.Instrument(Security)!;
        Assert.Equal((7ul, 7ul), (data.BestBidOffer.RptSeq, data.Statistics.RptSeq));
        Assert.Equal(SecurityTradingStatus.ReadyToTrade, data.TradingStatus);
        SendBest(number: 7, rptSeq: 7);
        SendBest(number: 8, rptSeq: 8);
        Send(FeedStream.Statistics, Source, Statistics(number: 7, rptSeq: 8));
        SendStatus(number: 7, Security, SecurityTradingStatus.ReadyToTrade);
        SendStatus(number: 8, Security, SecurityTradingStatus.TradingHalt);
        Assert.Equal((8ul, 8ul), (data.BestBidOffer.RptSeq, data.Statistics.RptSeq));
        Assert.Equal(SecurityTradingStatus.TradingHalt, data.TradingStatus);
    }

    [Fact]
    public void Best_bid_and_offer_is_not_the_venues_while_one_is_missing()
    {
        Beat(Source, Epoch, 5, FeedStream.BestBidOffer);
        SendBest(number: 6, rptSeq: 6);
        Assert.True(_client.Instrument(Security)!.HasBestBidOffer);
        Beat(Source, Epoch, 7, FeedStream.BestBidOffer);
        Assert.False(_client.Instrument(Security)!.HasBestBidOffer);
        SendBest(number: 7, rptSeq: 7);
        Assert.True(_client.Instrument(Security)!.HasBestBidOffer);
    }

    private static MarketDataClient NewClient(
        TestReplayServer? replay, int silenceMillis = 3_000, MarketDataHandler? handler = null) => new(
        new MarketDataClientOptions
        {
            Connection = new FeedConnectionOptions
            {
                AeronDirectory = TestDriver.NewDirectory(),
                Replay = replay is null ? null : new ReplayClientOptions { EndPoint = replay.EndPoint },
                SilenceMillis = silenceMillis,
            },
            StartAt = replay is null
                ? new Dictionary<FeedStream, ulong>()
                : new Dictionary<FeedStream, ulong> { [FeedStream.Orders] = 1 },
            MaxLogBytes = 65_536,
        },
        handler ?? new Silent());

    private FeedState StateOf(uint security) => _client.OrderBook(security)?.State ?? FeedState.Stale;

    private int OrdersOf(uint security) => _client.OrderBook(security)?.OrderCount ?? 0;

    private static MessageStore StoreOf(ulong epoch, ulong firstOrder)
    {
        var store = new MessageStore { Epoch = epoch };
        for (ulong i = 0; i < 3; i++)
            store.Add(FeedStream.Orders, Packets.Added(i + 1, i + 1, firstOrder + i, Security));
        return store;
    }

    private void Send(FeedStream stream, int source, byte[] packet) => _client.OnPacket(stream, source, packet);

    private void Beat(
        int source, ulong epoch, ulong last, FeedStream stream = FeedStream.Orders, long? timeNanos = null,
        MarketDataClient? client = null) =>
        (client ?? _client).OnPacket(stream, source, Packets.Heartbeat(epoch, last, stream, timeNanos));

    private void Add(
        int source, ulong number, ulong rptSeq, ulong order, uint security = Security,
        MarketDataClient? client = null) =>
        (client ?? _client).OnPacket(FeedStream.Orders, source, Packets.Added(number, rptSeq, order, security));

    private void SendStatus(ulong number, uint security, SecurityTradingStatus status) =>
        Send(FeedStream.Status, Source, new PacketWriter().Add(new SecurityStatusBlock
        {
            ApplSeqNum = number,
            RptSeq = number,
            EngineSequence = (long)number,
            SecurityID = security,
            SecurityTradingStatus = status,
        }).ToArray());

    private void SendBest(ulong number, ulong rptSeq) => Send(FeedStream.BestBidOffer, Source, Best(number, rptSeq));

    private static byte[] Statistics(ulong number, ulong rptSeq) =>
        new PacketWriter().Add(new StatisticsBlock
        {
            ApplSeqNum = number,
            RptSeq = rptSeq,
            EngineSequence = (long)number,
            SecurityID = Security,
            TradeVolume = (long)rptSeq,
        }).ToArray();

    private static byte[] Best(ulong number, ulong rptSeq) =>
        new PacketWriter().Add(new BestBidOfferBlock
        {
            ApplSeqNum = number,
            RptSeq = rptSeq,
            EngineSequence = (long)number,
            SecurityID = Security,
            BidPx = Packets.Price,
            BidSize = (long)number,
            BidNumberOfOrders = 1,
        }).ToArray();

    private void BeginSnapshot(ulong lastOrders, ulong rptSeq, ulong[] orders)
    {
        Send(FeedStream.Snapshots, SnapshotSource, Begin(lastOrders, rptSeq, (uint)orders.Length));
        Send(FeedStream.Snapshots, SnapshotSource, Orders(orders));
    }

    private byte[] Begin(ulong lastOrders, ulong rptSeq, uint orders, ulong lastStatus = 0) =>
        Packets.SnapshotBegin(new SnapshotBeginBlock
        {
            ApplSeqNum = ++_snapshotNumber,
            SecurityID = Security,
            LastOrdersApplSeqNum = lastOrders,
            LastStatusApplSeqNum = lastStatus,
            OrdersRptSeq = rptSeq,
            LastEngineSequence = (long)lastOrders,
            SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade,
            TotNumOrders = orders,
            FeedEpoch = Epoch,
            SnapshotID = 1,
        });

    private byte[] Orders(ulong[] orders) =>
        Packets.SnapshotOrders(++_snapshotNumber, Security, snapshotId: 1, orders);

    private void EndSnapshot(ulong[] orders) =>
        Send(FeedStream.Snapshots, SnapshotSource, Packets.SnapshotEnd(++_snapshotNumber, Security, 1, orders));

    private sealed class Silent : MarketDataHandler
    {
        public List<StreamReset> Resets { get; } = [];

        public override void OnReset(FeedStream stream, StreamReset reset) => Resets.Add(reset);
    }

    private sealed class Ignoring : SequencedStreamHandler
    {
        public override void OnMessage(SequencedStream stream, in FeedMessage message)
        {
        }
    }
}
