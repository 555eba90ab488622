using FeedClientTests.Support;
using MatchingEngine.AeronDriver.Transport;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

public sealed class MarketDataClientTests : IDisposable
{
    private const int Instruments = 2;

    private readonly TestDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Fact]
    public void Consumer_from_the_beginning_shows_every_book_right_and_needs_no_snapshot()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 1, Instruments);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        using MarketDataClient client = NewClient(handler, replay);
        Join(venue, client);
        venue.Beat();
        Run(venue, client, 2_000);

        AssertComplete(venue, client, handler);
        Assert.Equal((0, 0), (client.SnapshotCount, handler.Lost.Count));
        Assert.Equal(venue.Store.LastOf(FeedStream.Trades), (ulong)handler.Trades);
        Assert.True(handler.OrderBooks > 1_000);
        Assert.Equal(Instruments, client.Instruments.Count(data => data.HasDefinition));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Late_joiner_gets_every_book_by_snapshot_while_the_flow_goes_on(int seed)
    {
        using var venue = new TestVenue(_driver.Directory, seed, Instruments);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        for (int i = 0; i < 1_000 * seed; i++)
            venue.Step();
        using MarketDataClient client = NewClient(handler, replay);
        Join(venue, client);
        int turn = 0;
        Await.That("all books", () => handler.AllLive(Instruments), () => FullTurn(venue, client, turn++));
        Assert.Equal(2 * Instruments, client.SnapshotCount);
        Run(venue, client, 1_000);
        AssertComplete(venue, client, handler);
        // The stream of status was fetched from its beginning.
        Assert.Equal(Instruments, client.Instruments.Count(data => data.HasDefinition));
        foreach (InstrumentData data in client.Instruments)
        {
            Assert.True(data.HasBestBidOffer);
            Assert.Equal(venue.BestTruth[data.SecurityId], data.BestBidOffer with
            {
                ApplSeqNum = venue.BestTruth[data.SecurityId].ApplSeqNum,
            });
        }
    }

    [Fact]
    public void Late_joiner_of_a_quiet_market_gets_its_books_by_snapshot_alone()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 9, Instruments);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        for (int i = 0; i < 500; i++)
            venue.Step();
        using MarketDataClient client = NewClient(handler, replay);
        Join(venue, client);
        Await.That("all books", () => handler.AllLive(Instruments), () =>
        {
            venue.Beat();
            venue.Snapshot();
            Turn(client);
        });
        AssertComplete(venue, client, handler);
    }

    [Theory]
    [InlineData(1, 0.01, false)]
    [InlineData(2, 0.2, false)]
    [InlineData(3, 0.01, true)]
    [InlineData(4, 0.2, true)]
    public void Lost_packets_are_fetched_and_no_wrong_book_is_ever_shown(int seed, double share, bool inBursts)
    {
        using var venue = new TestVenue(_driver.Directory, seed, Instruments);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        using MarketDataClient client = NewClient(handler, replay, Losing(seed, share, inBursts));
        Join(venue, client);
        Run(venue, client, 3_000);
        AssertComplete(venue, client, handler);
        Assert.True(client.ReplayedCount > 0, "nothing was fetched");
        Assert.Empty(handler.Lost);
        Assert.Contains(handler.BookStates, change => change.State == FeedState.Recovering);
    }

    [Theory]
    [InlineData(5, 0.01, false)]
    [InlineData(6, 0.05, true)]
    public void Without_a_place_to_ask_books_come_back_by_snapshot(int seed, double share, bool inBursts)
    {
        using var venue = new TestVenue(_driver.Directory, seed, Instruments);
        var handler = new CheckingHandler(venue);
        bool isLossy = true;
        Func<int, bool> lose = Losing(seed, share, inBursts);
        using MarketDataClient client = NewClient(handler, null, stream => isLossy && lose(stream));
        Join(venue, client);
        for (int i = 0; i < 3_000; i++)
            FullTurn(venue, client, i);
        isLossy = false;
        Await.That("all books", () => handler.AllLive(Instruments), () => FullTurn(venue, client, 0));
        AssertComplete(venue, client, handler);
        Assert.NotEmpty(handler.Lost);
        Assert.True(client.SnapshotCount > 0);
        Assert.Contains(handler.BookStates, change => change.State == FeedState.Stale);
    }

    [Theory]
    [InlineData(21, 0.01)]
    [InlineData(22, 0.1)]
    public void Datagrams_that_the_network_drops_doubles_and_reorders_are_made_good(int seed, double share)
    {
        using var driver = new TestDriver(faults: new DatagramFaults(seed, share, share, share));
        // Unreliable: Aeron does not ask for what is lost, so that it is really missing here.
        string channel = $"aeron:udp?endpoint=127.0.0.1:{FreePort()}|reliable=false";
        using var venue = new TestVenue(driver.Directory, seed, Instruments, 77, channel);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        using var client = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions
                {
                    AeronDirectory = driver.Directory,
                    Channel = channel,
                    Replay = new ReplayClientOptions { EndPoint = replay.EndPoint },
                },
            },
            handler);
        Join(venue, client);
        Run(venue, client, 3_000);
        AssertComplete(venue, client, handler);
        Assert.True(client.ReplayedCount > Instruments, "nothing was lost");
    }

    [Fact]
    public void Lost_tail_is_found_by_the_next_heartbeat()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 7, Instruments);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        bool isCut = false;
        using MarketDataClient client = NewClient(handler, replay, _ => isCut);
        Join(venue, client);
        Run(venue, client, 100);
        isCut = true;
        for (int i = 0; i < 20; i++)
        {
            venue.Step();
            Turn(client);
        }
        isCut = false;
        Assert.Equal(FeedState.Live, client.Stream(FeedStream.Orders)!.State);
        venue.Beat();
        Await.That("the tail", () => IsUpToDate(venue, client), () => Turn(client), () => Describe(venue, client));
        AssertComplete(venue, client, handler);
    }

    [Fact]
    public void Silent_venue_makes_streams_stale_and_books_no_longer_live_until_it_speaks_again()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 8, Instruments);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        using MarketDataClient client = NewClient(handler, replay, silenceMillis: 200);
        Join(venue, client);
        Run(venue, client, 200);
        Assert.True(handler.AllLive(Instruments));
        Await.That("silence", () => client.Stream(FeedStream.Orders)!.State == FeedState.Stale, () => Turn(client));
        Assert.All(client.OrderBooks, book => Assert.NotEqual(FeedState.Live, book.State));
        Await.That("books", () => handler.AllLive(Instruments), () =>
        {
            venue.Beat();
            Turn(client);
        });
        AssertComplete(venue, client, handler);
        Assert.Empty(handler.Lost);
    }

    [Theory]
    [InlineData(ReplayResult.OutOfRange)]
    [InlineData(ReplayResult.Unavailable)]
    public void What_the_venue_refuses_for_good_is_lost_and_said(ReplayResult refusal)
    {
        using var venue = new TestVenue(_driver.Directory, seed: 10, Instruments);
        using var replay = new TestReplayServer(venue.Store) { Refusal = refusal };
        var handler = new CheckingHandler(venue);
        int packets = 0;
        using MarketDataClient client = NewClient(
            handler, replay, stream => stream == (int)FeedStream.Trades && ++packets == 20);
        Join(venue, client);
        for (int i = 0; i < 1_000; i++)
            FullTurn(venue, client, i);
        Await.That("loss", () => handler.Lost.Count > 0, () => FullTurn(venue, client, 0));
        Await.That("live", () => client.Stream(FeedStream.Trades)!.State == FeedState.Live,
            () => FullTurn(venue, client, 0));
        Assert.Contains(handler.Lost, lost => lost.Stream == FeedStream.Trades);
        Assert.Empty(handler.Wrong);
    }

    [Fact]
    public void Only_chosen_streams_and_instruments_are_delivered()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 11, Instruments);
        var handler = new CheckingHandler(venue);
        using var client = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions { AeronDirectory = _driver.Directory },
                Streams = [FeedStream.Orders],
                Instruments = [2],
            },
            handler);
        Await.That("join", () => venue.IsConnected(FeedStream.Orders), () => Turn(client));
        venue.Beat();
        for (int i = 0; i < 500; i++)
            FullTurn(venue, client, i);
        Assert.Equal([2u], client.OrderBooks.Select(book => book.SecurityId));
        Assert.Equal((0, null), (client.PriceLevelBooks.Count, client.Stream(FeedStream.Trades)));
        Assert.Empty(client.Instruments);
        Assert.True(handler.OrderBooks > 100);
    }

    [Fact]
    public void Second_channel_fills_what_the_first_one_loses_without_asking()
    {
        string[] channels = ["aeron:ipc?term-length=1m|alias=a", "aeron:udp?endpoint=127.0.0.1:" + FreePort()];
        // A client that stands still for a moment must not lose on both channels what it has no room for.
        using var driver = new TestDriver(hasAeronsTimeouts: true);
        using var venue = new TestVenue(driver.Directory, 12, Instruments, 77, channels);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CheckingHandler(venue);
        using var client = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions
                {
                    AeronDirectory = driver.Directory,
                    SecondChannel = channels[1],
                    Replay = new ReplayClientOptions { EndPoint = replay.EndPoint },
                    // Longer than the test may take: who asked after all would fail it.
                    ArbitrationMillis = 120_000,
                },
                // The stream of status begins before joining, so something of it is always asked for.
                Streams = [.. MarketDataClientOptions.MarketStreams.Except([FeedStream.Status])],
            },
            handler);
        Join(venue, client);
        // Both publications must have said which numbering is theirs before the loss begins.
        Await.That("both channels", () => IsUpToDate(venue, client), () =>
        {
            venue.Beat();
            Turn(client);
        });
        var random = new Random(12);
        int lost = 0;
        bool lastLost = false;
        venue.AwaitRoom = () => Turn(client);
        // Never the same packet on both: each third packet of the first is lost, the others of the second.
        venue.Loses = (stream, channel) =>
        {
            if (channel == 0)
                lastLost = random.Next(3) == 0;
            bool loses = channel == 0 ? lastLost : !lastLost && random.Next(3) == 0;
            lost += loses ? 1 : 0;
            return loses;
        };
        Run(venue, client, 1_000);
        AssertComplete(venue, client, handler);
        Assert.True(lost > 1_000);
        Assert.True(client.Stream(FeedStream.Orders)!.DuplicateCount > 0);
        Assert.Equal(0, client.ReplayedCount);
    }

    [Fact]
    public void Venue_with_another_journal_makes_everything_begin_again()
    {
        var first = new TestVenue(_driver.Directory, seed: 13, Instruments);
        var switching = new SwitchingStore(first);
        using var replay = new TestReplayServer(switching.Store);
        var handler = new CheckingHandler(first);
        using MarketDataClient client = NewClient(handler, replay);
        Join(first, client);
        Run(first, client, 300);
        first.Dispose();

        using var second = new TestVenue(_driver.Directory, seed: 14, Instruments, epoch: 78);
        using var secondReplay = new TestReplayServer(second.Store);
        Await.That("the second venue", () => second.IsConnected(FeedStream.Orders), () => Turn(client));
        for (int i = 0; i < 20; i++)
            second.Step();
        Await.That("a reset of each stream", () => handler.Resets.Count == 6, () =>
        {
            second.Beat();
            Turn(client);
        });
        Assert.All(handler.Resets, reset => Assert.Equal(StreamReset.EpochChanged, reset));
        Assert.Equal(78ul, client.Stream(FeedStream.Orders)!.FeedEpoch);
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        return ((System.Net.IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    private static Func<int, bool> Losing(int seed, double share, bool inBursts)
    {
        var random = new Random(seed);
        int left = 0;
        return _ =>
        {
            if (left > 0)
            {
                left--;
                return true;
            }
            if (random.NextDouble() >= (inBursts ? share / 20 : share))
                return false;
            left = inBursts ? random.Next(1, 40) : 0;
            return true;
        };
    }

    private MarketDataClient NewClient(
        MarketDataHandler handler, TestReplayServer? replay, Func<int, bool>? lose = null, int silenceMillis = 3_000) => new(
        new MarketDataClientOptions
        {
            Connection = new FeedConnectionOptions
            {
                AeronDirectory = _driver.Directory,
                Replay = replay is null ? null : new ReplayClientOptions { EndPoint = replay.EndPoint },
                LosePacket = lose,
                SilenceMillis = silenceMillis,
            },
        },
        handler);

    private static void Join(TestVenue venue, MarketDataClient client) =>
        Await.That(
            "subscriptions",
            () => StreamsOf(client).All(one => venue.IsConnected(one.Stream)) && venue.IsConnected(FeedStream.Snapshots),
            () => Turn(client));

    private static void FullTurn(TestVenue venue, MarketDataClient client, int turn)
    {
        venue.Step();
        if (turn % 100 == 0)
            venue.Beat();
        if (turn % 50 == 0)
            venue.Snapshot();
        Turn(client);
    }

    private static void Turn(MarketDataClient client)
    {
        if (client.DoWork() == 0)
            Thread.Yield();
    }

    private static void Run(TestVenue venue, MarketDataClient client, int steps)
    {
        for (int i = 0; i < steps; i++)
            FullTurn(venue, client, i);
        venue.Beat();
        Await.That("the end of the flow", () => IsUpToDate(venue, client), () =>
        {
            venue.Beat();
            Turn(client);
        }, () => Describe(venue, client));
    }

    private static string Describe(TestVenue venue, MarketDataClient client) => string.Join("; ",
        StreamsOf(client).Select(stream =>
            $"{stream.Stream} {stream.State} next {stream.NextSeqNum} highest {stream.HighestSeqNum} "
            + $"foreign {stream.ForeignCount} of {venue.Store.LastOf(stream.Stream)}"))
        + $"; fetched {client.ReplayedCount}, {client.LastError}";

    private static bool IsUpToDate(TestVenue venue, MarketDataClient client) =>
        StreamsOf(client).All(one =>
            one.State == FeedState.Live
            && (one.Stream == FeedStream.Statistics || one.NextSeqNum == venue.Store.LastOf(one.Stream) + 1));

    private static IEnumerable<SequencedStream> StreamsOf(MarketDataClient client) =>
        MarketDataClientOptions.MarketStreams.Select(client.Stream).OfType<SequencedStream>();

    private static void AssertComplete(TestVenue venue, MarketDataClient client, CheckingHandler handler)
    {
        Await.That("the end of the flow", () => IsUpToDate(venue, client), () =>
        {
            venue.Beat();
            Turn(client);
        }, () => Describe(venue, client));
        Assert.Equal([], handler.Wrong);
        Assert.Equal(0, client.InconsistencyCount);
        Assert.True(handler.AllLive(Instruments));
        foreach (RandomBookFlow flow in venue.Flows)
        {
            Assert.Equal(BookAssert.DigestOf(flow.Book), BookDigest.OfOrders(client.OrderBook(flow.SecurityId)!));
            Assert.Equal(
                BookAssert.LevelDigestOf(flow.Book, TestVenue.Depth),
                BookDigest.OfLevels(client.PriceLevelBook(flow.SecurityId)!));
        }
    }

    private sealed record SwitchingStore(TestVenue Venue)
    {
        public MessageStore Store => Venue.Store;
    }
}
