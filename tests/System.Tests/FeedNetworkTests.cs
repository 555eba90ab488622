using System.Net;
using MatchingEngine.AeronDriver;
using MatchingEngine.Client;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;
using Xunit.Abstractions;

namespace MatchingEngine.SystemTests;

/// <summary>A service and its consumers with a network, or a media driver of its own, between them.</summary>
public class FeedNetworkTests(ITestOutputHelper output)
{
    private const int Seed = 4_711;
    private const int FirstStreamId = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public void Service_serves_orders_without_a_media_driver_and_publishes_again_when_there_is_one()
    {
        using var data = new TempDirectory();
        string aeron = data.FullPath + "-aeron";
        var recorder = new RecordingPlayer();
        FlowCommand[] flow = Flows.Synthetic(9_000, Seed);
        MeProcess driver = StartDriver(aeron);
        using FeedServer server = FeedServer.Start(
            data.FullPath, aeron, "--external-driver", "--feed-channel", FeedServer.SmallTerms);
        try
        {
            List<FillBlock> fills = [];
            using var dropCopy = new DropCopyClient(
                new DropCopyClientOptions { Connection = server.Connection }, new CollectedFills(fills));
            var handler = new Resets();
            using var consumer = new MarketDataClient(
                new MarketDataClientOptions { Connection = server.Connection }, handler);
            using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder);
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            recorder.Player.Play(client, flow.AsSpan(0, 3_000), 64);
            Until.True(() => IsLive(consumer, dropCopy), "the consumer has its books");

            driver.Kill();
            driver.Dispose();
            recorder.Player.Play(client, flow.AsSpan(3_000, 3_000), 64);
            server.Process.AwaitError("the media driver in");
            recorder.Player.Play(client, flow.AsSpan(6_000, 1_000), 64);
            driver = StartDriver(aeron);
            server.Process.AwaitError("published again");
            recorder.Player.Play(client, flow.AsSpan(7_000), 64);

            Until.True(
                () => IsLive(consumer, dropCopy) && fills.Count >= recorder.Player.Fills.Count, "all is known again",
                Limit);
            MeResult counters = MeProcess.Run("counters", "--aeron-dir", aeron);
            Assert.Contains("feed: media drivers lost", counters.Output);
            AssertIsEngines(consumer, data.FullPath);
            server.Stop();
            Assert.Equal(
                Enumerable.Range(1, recorder.Player.Fills.Count).Select(number => (ulong)number),
                fills.Select(fill => fill.ApplSeqNum));
            Assert.Equal((0, 0), (handler.Count, consumer.InconsistencyCount));
        }
        finally
        {
            driver.Dispose();
        }
    }

    [Fact]
    public void Two_channels_that_lose_different_packets_miss_nothing_and_nobody_is_asked()
    {
        using var data = new TempDirectory();
        using MediaDriver driver = ConsumerSide.LaunchDriver(data.FullPath + "-consumer");
        IPEndPoint[] ends = [ConsumerSide.FreeEnd(), ConsumerSide.FreeEnd()];
        // Never the same message on both: of a hundred the first loses from 0 to 39, the second from 50 to 89. Aeron makes
        // good what else is lost, and the flow fits into its window: what both channels lost would be asked for, rightly.
        using LossyRelay first = LossyRelay.Emptying(ends[0], number => number % 100 < 40);
        using LossyRelay second = LossyRelay.Emptying(ends[1], number => number % 100 is >= 50 and < 90);
        using FeedServer server = FeedServer.Start(
            data.FullPath, data.FullPath + "-aeron", "--feed-channel", first.PublisherChannel,
            "--feed-channel-b", second.PublisherChannel);
        using var consumer = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = server.Connection with
                {
                    AeronDirectory = driver.DirectoryName,
                    Channel = $"aeron:udp?endpoint={ends[0]}",
                    SecondChannel = $"aeron:udp?endpoint={ends[1]}",
                    ArbitrationMillis = 30_000,
                },
                Streams = [FeedStream.Orders, FeedStream.PriceLevels],
            },
            new Resets());
        Until.True(
            () =>
            {
                Work(consumer);
                return HasBegun(first) && HasBegun(second);
            },
            "both channels have said whose they are");
        first.IsLossy = second.IsLossy = true;
        Play(server, data.FullPath, consumer, 600);
        AssertIsEngines(consumer, data.FullPath);
        server.Stop();
        output.WriteLine($"lost {first.Lost} packets of A, {second.Lost} of B");
        Assert.True(first.Lost > 20 && second.Lost > 20, $"{first.Lost} and {second.Lost} lost");
        Assert.Equal((0, 0), (consumer.ReplayedCount, consumer.InconsistencyCount));
        Assert.Equal(0, consumer.Stream(FeedStream.Orders)!.SkippedCount);
    }

    [Fact]
    public void Datagrams_that_a_network_loses_are_fetched_and_all_streams_are_whole()
    {
        using var data = new TempDirectory();
        using MediaDriver driver = ConsumerSide.LaunchDriver(data.FullPath + "-consumer");
        IPEndPoint end = ConsumerSide.FreeEnd();
        var random = new Random(Seed);
        using var relay = new LossyRelay(end, _ => random.Next(20) == 0) { IsLossy = true };
        using FeedServer server = FeedServer.Start(
            data.FullPath, data.FullPath + "-aeron", "--feed-channel", relay.PublisherChannel);
        FeedConnectionOptions connection = server.Connection with
        {
            AeronDirectory = driver.DirectoryName, Channel = Unreliable(end),
        };
        List<FillBlock> fills = [];
        using var dropCopy = new DropCopyClient(new DropCopyClientOptions { Connection = connection }, new CollectedFills(fills));
        using var consumer = new MarketDataClient(
            new MarketDataClientOptions { Connection = connection }, new Resets());
        int expected = Play(server, data.FullPath, consumer, 4_000, dropCopy);
        Until.True(() => IsLive(consumer, dropCopy) && fills.Count >= expected, "all fills are there");
        AssertIsEngines(consumer, data.FullPath);
        server.Stop();
        output.WriteLine($"lost {relay.Lost} datagrams, fetched {consumer.ReplayedCount} messages");
        Assert.True(relay.Lost > 20, $"{relay.Lost} lost");
        Assert.True(consumer.ReplayedCount > 0);
        Assert.Equal(0, consumer.InconsistencyCount);
        Assert.Equal(
            Enumerable.Range(1, expected).Select(number => (ulong)number), fills.Select(fill => fill.ApplSeqNum));
    }

    [Fact]
    public void Recording_that_is_played_to_a_channel_is_the_feed_again()
    {
        using var data = new TempDirectory();
        using var files = new TempDirectory();
        using (FeedServer server = FeedServer.Start(data.FullPath, data.FullPath + "-aeron"))
        {
            using MeProcess record = MeProcess.Start(
                ["record", files.PathOf("feed"), "--json", .. server.ConsumerArguments]);
            record.AwaitError("recording");
            var recorder = new RecordingPlayer();
            using (var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder))
            {
                client.Connect();
                FlowPlayer.AwaitEstablished(client, Until.Limit);
                recorder.Player.Play(client, Flows.Synthetic(3_000, Seed), 16);
            }
            // The last heartbeats come a second after the last message.
            Until.True(() => EngineBook.IsIn(files.PathOf("feed"), data.FullPath), "the recording has the end of the flow");
            record.SendTerminate();
            Assert.Equal(0, record.AwaitExit());
            server.Stop();
        }

        using MediaDriver driver = ConsumerSide.LaunchDriver(data.FullPath + "-consumer");
        using var consumer = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions
                {
                    AeronDirectory = driver.DirectoryName, Channel = FeedServer.SmallTerms,
                },
            },
            new Resets());
        using MeProcess play = MeProcess.Start(
            "play", files.PathOf("feed"), "--speed", "0", "--json", "--aeron-dir", driver.DirectoryName,
            "--feed-channel", FeedServer.SmallTerms);
        Until.True(
            () =>
            {
                Work(consumer);
                return play.HasExited;
            },
            "all is played");
        Assert.True(play.AwaitExit() == 0, play.Error);
        Assert.True(play.Json().GetProperty("packets").GetInt64() > 3_000);
        AssertIsEngines(consumer, data.FullPath);
        Assert.Equal(0, consumer.InconsistencyCount);
    }

    /// <summary>Plays a flow while a consumer works, until it has all of it.</summary>
    /// <returns>Fills.</returns>
    private static int Play(
        FeedServer server, string data, MarketDataClient consumer, int commands, DropCopyClient? dropCopy = null)
    {
        var recorder = new RecordingPlayer();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), recorder);
        Task play = Task.Factory.StartNew(() =>
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            recorder.Player.Play(client, Flows.Synthetic(commands, Seed), 16);
        }, TaskCreationOptions.LongRunning);
        Until.True(
            () =>
            {
                Work(consumer, dropCopy);
                return play.IsCompleted;
            },
            "the flow is played", Limit);
        play.GetAwaiter().GetResult();
        Until.True(() => IsLive(consumer, dropCopy), "the consumer has its books", Limit);
        return recorder.Player.Fills.Count;
    }

    // Heartbeats tell of the last message: some time after the end of the flow all are known. A venue that has ended
    // says nothing more, and gives nothing that is missing.
    private static void AssertIsEngines(MarketDataClient consumer, string data)
    {
        string expected = EngineBook.DigestOf(data);
        Until.True(
            () =>
            {
                Work(consumer);
                return BookDigest.OfOrders(consumer.OrderBook(Flows.SecurityId)!).ToString() == expected;
            },
            "the book is the engine's");
    }

    private static bool HasBegun(LossyRelay relay) =>
        relay.Heartbeats(FirstStreamId + (int)FeedStream.Orders) >= 2
        && relay.Heartbeats(FirstStreamId + (int)FeedStream.PriceLevels) >= 2;

    private static bool IsLive(MarketDataClient consumer, DropCopyClient? dropCopy)
    {
        Work(consumer, dropCopy);
        return consumer.OrderBook(Flows.SecurityId) is { State: FeedState.Live }
            && consumer.PriceLevelBook(Flows.SecurityId) is { State: FeedState.Live };
    }

    private static void Work(MarketDataClient consumer, DropCopyClient? dropCopy = null)
    {
        while (consumer.DoWork() + (dropCopy?.DoWork() ?? 0) > 0)
        {
        }
    }

    // Aeron itself makes good nothing on it.
    private static string Unreliable(IPEndPoint end) => $"aeron:udp?endpoint={end}|reliable=false";

    private static MeProcess StartDriver(string directory)
    {
        MeProcess driver = MeProcess.Start("driver", "--aeron-dir", directory);
        driver.AwaitError("media driver in");
        return driver;
    }

    private sealed class Resets : MarketDataHandler
    {
        public int Count { get; private set; }

        public override void OnReset(FeedStream stream, StreamReset reset) => Count++;
    }
}
