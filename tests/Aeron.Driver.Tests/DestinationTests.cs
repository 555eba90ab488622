using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Media;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Publications to places that clients name.</summary>
public class DestinationTests
{
    private const int StreamId = 10;
    private const int AddDestination = 0x07;
    private const int RemoveDestination = 0x08;
    private const int RemoveDestinationById = 0x11;
    private const int ResourceTemporarilyUnavailable = 10;

    [Fact]
    public void Manual_destinations_are_added_and_removed_by_command()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?control=127.0.0.1:{Ports.Free()}|control-mode=manual", StreamId);

        long id = client.Send(AddDestination, command => command.Long(publication.CorrelationId).Text(channel));
        Assert.Equal(PeerClient.OnOperationSucceeded, client.AwaitReply(id).Type);
        new NumberedTraffic(100).Exchange(client, publication, subscription.AwaitImage(), 1_000);

        long gone = client.Send(RemoveDestinationById, command => command.Long(publication.CorrelationId).Long(id));
        Assert.Equal(PeerClient.OnOperationSucceeded, client.AwaitReply(gone).Type);
        Await.That("no destination", () =>
            driver.Counters().Single(each => each.TypeId == CounterTypes.DestinationCount).Value == 0, client.Turn);
    }

    [Fact]
    public void Destination_of_a_publication_with_one_endpoint_is_refused()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerPublication publication = client.AddPublication(Ports.Channel(), StreamId);

        long id = client.Send(AddDestination, command => command.Long(publication.CorrelationId).Text(Ports.Channel()));

        Assert.Contains("control-mode=manual", client.AwaitError(id).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Destination_that_two_have_named_is_served_once_and_until_both_have_taken_it_back()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = AddManual(client);
        Change(client, AddDestination, publication, channel);
        Change(client, AddDestination, publication, channel);
        PeerImage image = subscription.AwaitImage();

        new NumberedTraffic(100).Exchange(client, publication, image, 1_000);

        Assert.Equal(1, Destinations(driver));
        Assert.Equal(0, driver.Counter(SystemCounter.FlowControlUnderRuns));
        Change(client, RemoveDestination, publication, channel);
        client.Turn();
        Assert.Equal(1, Destinations(driver));
        Change(client, RemoveDestination, publication, channel);
        Await.That("no destination", () => Destinations(driver) == 0, client.Turn);
    }

    [Fact]
    public void Destination_that_is_not_there_is_taken_back_without_harm()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerPublication publication = AddManual(client);
        Change(client, AddDestination, publication, Ports.Channel());

        Change(client, RemoveDestination, publication, Ports.Channel());
        long id = client.Send(
            RemoveDestinationById, command => command.Long(publication.CorrelationId).Long(publication.CorrelationId));

        Assert.Equal(PeerClient.OnOperationSucceeded, client.AwaitReply(id).Type);
        client.Turn();
        Assert.Equal(1, Destinations(driver));
    }

    [Fact]
    public void Destinations_have_a_limit_and_there_is_room_again_when_one_has_gone()
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        using PeerPublication publication = AddManual(client);
        for (int port = 1; port <= NamedDestinations.Max; port++)
        {
            Change(client, AddDestination, publication, Channel(port));
        }

        long refused = Send(client, AddDestination, publication, Channel(NamedDestinations.Max + 1));

        Assert.Equal(ResourceTemporarilyUnavailable, client.AwaitError(refused).Code);
        Change(client, RemoveDestination, publication, Channel(7));
        Change(client, AddDestination, publication, Channel(NamedDestinations.Max + 1));
        Await.That("all", () => Destinations(driver) == NamedDestinations.Max, client.Turn);

        static string Channel(int port) => $"aeron:udp?endpoint=127.0.0.1:{port}";
    }

    private static PeerPublication AddManual(PeerClient client) =>
        client.AddPublication($"aeron:udp?control=127.0.0.1:{Ports.Free()}|control-mode=manual", StreamId);

    private static long Send(PeerClient client, int type, PeerPublication publication, string channel) =>
        client.Send(type, command => command.Long(publication.CorrelationId).Text(channel));

    private static void Change(PeerClient client, int type, PeerPublication publication, string channel) => Assert.Equal(
        PeerClient.OnOperationSucceeded, client.AwaitReply(Send(client, type, publication, channel)).Type);

    private static long Destinations(TestDriver driver) =>
        driver.Counters().Single(each => each.TypeId == CounterTypes.DestinationCount).Value;
}
