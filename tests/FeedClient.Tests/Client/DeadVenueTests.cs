using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

/// <summary>
/// A venue that lost the end of its journal numbers the same numbers again. What the one before it has sent may still be
/// on its way: it fits, and means something else.
/// </summary>
public sealed class DeadVenueTests
{
    private const uint Security = 7;
    private const ulong Epoch = 77;
    private const int Dead = 1;
    private const int Alive = 2;
    private const int DeadSnapshots = 11;
    private const int AliveSnapshots = 12;
    private const int SilenceMillis = 60_000;

    private static readonly long _death = Packets.Later;

    [Fact]
    public void Messages_of_a_venue_from_before_it_went_back_are_left_alone()
    {
        var taken = new Taken();
        var stream = new SequencedStream(FeedStream.Orders, taken);
        stream.OnPacket(Dead, Packets.Heartbeat(Epoch, 0, FeedStream.Orders, _death), 0);
        for (ulong number = 1; number <= 3; number++)
            stream.OnPacket(Dead, Packets.Added(number, number, number, Security), 0);
        // Long enough for what was received to count as settled.
        for (long millis = 0; millis <= 6_000; millis += 2_000)
            stream.OnTimer(millis, SilenceMillis);

        stream.OnPacket(Alive, Packets.Heartbeat(Epoch, 1, FeedStream.Orders, _death + 1), 6_000);
        stream.OnPacket(Dead, Packets.Added(4, 4, 4, Security), 6_001);
        stream.OnPacket(Dead, Packets.Heartbeat(Epoch, 4, FeedStream.Orders, _death), 6_002);
        stream.OnPacket(Dead, Packets.Added(2, 2, 2, Security), 6_003);
        stream.OnPacket(Alive, Packets.Added(2, 2, 102, Security), 6_004);

        Assert.Equal([StreamReset.WentBack], taken.Resets);
        Assert.Equal([1, 2, 3, 102], taken.Orders);
        Assert.Equal((3ul, false), (stream.NextSeqNum, stream.HasGap));
    }

    [Fact]
    public void Snapshot_of_a_venue_from_before_it_went_back_makes_no_book()
    {
        using MarketDataClient client = NewClient();
        client.OnPacket(FeedStream.Orders, Dead, Packets.Heartbeat(Epoch, 3, FeedStream.Orders, _death));
        client.OnPacket(FeedStream.Snapshots, DeadSnapshots, Packets.Heartbeat(Epoch, 20, FeedStream.Snapshots, _death));
        // A publication with the number of the one before, as the driver of a machine that begins anew may give it.
        client.OnPacket(FeedStream.Orders, Dead, Packets.Heartbeat(Epoch, 1, FeedStream.Orders, _death + 1));
        foreach (byte[] packet in Packets.Snapshot(21, Epoch, Security, last: 3, 1, 2, 3))
            client.OnPacket(FeedStream.Snapshots, DeadSnapshots, packet);
        Assert.NotEqual(FeedState.Live, client.OrderBook(Security)?.State);

        client.OnPacket(
            FeedStream.Snapshots, AliveSnapshots, Packets.Heartbeat(Epoch, 1_000, FeedStream.Snapshots, _death + 2));
        foreach (byte[] packet in Packets.Snapshot(1_001, Epoch, Security, last: 1, 101))
            client.OnPacket(FeedStream.Snapshots, AliveSnapshots, packet);
        Assert.Equal(FeedState.Live, client.OrderBook(Security)!.State);
        Assert.True(client.OrderBook(Security)!.TryGetOrder(101, out _, out _));
    }

    [Fact]
    public void Snapshot_of_a_venue_that_died_before_the_consumer_came_makes_no_book()
    {
        using MarketDataClient client = NewClient();
        client.OnPacket(FeedStream.Snapshots, DeadSnapshots, Packets.Heartbeat(Epoch, 20, FeedStream.Snapshots, _death));
        client.OnPacket(
            FeedStream.Orders, Alive, Packets.Heartbeat(Epoch, 3, FeedStream.Orders, _death + 30_000_000_000));
        foreach (byte[] packet in Packets.Snapshot(21, Epoch, Security, last: 3, 1, 2, 3))
            client.OnPacket(FeedStream.Snapshots, DeadSnapshots, packet);
        Assert.NotEqual(FeedState.Live, client.OrderBook(Security)?.State);
    }

    private static MarketDataClient NewClient() => new(
        new MarketDataClientOptions
        {
            Connection = new FeedConnectionOptions { AeronDirectory = TestDriver.NewDirectory() },
            Streams = [FeedStream.Orders],
        },
        new Silent());

    private sealed class Silent : MarketDataHandler;

    private sealed class Taken : SequencedStreamHandler
    {
        public List<ulong> Orders { get; } = [];

        public List<StreamReset> Resets { get; } = [];

        public override void OnMessage(SequencedStream stream, in FeedMessage message) =>
            Orders.Add(message.Block<OrderAddedBlock>().OrderID);

        public override void OnReset(SequencedStream stream, StreamReset reset) => Resets.Add(reset);
    }
}
