using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Adaptive.Aeron;
using Adaptive.Agrona.Concurrent;
using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

public sealed class StandingSubscriberTests
{
    private const int Terms = 10;
    private const int StreamId = 1_000 + (int)FeedStream.Orders;
    private const string Ipc = "aeron:ipc?term-length=64k|untethered-window-limit-timeout=100ms"
        + "|untethered-linger-timeout=100ms|untethered-resting-timeout=100ms";

    [Fact]
    public void Subscriber_that_stands_still_is_not_let_in_again_before_it_asks()
    {
        using var driver = new TestDriver();
        using Aeron aeron = Connect(driver);
        using Aeron standing = Aeron.Connect(
            new Aeron.Context().AeronDirectoryName(driver.Directory).UseConductorAgentInvoker(true));
        using ExclusivePublication publication = aeron.AddExclusivePublication(Ipc, StreamId);
        using Subscription subscription = standing.AddSubscription(FeedChannels.ForSubscriber(Ipc), StreamId);
        Await.That("one", () => subscription.IsConnected, () => standing.ConductorAgentInvoker!.Invoke());
        using Subscription healthy = aeron.AddSubscription(FeedChannels.ForSubscriber(Ipc), StreamId);
        Await.That("both", () => healthy.IsConnected, () => Thread.Yield());
        ulong number = 0;
        Publish(publication, healthy, ref number);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(500))
            standing.ConductorAgentInvoker!.Invoke();
        Assert.Equal(0, subscription.ImageCount);
    }

    [Fact]
    public void Over_udp_a_subscriber_that_stands_still_holds_those_of_the_same_driver_back_for_a_moment_only()
    {
        using var driver = new TestDriver(hasAeronsTimeouts: true);
        string channel = $"aeron:udp?endpoint=127.0.0.1:{FreePort()}|term-length=64k";
        using Aeron aeron = Connect(driver);
        using ExclusivePublication publication = aeron.AddExclusivePublication(channel, StreamId);
        using MarketDataClient standing = NewClient(driver, channel);
        Await.That("one", () => publication.IsConnected && standing.IsConnected, () => standing.DoWork());
        using Subscription healthy = aeron.AddSubscription(FeedChannels.ForSubscriber(channel), StreamId);
        Await.That("both", () => healthy.IsConnected, () => Thread.Yield());
        ulong number = 0;
        TimeSpan time = Publish(publication, healthy, ref number);
        Assert.True(time < TimeSpan.FromSeconds(4), $"{time}");
    }

    [Fact]
    public void Subscriber_that_was_left_behind_joins_again_by_itself_when_it_reads_again()
    {
        using var driver = new TestDriver();
        using Aeron aeron = Connect(driver);
        using ExclusivePublication publication = aeron.AddExclusivePublication(Ipc, StreamId);
        using Subscription healthy = aeron.AddSubscription(FeedChannels.ForSubscriber(Ipc), StreamId);
        using MarketDataClient client = NewClient(driver, Ipc);
        Await.That("both", () => publication.IsConnected && client.IsConnected, () => client.DoWork());
        ulong number = 0;
        Publish(publication, healthy, ref number);
        SequencedStream stream = client.Stream(FeedStream.Orders)!;
        // What is left of the old image is read, then there is none.
        Await.That("a new image", () => stream.HighestSeqNum == number && stream.State == FeedState.Live, () =>
        {
            PublishAndRead(publication, healthy, ref number);
            client.DoWork();
            Thread.Yield();
        });
    }

    /// <summary>
    /// Publishes several times what the slowest may be behind, and reads it. Aeron's own patience for those who are behind
    /// is five seconds, and as many again.
    /// </summary>
    private static TimeSpan Publish(ExclusivePublication publication, Subscription healthy, ref ulong number)
    {
        ulong last = number;
        TimeSpan time = Await.That(
            "room for what is published",
            () => publication.Position > Terms * publication.TermBufferLength,
            () => PublishAndRead(publication, healthy, ref last),
            () => $"{publication.Position} published");
        number = last;
        return time;
    }

    private static void PublishAndRead(ExclusivePublication publication, Subscription healthy, ref ulong number)
    {
        var packet = new UnsafeBuffer(new PacketWriter().Add(new HeartbeatBlock
        {
            ApplSeqNum = number + 1,
            TransactTime = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100,
            FeedStream = FeedStream.Orders,
            FeedEpoch = 77,
        }).ToArray());
        if (publication.Offer(packet) > 0)
            number++;
        else
            Thread.Yield();
        while (healthy.Poll((_, _, _, _) => { }, 64) > 0)
        {
        }
    }

    private static Aeron Connect(TestDriver driver) =>
        Aeron.Connect(new Aeron.Context().AeronDirectoryName(driver.Directory));

    private static MarketDataClient NewClient(TestDriver driver, string channel) => new(
        new MarketDataClientOptions
        {
            Connection = new FeedConnectionOptions { AeronDirectory = driver.Directory, Channel = channel },
            Streams = [FeedStream.Orders],
        },
        new Silent());

    private static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    private sealed class Silent : MarketDataHandler;
}
