using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.AeronDriver.Transport;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public class LossTests
{
    private const int StreamId = 10;
    private const string CountVariable = "AERON_DRIVER_LOSS_MESSAGES";

    /// <summary>Enough for every kind of fault to happen many times; the environment variable asks for more.</summary>
    private static readonly long Messages =
        long.TryParse(Environment.GetEnvironmentVariable(CountVariable), out long count) ? count : 20_000;

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.05, 2)]
    [InlineData(0.20, 3)]
    public void Messages_arrive_once_and_in_order_over_a_bad_network(double rate, int seed)
    {
        using var driver = new TestDriver(context =>
        {
            context.ReceiveFaults = new DatagramFaults(seed, rate, rate, rate);
            context.RetransmitUnicastLingerNanos = TestDriver.Millisecond;
            context.PublicationTermLength = 1 << 20;
        });
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);

        new NumberedTraffic(100).Exchange(client, publication, subscription.AwaitImage(), Messages);

        using var inspector = DriverInspector.Open(driver.Directory);
        LossObservation loss = Assert.Single(inspector.Losses());
        Assert.Equal(StreamId, loss.StreamId);
        Assert.Equal(publication.SessionId, loss.SessionId);
        Assert.Equal(channel, loss.Channel);
        Assert.True(loss.BytesLost >= publication.Position * rate / 4, $"{loss}, seed {seed}");
        Assert.True(driver.Counter(SystemCounter.NaksSent) > 0);
        Assert.True(driver.Counter(SystemCounter.RetransmitsSent) > 0);
    }

    [Fact]
    public void Unreliable_stream_fills_gaps_and_goes_on()
    {
        const int Total = 5000;
        using var driver = new TestDriver(context => context.ReceiveFaults = new DatagramFaults(4, 0.1, 0, 0));
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel + "|reliable=false", StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        PeerImage image = subscription.AwaitImage();
        var traffic = new NumberedTraffic(100);
        long last = -1;
        long received = 0;

        Await.That("the end of the stream", () => traffic.Sent == Total && image.Position == publication.Position, () =>
        {
            traffic.Send(publication, Total);
            client.Turn();
            received += image.Poll(100, message =>
            {
                Assert.True(PeerImage.NumberOf(message) > last);
                last = PeerImage.NumberOf(message);
            });
        });

        Assert.InRange(received, Total / 2, Total - 1);
        Assert.True(driver.Counter(SystemCounter.LossGapFills) > 0);
        Assert.Equal(0, driver.Counter(SystemCounter.NaksSent));
    }
}
