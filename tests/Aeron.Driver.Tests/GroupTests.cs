using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Transport;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Streams with several receivers: multicast, several destinations, spies.</summary>
public class GroupTests
{
    private const int StreamId = 10;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    public void Multicast_reaches_subscribers_of_two_drivers(double faultRate)
    {
        using var publishing = new TestDriver(WithFaults);
        using var listening = new TestDriver(context =>
        {
            WithFaults(context);
            context.RandomSeed = 43;
        });
        PeerClient publisher = publishing.Connect();
        PeerClient near = publishing.Connect();
        PeerClient far = listening.Connect();
        string channel = $"aeron:udp?endpoint=224.20.30.39:{Ports.Free()}|interface=127.0.0.1|ttl=1";
        using PeerSubscription nearby = near.AddSubscription(channel, StreamId);
        using PeerSubscription distant = far.AddSubscription(channel, StreamId);
        using PeerPublication publication = publisher.AddPublication(channel + "|fc=min,g:/2", StreamId);

        ExchangeWithTwo(publisher, publication, (near, nearby), (far, distant), 3_000);

        void WithFaults(MediaDriverContext context)
        {
            context.ReceiveFaults = faultRate > 0 ? new DatagramFaults(5, faultRate, faultRate, faultRate) : null;
            context.NakMulticastMaxBackoffNanos = TestDriver.Millisecond;
            context.RetransmitUnicastLingerNanos = TestDriver.Millisecond;
        }
    }

    [Fact]
    public void Groups_on_the_same_port_are_kept_apart()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        int port = Ports.Free();
        using PeerSubscription subscription = client.AddSubscription(Channel("224.20.30.39"), StreamId);
        using PeerSubscription other = client.AddSubscription(Channel("224.20.30.41"), StreamId);
        using PeerPublication publication = client.AddPublication(Channel("224.20.30.41"), StreamId);

        new NumberedTraffic(100).Exchange(client, publication, other.AwaitImage(), 1_000);

        Assert.Empty(subscription.Images);

        string Channel(string address) => $"aeron:udp?endpoint={address}:{port}|interface=127.0.0.1|ttl=1";
    }

    [Fact]
    public void Dynamic_destinations_are_learnt_and_forgotten()
    {
        using var driver = new TestDriver();
        PeerClient publisher = driver.Connect();
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        using PeerPublication publication = publisher.AddPublication($"aeron:udp?{control}|fc=min,g:/2", StreamId);
        using PeerSubscription first = publisher.AddSubscription($"aeron:udp?endpoint=127.0.0.1:0|{control}", StreamId);
        using PeerSubscription second = publisher.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}", StreamId);

        ExchangeWithTwo(publisher, publication, (publisher, first), (publisher, second), 3_000);

        Assert.Equal(2, driver.Counters().Single(each => each.TypeId == CounterTypes.DestinationCount).Value);
        Assert.Equal(2, driver.Counters().Single(each => each.TypeId == CounterTypes.FlowControlReceivers).Value);
    }

    [Theory]
    [InlineData("max", true)]
    [InlineData("min", false)]
    public void Flow_control_follows_the_fastest_or_the_slowest(string strategy, bool goesOn)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        using PeerPublication publication = client.AddPublication($"aeron:udp?{control}|fc={strategy}", StreamId);
        using PeerSubscription fast = client.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}|rcv-wnd=8k", StreamId);
        using PeerSubscription slow = client.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}|rcv-wnd=8k", StreamId);
        PeerImage image = fast.AwaitImage();
        slow.AwaitImage();
        var traffic = new NumberedTraffic(100);
        long deadline = Environment.TickCount64 + 300;

        Await.That("all or the time", () => Environment.TickCount64 > deadline, () =>
        {
            traffic.Send(publication, long.MaxValue, 4);
            client.Turn();
            image.Poll(100, traffic.OnMessage);
        });

        long sent = driver.Counters().Single(each => each.TypeId == CounterTypes.SenderPosition).Value;
        Assert.Equal(goesOn, sent > 8 * 1024);
    }

    [Fact]
    public void Slowest_receiver_stops_holding_the_others_when_it_is_gone()
    {
        using var driver = new TestDriver(context =>
            context.FlowControlReceiverTimeoutNanos = 100 * TestDriver.Millisecond);
        PeerClient client = driver.Connect();
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        using PeerPublication publication = client.AddPublication($"aeron:udp?{control}|fc=min", StreamId);
        using PeerSubscription fast = client.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}", StreamId);
        PeerSubscription slow = client.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}", StreamId);
        PeerImage image = fast.AwaitImage();
        slow.AwaitImage();
        client.AwaitReply(slow.Remove());

        new NumberedTraffic(1000).Exchange(client, publication, image, 500);
    }

    [Fact]
    public void Tagged_flow_control_counts_its_group_alone()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        using PeerPublication publication = client.AddPublication($"aeron:udp?{control}|fc=tagged,g:3/1", StreamId);
        using PeerSubscription outside = client.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}", StreamId);
        outside.AwaitImage();
        Assert.False(publication.IsConnected);

        using PeerSubscription inside = client.AddSubscription(
            $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}|gtag=3", StreamId);
        new NumberedTraffic(100).Exchange(client, publication, inside.AwaitImage(), 500);

        Assert.Equal(1, driver.Counters().Single(each => each.TypeId == CounterTypes.FlowControlReceivers).Value);
    }

    [Fact]
    public void Spy_reads_what_is_sent_and_holds_the_publisher()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerSubscription spy = client.AddSubscription("aeron-spy:" + channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        var traffic = new NumberedTraffic(100);
        var spied = new NumberedTraffic(100);
        PeerImage image = subscription.AwaitImage();
        PeerImage spyImage = spy.AwaitImage();

        Await.That("both", () => traffic.Received == 3_000 && spied.Received == 3_000, () =>
        {
            traffic.Send(publication, 3_000);
            client.Turn();
            image.Poll(100, traffic.OnMessage);
            spyImage.Poll(100, spied.OnMessage);
        });

        publication.Remove();
        Await.That("spy image to go", () => spy.Images[0].IsGone, client.Turn);
    }

    [Fact]
    public void Spies_simulate_a_connection_when_asked_to()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription spy = client.AddSubscription("aeron-spy:" + channel, StreamId);
        using PeerPublication lonely = client.AddPublication(channel, StreamId + 1);
        using PeerPublication publication = client.AddPublication(channel + "|ssc=true", StreamId);

        new NumberedTraffic(100).Exchange(client, publication, spy.AwaitImage(), 3_000);

        Assert.False(lonely.IsConnected);
    }

    [Theory]
    [InlineData("ipc")]
    [InlineData("udp")]
    public void Untethered_subscriber_that_lags_is_left_behind_and_comes_back(string media)
    {
        using var driver = new TestDriver(context =>
        {
            context.UntetheredWindowLimitTimeoutNanos = 50 * TestDriver.Millisecond;
            context.UntetheredRestingTimeoutNanos = 50 * TestDriver.Millisecond;
        });
        PeerClient client = driver.Connect();
        string channel = media == "ipc" ? "aeron:ipc" : Ports.Channel();
        string untethered = media == "ipc" ? "aeron:ipc?tether=false" : channel + "|tether=false";
        using PeerSubscription tethered = client.AddSubscription(channel, StreamId);
        using PeerSubscription loose = client.AddSubscription(untethered, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerImage image = tethered.AwaitImage();
        loose.AwaitImage();
        var traffic = new NumberedTraffic(1000);

        Await.That("the lagging image to go and to come back", () => loose.Images.Count == 2, () =>
        {
            traffic.Send(publication, long.MaxValue);
            client.Turn();
            image.Poll(100, traffic.OnMessage);
        });

        Assert.True(loose.Images[0].IsGone);
        Assert.True(loose.Images[1].JoinPosition > publication.TermLength);
    }

    [Fact]
    public void Untethered_subscriber_of_a_network_image_holds_nobody_back_before_it_is_left_behind()
    {
        using var pair = new PairOfSubscribers("1m");
        var traffic = new NumberedTraffic(1000);
        const int total = 800;
        const int window = 128 * 1024;
        Assert.True(total * 1000 > 6 * window);

        traffic.Exchange(pair.Client, pair.Publication, pair.Reading, total);

        Assert.Equal(pair.Standing.JoinPosition, pair.Standing.Position);
        var late = new NumberedTraffic(1000);
        pair.Standing.Poll(total, late.OnMessage);
        Assert.Equal(total, late.Received);
    }

    [Fact]
    public void Untethered_subscriber_of_a_network_image_is_never_overtaken_while_it_may_read()
    {
        using var pair = new PairOfSubscribers("64k");
        var traffic = new NumberedTraffic(1000);
        var late = new NumberedTraffic(1000);
        const int total = 2_000;
        Await.That("all at both, the one always as far ahead as it can", () => late.Received == total, () =>
        {
            int moved = traffic.Send(pair.Publication, total);
            pair.Client.Turn();
            moved += pair.Reading.Poll(100, traffic.OnMessage);
            if (moved == 0)
            {
                pair.Standing.Poll(1, late.OnMessage);
            }
        });
    }

    private static void ExchangeWithTwo(
        PeerClient publisher,
        PeerPublication publication,
        (PeerClient Client, PeerSubscription Subscription) first,
        (PeerClient Client, PeerSubscription Subscription) second,
        int total)
    {
        var traffic = new NumberedTraffic(100);
        var other = new NumberedTraffic(100);
        Await.That("all at both", () => traffic.Received == total && other.Received == total, () =>
        {
            traffic.Send(publication, total);
            publisher.Turn();
            first.Client.Turn();
            second.Client.Turn();
            Poll(first.Subscription, traffic);
            Poll(second.Subscription, other);
        });
    }

    private static void Poll(PeerSubscription subscription, NumberedTraffic traffic)
    {
        foreach (PeerImage image in subscription.Images)
        {
            image.Poll(100, traffic.OnMessage);
        }
    }
}
