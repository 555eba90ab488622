using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public unsafe class ClientLivenessTests
{
    private const string Channel = "aeron:ipc";
    private const int StreamId = 10;

    [Fact]
    public void Client_that_falls_silent_is_cleaned_up_and_the_others_are_told()
    {
        using var driver = new TestDriver(WithShortLives);
        PeerClient witness = driver.Connect();
        PeerClient dying = driver.Connect();
        using PeerSubscription subscription = witness.AddSubscription(Channel, StreamId);
        using PeerPublication publication = dying.AddPublication(Channel, StreamId);
        using PeerSubscription other = dying.AddSubscription("aeron:ipc", StreamId + 1);
        subscription.AwaitImage();
        dying.KeepsAlive = false;

        witness.Await("time-out", each => each.Type == PeerClient.OnClientTimeout && each.Long(0) == dying.Id);
        witness.Await("counter", each => each.Type == PeerClient.OnUnavailableCounter && each.Long(0) == dying.Id);
        Await.That("image to go", () => subscription.Images[0].IsGone, witness.Turn);
        Await.That("log to go", () => !File.Exists(publication.FileName), witness.Turn);

        Assert.Equal(1, driver.Counter(SystemCounter.ClientTimeouts));
        Assert.DoesNotContain(driver.Counters(), each => each.OwnerId == dying.Id);
    }

    [Fact]
    public void Client_that_closes_is_cleaned_up_without_a_time_out()
    {
        using var driver = new TestDriver();
        PeerClient witness = driver.Connect();
        PeerClient closing = driver.Connect();
        using PeerSubscription subscription = witness.AddSubscription(Channel, StreamId);
        using PeerPublication publication = closing.AddPublication(Channel, StreamId);
        subscription.AwaitImage();

        closing.Send(PeerClient.ClientCloseType);
        closing.KeepsAlive = false;

        Await.That("image to go", () => subscription.Images[0].IsGone, witness.Turn);
        Assert.DoesNotContain(witness.Heard, each => each.Type == PeerClient.OnClientTimeout);
        Assert.Equal(0, driver.Counter(SystemCounter.ClientTimeouts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Claim_that_is_never_committed_is_unblocked(bool wroteHeader)
    {
        using var driver = new TestDriver(WithShortLives);
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId);
        PeerImage image = subscription.AwaitImage();
        client.Turn();
        var traffic = new NumberedTraffic(64);
        traffic.Send(publication, 2);
        Assert.True(publication.TryClaim(200, wroteHeader) != null);
        traffic.Send(publication, 4);

        Await.That("messages behind the claim", () => traffic.Received == 4, () =>
        {
            client.Turn();
            image.Poll(10, traffic.OnMessage);
        });

        Assert.Equal(1, driver.Counter(SystemCounter.UnblockedPublications));
        Assert.Equal(publication.Position, image.Position);
    }

    [Fact]
    public void Claim_at_the_end_of_a_dead_publication_is_unblocked_while_it_drains()
    {
        using var driver = new TestDriver(WithShortLives);
        PeerClient client = driver.Connect();
        PeerClient dying = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = dying.AddPublication(Channel, StreamId, isExclusive: true);
        PeerImage image = subscription.AwaitImage();
        dying.Turn();
        var traffic = new NumberedTraffic(64);
        traffic.Send(publication, 2);
        Assert.True(publication.TryClaim(200) != null);
        dying.KeepsAlive = false;

        Await.That("image to go", () => subscription.Images[0].IsGone, () =>
        {
            client.Turn();
            image.Poll(10, traffic.OnMessage);
        });

        Assert.Equal(2, traffic.Received);
        Assert.Equal(1, driver.Counter(SystemCounter.UnblockedPublications));
    }

    [Fact]
    public void Command_that_is_never_published_does_not_block_those_of_others()
    {
        using var driver = new TestDriver(WithShortLives);
        PeerClient dying = driver.Connect();
        PeerClient client = driver.Connect();
        dying.KeepsAlive = false;
        dying.Claim(100);

        using PeerPublication publication = client.AddPublication(Channel, StreamId);

        Assert.Equal(1, driver.Counter(SystemCounter.UnblockedCommands));
    }

    [Fact]
    public void Rotation_that_its_publisher_did_not_finish_is_finished()
    {
        using var driver = new TestDriver(WithShortLives);
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription(Channel, StreamId);
        using PeerPublication publication = client.AddPublication(Channel, StreamId);
        PeerImage image = subscription.AwaitImage();
        client.Turn();
        var traffic = new NumberedTraffic(1024 - 32);
        traffic.Send(publication, 32);
        image.Poll(100, traffic.OnMessage);
        client.Turn();
        traffic.Send(publication, 64);
        image.Poll(100, traffic.OnMessage);
        Assert.Equal(64 * 1024, image.Position);

        // The publisher that finds the term full moves the tail beyond its end and dies before it does anything else.
        Interlocked.Add(ref *(long*)publication.Log.At(publication.Metadata), 1024);

        Await.That("next term", () => publication.Log.Int(publication.Metadata + 24) == 1, client.Turn);
        traffic.Exchange(client, publication, image, 200);
    }

    private static void WithShortLives(MediaDriverContext context)
    {
        context.ClientLivenessTimeoutNanos = 300 * TestDriver.Millisecond;
        context.PublicationUnblockTimeoutNanos = 400 * TestDriver.Millisecond;
    }
}
