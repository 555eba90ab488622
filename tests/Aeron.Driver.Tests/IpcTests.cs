using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public class IpcTests
{
    private const string Channel = "aeron:ipc";
    private const int StreamId = 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_arrive_once_and_in_order(bool isExclusive)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId, isExclusive);
        PeerImage image = subscription.AwaitImage();

        new NumberedTraffic(100).Exchange(client, publication, image, 20_000);

        Assert.True(publication.Position > 10L * publication.TermLength);
        Assert.Equal("aeron:ipc", image.Source);
    }

    [Fact]
    public void First_replies_come_in_the_order_that_clients_know()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        client.AddSubscription(Channel, StreamId);
        client.AddPublication(Channel, StreamId);
        client.Await("image", each => each.Type == PeerClient.OnAvailableImage);

        Assert.Equal([0x0F08, 0x0F07, 0x0F03, 0x0F02], client.Heard.Select(each => each.Type));
        Assert.Equal(client.Id, client.Heard[0].Long(0));
    }

    [Fact]
    public void Publisher_is_held_back_by_its_slowest_subscriber()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription fast = client.AddSubscription(Channel, StreamId);
        using PeerSubscription slow = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId);
        var traffic = new NumberedTraffic(32);
        PeerImage fastImage = fast.AwaitImage();
        PeerImage slowImage = slow.AwaitImage();
        client.Turn();
        traffic.Send(publication, long.MaxValue, int.MaxValue);
        client.Turn();
        fastImage.Poll(int.MaxValue, traffic.OnMessage);
        client.Turn();

        Assert.Equal(publication.TermLength / 2, publication.Position);
        Assert.Equal(0, traffic.Send(publication, long.MaxValue));

        slowImage.Poll(int.MaxValue, _ => { });
        client.Turn();
        Assert.True(traffic.Send(publication, long.MaxValue) > 0);
    }

    [Fact]
    public void Concurrent_publications_share_a_log_and_exclusive_ones_do_not()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerPublication first = client.AddPublication(Channel, StreamId);
        using PeerPublication second = client.AddPublication(Channel, StreamId);
        using PeerPublication exclusive = client.AddPublication(Channel, StreamId, isExclusive: true);

        Assert.Equal(first.RegistrationId, second.RegistrationId);
        Assert.NotEqual(second.CorrelationId, second.RegistrationId);
        Assert.NotEqual(first.SessionId, exclusive.SessionId);
        Assert.NotEqual(first.FileName, exclusive.FileName);
    }

    [Fact]
    public void Image_goes_when_its_publication_has_gone_and_all_was_read()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId);
        PeerImage image = subscription.AwaitImage();
        client.Turn();
        var traffic = new NumberedTraffic(32);
        traffic.Send(publication, 3);

        client.AwaitReply(publication.Remove());
        long until = Environment.TickCount64 + 50;
        driver.TurnUntil("some timer ticks", () => Environment.TickCount64 > until);
        client.Turn();
        Assert.False(subscription.Images[0].IsGone);
        Assert.Equal(publication.Position, image.EndOfStreamPosition);

        image.Poll(10, traffic.OnMessage);
        Await.That("image to go", () => subscription.Images[0].IsGone, client.Turn);
        Await.That("log to go", () => !File.Exists(publication.FileName), client.Turn);
        Assert.Equal(3, traffic.Received);
        Assert.DoesNotContain(
            driver.Counters(),
            each => each.TypeId is CounterTypes.PublisherLimit or CounterTypes.PublisherPosition);
    }

    [Fact]
    public void Revoked_publication_takes_its_image_at_once()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId, isExclusive: true);
        subscription.AwaitImage();
        new NumberedTraffic(32).Send(publication, 3);

        publication.Remove(flags: 1);

        Await.That("image to go", () => subscription.Images[0].IsGone, client.Turn);
        Assert.True(subscription.Images[0].IsRevoked);
        Assert.Equal(1, driver.Counter(SystemCounter.PublicationsRevoked));
    }

    [Fact]
    public void Removed_subscription_hears_nothing_more_and_its_counter_is_freed()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId);
        subscription.AwaitImage();

        PeerResponse reply = client.AwaitReply(subscription.Remove());

        Assert.Equal(PeerClient.OnOperationSucceeded, reply.Type);
        Assert.False(publication.IsConnected);
        Assert.DoesNotContain(client.Heard, each => each.Type == PeerClient.OnUnavailableImage);
        Assert.DoesNotContain(driver.Counters(), each => each.TypeId == CounterTypes.SubscriberPosition);
    }

    [Fact]
    public void Publication_takes_up_at_a_given_position_across_the_wrap_of_term_ids()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = $"{Channel}?init-term-id={int.MaxValue - 1}|term-id={int.MaxValue}|term-offset=4096"
            + "|term-length=64k";
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId, isExclusive: true);
        PeerImage image = subscription.AwaitImage();

        Assert.Equal(65536 + 4096, publication.Position);
        Assert.Equal(65536 + 4096, image.JoinPosition);
        new NumberedTraffic(1000).Exchange(client, publication, image, 1000);
        Assert.True(publication.Position > 10 * 65536);
    }

    [Fact]
    public void Subscription_of_one_session_gets_that_session_alone()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel + "?session-id=77", StreamId);
        using PeerPublication other = client.AddPublication(Channel, StreamId, isExclusive: true);
        using PeerPublication wanted = client.AddPublication(Channel + "?session-id=77", StreamId, isExclusive: true);

        subscription.AwaitImage();
        client.Turn();

        Assert.Equal(77, wanted.SessionId);
        Assert.Equal([77], subscription.Images.Select(each => each.SessionId));
        Assert.False(other.IsConnected);
    }
}
