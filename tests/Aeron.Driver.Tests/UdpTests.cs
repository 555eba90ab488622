using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Inspection;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public class UdpTests
{
    private const int StreamId = 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_arrive_once_and_in_order(bool isBatched)
    {
        using var driver = new TestDriver(context => context.UseBatchedSocketCalls = isBatched);
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerImage image = subscription.AwaitImage();

        new NumberedTraffic(100).Exchange(client, publication, image, 20_000);

        Assert.True(publication.Position > 10L * publication.TermLength);
        Assert.StartsWith("127.0.0.1:", image.Source, StringComparison.Ordinal);
        Assert.True(driver.Counter(SystemCounter.BytesSent) > 20_000 * 128);
    }

    [Theory]
    [InlineData(ThreadingMode.Shared)]
    [InlineData(ThreadingMode.SharedNetwork)]
    [InlineData(ThreadingMode.Dedicated)]
    public void Every_threading_mode_carries_messages(ThreadingMode mode)
    {
        using var driver = new TestDriver(context => context.ThreadingMode = mode);
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);

        new NumberedTraffic(100).Exchange(client, publication, subscription.AwaitImage(), 5_000);
    }

    [Fact]
    public void Image_goes_soon_after_its_publication()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerImage image = subscription.AwaitImage();
        var traffic = new NumberedTraffic(100);
        traffic.Exchange(client, publication, image, 10);

        publication.Remove();

        Await.That("image to go", () => subscription.Images[0].IsGone, client.Turn);
        Assert.Equal(publication.Position, image.EndOfStreamPosition);
        Await.That("log of the publication to go", () => !File.Exists(publication.FileName), client.Turn);
        Await.That("images to go", () => NoLogsLeft(driver, "images"), client.Turn);
        Await.That("counters to go", () => !driver.Counters().Any(each => each.TypeId is CounterTypes.SenderPosition
            or CounterTypes.ReceiverPosition or CounterTypes.SendChannelStatus), client.Turn);
        Assert.Contains(driver.Counters(), each => each.TypeId == CounterTypes.ReceiveChannelStatus);
    }

    [Fact]
    public void Late_subscriber_starts_where_the_stream_stands()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription first = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerImage firstImage = first.AwaitImage();
        var traffic = new NumberedTraffic(100);
        traffic.Exchange(client, publication, firstImage, 50);

        using PeerSubscription second = client.AddSubscription(channel, StreamId);
        PeerImage secondImage = second.AwaitImage();

        Assert.Equal(firstImage.CorrelationId, secondImage.CorrelationId);
        Assert.Equal(50 * 160, secondImage.JoinPosition);
        long received = 0;
        Await.That("both", () => traffic.Received == 60 && received == 10, () =>
        {
            traffic.Send(publication, 60);
            client.Turn();
            firstImage.Poll(10, traffic.OnMessage);
            received += secondImage.Poll(10, message => Assert.True(PeerImage.NumberOf(message) >= 50));
        });
    }

    [Fact]
    public void Subscriber_that_comes_when_data_already_flows_joins_at_its_present_place()
    {
        using var driver = new TestDriver(context =>
            context.PublicationConnectionTimeoutNanos = 100 * TestDriver.Millisecond);
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerSubscription first = client.AddSubscription(channel, StreamId);
        var traffic = new NumberedTraffic(100);
        traffic.Exchange(client, publication, first.AwaitImage(), 50);
        client.AwaitReply(first.Remove());
        Await.That("publication not to be connected", () => !publication.IsConnected, client.Turn);

        using PeerSubscription second = client.AddSubscription(channel, StreamId);
        PeerImage image = second.AwaitImage();

        Assert.Equal(50 * 160, image.JoinPosition);
        traffic.Exchange(client, publication, image, 100);
    }

    [Fact]
    public void Slow_subscriber_throttles_the_publisher_and_nothing_is_lost()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel() + "|rcv-wnd=4096";
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(Ports.WithoutParameters(channel), StreamId);
        PeerImage image = subscription.AwaitImage();
        var traffic = new NumberedTraffic(100);
        Await.That("publisher to be held back", () => driver.Counter(SystemCounter.SenderFlowControlLimits) > 0, () =>
        {
            traffic.Send(publication, long.MaxValue);
            client.Turn();
        });
        long sent = driver.Counters().Single(each => each.TypeId == CounterTypes.SenderPosition).Value;

        Assert.InRange(sent, 1024, 4096);
        traffic.Exchange(client, publication, image, traffic.Sent);
    }

    [Fact]
    public void Dead_subscriber_is_dropped_after_its_time_out_and_the_publisher_goes_on_unconnected()
    {
        using var driver = new TestDriver(context =>
        {
            context.ClientLivenessTimeoutNanos = 200 * TestDriver.Millisecond;
            context.PublicationConnectionTimeoutNanos = 200 * TestDriver.Millisecond;
        });
        PeerClient client = driver.Connect();
        PeerClient dying = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = dying.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        subscription.AwaitImage();
        Await.That("connection", () => publication.IsConnected, client.Turn);
        dying.KeepsAlive = false;

        Await.That("no connection", () => !publication.IsConnected, client.Turn);

        Assert.Equal(1, driver.Counter(SystemCounter.ClientTimeouts));
        Assert.DoesNotContain(driver.Counters(), each => each.TypeId == CounterTypes.ReceiveChannelStatus);
    }

    [Fact]
    public void Silent_source_loses_its_image_after_the_liveness_time_out()
    {
        using var receiving = new TestDriver(context =>
            context.ImageLivenessTimeoutNanos = 200 * TestDriver.Millisecond);
        PeerClient subscriber = receiving.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = subscriber.AddSubscription(channel, StreamId);
        using (var sending = new TestDriver())
        {
            PeerClient publisher = sending.Connect();
            using PeerPublication publication = publisher.AddPublication(channel, StreamId);
            Await.That("image", () => subscription.Images.Count == 1, () =>
            {
                sending.Turn();
                subscriber.Turn();
            });
        }

        Await.That("image to go", () => subscription.Images[0].IsGone, subscriber.Turn);
    }

    [Fact]
    public void Session_specific_subscription_gets_that_session_alone()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel + "|session-id=77", StreamId);
        using PeerPublication other = client.AddPublication(channel, StreamId, isExclusive: true);
        using PeerPublication wanted = client.AddPublication(channel + "|session-id=77", StreamId, isExclusive: true);

        Await.That("connection", () => wanted.IsConnected, client.Turn);

        Assert.Equal([77], subscription.Images.Select(each => each.SessionId));
        Assert.False(other.IsConnected);
    }

    [Fact]
    public void Stream_goes_on_across_the_wrap_of_term_ids()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        string position = $"|init-term-id={int.MaxValue - 1}|term-id={int.MaxValue}|term-offset=4096|term-length=64k";
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel + position, StreamId, isExclusive: true);
        PeerImage image = subscription.AwaitImage();

        Assert.Equal(65536 + 4096, image.JoinPosition);
        new NumberedTraffic(1000).Exchange(client, publication, image, 1000);
        Assert.True(publication.Position > 10 * 65536);
    }

    [Fact]
    public void Image_whose_datagrams_are_longer_than_the_window_is_not_made_and_the_reason_is_logged()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel + "|rcv-wnd=1k", StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);

        Await.That("an error", () => driver.Counter(SystemCounter.Errors) > 0, client.Turn);

        using var inspector = DriverInspector.Open(driver.Directory);
        Assert.Contains("below the mtu", Assert.Single(inspector.Errors()).Text, StringComparison.Ordinal);
        Assert.Empty(subscription.Images);
    }

    [Fact]
    public void Rejected_image_goes_and_its_publisher_is_told_why()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerImage image = subscription.AwaitImage();
        Await.That("connection", () => publication.IsConnected, client.Turn);

        client.Send(0x10, command => command.Long(image.CorrelationId).Long(0).Text("not today"));

        PeerResponse error = client.Await("publication error", each => each.Type == 0x0F0C);
        Assert.Equal(publication.RegistrationId, error.Long(0));
        Assert.Equal(publication.SessionId, error.Int(16));
        Assert.Equal(13, error.Int(60));
        Assert.Equal("not today", error.Text(64));
        Await.That("image to go", () => subscription.Images[0].IsGone, client.Turn);
        Assert.Equal(1, driver.Counter(SystemCounter.ImagesRejected));
    }

    [Fact]
    public void Subscription_to_port_zero_tells_the_port_it_got()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription("aeron:udp?endpoint=127.0.0.1:0", StreamId);

        CounterSnapshot address = driver.Counters().Single(each => each.TypeId == CounterTypes.LocalSocketAddress);

        Assert.Equal(subscription.ChannelStatusId, BitConverter.ToInt32(address.Key.Span));
        int length = BitConverter.ToInt32(address.Key.Span[4..]);
        string text = System.Text.Encoding.ASCII.GetString(address.Key.Span.Slice(8, length));
        using PeerPublication publication = client.AddPublication("aeron:udp?endpoint=" + text, StreamId);
        new NumberedTraffic(100).Exchange(client, publication, subscription.AwaitImage(), 100);
    }

    [Fact]
    public void Port_that_is_taken_gets_an_error()
    {
        using var driver = new TestDriver();
        using var other = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        PeerClient second = other.Connect();

        long id = second.Send(PeerClient.AddSubscriptionType, command => command.Long(-1).Int(StreamId).Text(channel));

        Assert.Contains("channel error", second.AwaitError(id).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Counters(), each => each.TypeId == CounterTypes.ReceiveChannelStatus);
    }

    private static bool NoLogsLeft(TestDriver driver, string folder) =>
        !Directory.EnumerateFiles(Path.Combine(driver.Directory, folder)).Any();
}
