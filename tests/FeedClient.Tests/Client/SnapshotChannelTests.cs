using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

/// <summary>Snapshots over one channel and over two.</summary>
public sealed class SnapshotChannelTests
{
    private const uint Security = 7;
    private const ulong Epoch = 77;
    private const int A = 1;
    private const int B = 2;
    private static readonly ulong[] _orders = [.. Enumerable.Range(1, 20).Select(number => (ulong)number)];

    [Fact]
    public void Snapshot_is_put_together_from_what_either_channel_brings()
    {
        using MarketDataClient client = NewClient(hasSecondChannel: true);
        List<byte[]> packets = Begin(client);
        // Neither brings the whole of it: each loses every other one, and B is a little behind.
        for (int i = 0; i < packets.Count; i += 2)
        {
            client.OnPacket(FeedStream.Snapshots, A, packets[i]);
            if (i >= 2)
                client.OnPacket(FeedStream.Snapshots, B, packets[i - 1]);
        }
        if (packets.Count % 2 == 0)
            client.OnPacket(FeedStream.Snapshots, B, packets[^1]);
        Assert.Equal(FeedState.Live, client.OrderBook(Security)!.State);
        Assert.Equal(_orders.Length, client.OrderBook(Security)!.OrderCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Snapshot_that_lost_a_packet_everywhere_makes_no_book_and_the_next_one_does(bool hasSecondChannel)
    {
        using MarketDataClient client = NewClient(hasSecondChannel);
        List<byte[]> packets = Begin(client);
        packets.RemoveAt(5);
        foreach (byte[] packet in packets)
            client.OnPacket(FeedStream.Snapshots, A, packet);
        Assert.NotEqual(FeedState.Live, client.OrderBook(Security)!.State);
        ulong next = 101 + (ulong)_orders.Length + 2;
        bool isSent = false;
        Await.That("the next one", () => client.OrderBook(Security)!.State == FeedState.Live, () =>
        {
            client.OnPacket(FeedStream.Orders, A, Packets.Heartbeat(Epoch, 3, FeedStream.Orders));
            client.DoWork();
            if (isSent)
                return;
            isSent = true;
            foreach (byte[] packet in Packets.Snapshot(next, Epoch, Security, last: 3, _orders))
                client.OnPacket(FeedStream.Snapshots, A, packet);
        });
    }

    /// <summary>Heartbeats of both channels, and the packets of a snapshot that come next.</summary>
    private static List<byte[]> Begin(MarketDataClient client)
    {
        foreach (int source in (int[])[A, B])
        {
            client.OnPacket(FeedStream.Orders, source, Packets.Heartbeat(Epoch, 3, FeedStream.Orders));
            client.OnPacket(FeedStream.Snapshots, source, Packets.Heartbeat(Epoch, 100, FeedStream.Snapshots));
        }
        return Packets.Snapshot(101, Epoch, Security, last: 3, _orders);
    }

    private static MarketDataClient NewClient(bool hasSecondChannel) => new(
        new MarketDataClientOptions
        {
            Connection = new FeedConnectionOptions
            {
                AeronDirectory = TestDriver.NewDirectory(), SecondChannel = hasSecondChannel ? "aeron:ipc?alias=b" : null,
            },
            Streams = [FeedStream.Orders],
        },
        new Silent());

    private sealed class Silent : MarketDataHandler;
}
