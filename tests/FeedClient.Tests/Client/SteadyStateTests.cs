using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

public sealed class SteadyStateTests : IDisposable
{
    private readonly TestDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Fact]
    public void Receiving_all_streams_allocates_nothing_once_everything_flows()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 1);
        using var replay = new TestReplayServer(venue.Store);
        var handler = new CountingHandler();
        using var client = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions
                {
                    AeronDirectory = _driver.Directory,
                    Replay = new ReplayClientOptions { EndPoint = replay.EndPoint },
                },
            },
            handler);
        Await.That("subscriptions", () => venue.IsConnected(FeedStream.Orders), () => client.DoWork());
        for (int i = 0; i < 2_000; i++)
            Turn(venue, client, i);
        long least = long.MaxValue;
        // The runtime's own work on this thread shows now and then; what the client allocates shows always.
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long allocated = 0;
            for (int i = 0; i < 500; i++)
                allocated += Turn(venue, client, i);
            least = Math.Min(least, allocated);
        }
        Assert.Equal(0, least);
        Assert.True(handler.Count > 2_000);
    }

    [Fact]
    public void Subscriber_that_stops_reading_harms_no_other_and_comes_back()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 2);
        using var replay = new TestReplayServer(venue.Store);
        var slow = new CheckingHandler(venue);
        var quick = new CheckingHandler(venue);
        using MarketDataClient slowClient = NewClient(slow, replay);
        using MarketDataClient quickClient = NewClient(quick, replay);
        Await.That("subscriptions",
            () => MarketDataClientOptions.MarketStreams.All(venue.IsConnected)
                && venue.IsConnected(FeedStream.Snapshots),
            () =>
            {
                slowClient.DoWork();
                quickClient.DoWork();
            });
        venue.Beat();
        Await.That("joining", () => slowClient.Stream(FeedStream.Orders)!.State == FeedState.Live, () =>
        {
            slowClient.DoWork();
            quickClient.DoWork();
        });
        // Enough to fill the window of the slow one several times.
        for (int i = 0; i < 20_000; i++)
        {
            Turn(venue, quickClient, i);
        }
        Await.That("the quick one", () => IsUpToDate(venue, quickClient), () =>
        {
            venue.Beat();
            quickClient.DoWork();
        });
        Assert.Equal([], quick.Wrong);
        Await.That("the slow one", () => IsUpToDate(venue, slowClient) && slow.AllLive(2), () =>
        {
            venue.Beat();
            venue.Snapshot();
            quickClient.DoWork();
            slowClient.DoWork();
        });
        Assert.Equal([], slow.Wrong);
        foreach (RandomBookFlow flow in venue.Flows)
        {
            BookDigest digest = BookAssert.DigestOf(flow.Book);
            Assert.Equal(digest, BookDigest.OfOrders(slowClient.OrderBook(flow.SecurityId)!));
            Assert.Equal(digest, BookDigest.OfOrders(quickClient.OrderBook(flow.SecurityId)!));
        }
    }

    private static bool IsUpToDate(TestVenue venue, MarketDataClient client) =>
        client.Stream(FeedStream.Orders)!.NextSeqNum == venue.Store.LastOf(FeedStream.Orders) + 1
        && client.Stream(FeedStream.PriceLevels)!.NextSeqNum == venue.Store.LastOf(FeedStream.PriceLevels) + 1
        && client.Stream(FeedStream.Orders)!.State == FeedState.Live;

    private MarketDataClient NewClient(MarketDataHandler handler, TestReplayServer replay) => new(
        new MarketDataClientOptions
        {
            Connection = new FeedConnectionOptions
            {
                AeronDirectory = _driver.Directory,
                Replay = new ReplayClientOptions { EndPoint = replay.EndPoint },
            },
        },
        handler);

    private static long Turn(TestVenue venue, MarketDataClient client, int turn)
    {
        venue.Step();
        if (turn % 100 == 0)
            venue.Beat();
        if (turn % 50 == 0)
            venue.Snapshot();
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (client.DoWork() > 0)
        {
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class CountingHandler : MarketDataHandler
    {
        public long Count { get; private set; }

        public override void OnMessage(FeedStream stream, in FeedMessage message) => Count++;

        public override void OnOrderBook(OrderBook book) => Count += book.OrderCount;
    }
}
