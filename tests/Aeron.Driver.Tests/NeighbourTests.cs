using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>What goes wrong with one channel or session does no harm to its neighbours.</summary>
public sealed unsafe class NeighbourTests
{
    private const int StreamId = 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Destination_that_the_system_refuses_does_not_stop_other_publications(bool isBatched)
    {
        MediaDriverContext context = TestDriver.NewContext();
        context.UseBatchedSocketCalls = isBatched;
        using MediaDriver driver = MediaDriver.Launch(context);
        using var client = new PeerClient(context.DirectoryName, () => driver.Invoke());
        using PeerPublication refused = client.AddPublication(
            $"aeron:udp?control=127.0.0.1:{Ports.Free()}|control-mode=manual", StreamId);
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);

        // A socket may not send to everybody in the network unless it was told that it may.
        long id = client.Send(
            0x07, command => command.Long(refused.CorrelationId).Text("aeron:udp?endpoint=255.255.255.255:9"));
        Assert.Equal(PeerClient.OnOperationSucceeded, client.AwaitReply(id).Type);

        new NumberedTraffic(1_000).Exchange(client, publication, subscription.AwaitImage(), 1_000);
        Await.That("the reason", () => driver.Services.Cnc.ErrorLog.Read().Count == 1, client.Turn);
        ErrorObservation error = Assert.Single(driver.Services.Cnc.ErrorLog.Read());
        Assert.Contains("control-mode=manual", error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Datagram_that_the_system_refuses_is_not_sent_and_the_reason_is_kept(bool isBatched)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var datagrams = new DatagramSocket(socket, isBatched);
        using var batch = new SendBatch();
        byte* frame = stackalloc byte[32];
        batch.Clear();
        batch.Add(frame, 32);

        // Anybody can send from port 0, and nobody can answer there.
        int sent = datagrams.Send(batch, NativeAddress.Of(new IPEndPoint(IPAddress.Loopback, 0)));

        Assert.Equal(0, sent);
        Assert.NotEqual(0, datagrams.Error);
    }

    [Fact]
    public void Port_of_a_subscription_that_was_removed_can_be_subscribed_to_at_once()
    {
        using var driver = new TestDriver(context =>
        {
            context.ThreadingMode = ThreadingMode.Dedicated;
            context.Idle = DriverIdle.Backoff;
        });
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        for (int turn = 0; turn < 200; turn++)
        {
            using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
            Thread.Sleep(turn % 10 == 0 ? 2 : 0);
            client.Send(PeerClient.RemoveSubscriptionType, command => command.Long(subscription.RegistrationId));
        }

        using PeerSubscription last = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(channel, StreamId);
        new NumberedTraffic(100).Exchange(client, publication, last.AwaitImage(), 1_000);
    }

    [Fact]
    public void Address_of_a_publication_that_was_removed_can_be_published_from_at_once()
    {
        using var driver = new TestDriver(context =>
        {
            context.ThreadingMode = ThreadingMode.Dedicated;
            context.Idle = DriverIdle.Backoff;
            context.TimerIntervalNanos = TestDriver.Millisecond;
            context.PublicationLingerTimeoutNanos = TestDriver.Millisecond;
        });
        PeerClient client = driver.Connect();
        string channel = $"aeron:udp?control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        for (int turn = 0; turn < 200; turn++)
        {
            using PeerPublication publication = client.AddPublication(channel, StreamId);
            client.AwaitReply(publication.Remove());
            Thread.Sleep(turn % 8);
        }
    }

    [Fact]
    public void End_of_an_image_does_not_forget_the_one_that_is_being_made_for_its_session()
    {
        using var driver = new TestDriver();
        var requests = new List<ImageRequest>();
        using ReceiveEndpoint endpoint = Endpoint(driver.Driver.Services, requests);
        endpoint.AddInterest(StreamId, null);

        Setup(endpoint, sessionId: 7);
        endpoint.EndCoolDown(StreamId, sessionId: 7);
        Setup(endpoint, sessionId: 7);
        driver.Driver.Services.ForConductor.Drain(driver.Driver.Services);

        Assert.Single(requests);
        endpoint.ForgetRequest(StreamId, sessionId: 7);
        Setup(endpoint, sessionId: 7);
        driver.Driver.Services.ForConductor.Drain(driver.Driver.Services);
        Assert.Equal(2, requests.Count);
    }

    [Fact]
    public void Sessions_of_a_stream_have_a_limit_and_the_error_log_says_so()
    {
        using MediaDriver driver = MediaDriver.Launch(TestDriver.NewContext());
        DriverServices services = driver.Services;
        var requests = new List<ImageRequest>();
        using ReceiveEndpoint endpoint = Endpoint(services, requests);
        endpoint.AddInterest(StreamId, null);

        for (int session = 0; session < StreamInterest.MaxSessions + 10; session++)
        {
            Setup(endpoint, session);
        }

        services.ForConductor.Drain(services);
        Assert.Equal(StreamInterest.MaxSessions, requests.Count);
        string error = Assert.Single(services.Cnc.ErrorLog.Read()).Text;
        Assert.Contains("sessions, which is the most", error, StringComparison.Ordinal);
        endpoint.ForgetRequest(StreamId, sessionId: 7);
        Setup(endpoint, StreamInterest.MaxSessions + 10);
        services.ForConductor.Drain(services);
        Assert.Equal(StreamInterest.MaxSessions + 1, requests.Count);
    }

    private static ReceiveEndpoint Endpoint(DriverServices services, List<ImageRequest> requests)
    {
        UdpChannel channel = UdpChannel.ForSubscription(
            ChannelUri.Parse("aeron:udp?endpoint=127.0.0.1:0"), TestDriver.NewContext(), new HostAnswers());
        DriverCounter status = services.Cnc.Counters.TryAllocate(
            new CounterDescription(1, default, default, 0, 0), 0)!;
        var socket = new DatagramSocket(SocketFactory.ForReceiving(channel), useBatchedCalls: false);
        return new ReceiveEndpoint(services, channel, status, 1, socket) { ImageRequested = requests.Add };
    }

    private static void Setup(ReceiveEndpoint endpoint, int sessionId)
    {
        byte* frame = stackalloc byte[SetupFrame.Length];
        new SetupFrame(frame).Write(0, new SetupFields(sessionId, StreamId, 1, 1, 0, 65536, 1408, 0));
        endpoint.OnDatagram(
            frame, SetupFrame.Length, NativeAddress.Of(new IPEndPoint(IPAddress.Loopback, 9)), DriverServices.NowNanos());
    }
}
