using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Conductor;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Channels that name hosts, with a name service that answers when the test lets it.</summary>
public sealed class HostLookupTests : IDisposable
{
    private const int StreamId = 10;
    private const int UnknownHost = 9;
    private const int ResourceTemporarilyUnavailable = 10;
    private const int UnknownPublication = 3;

    private readonly ManualResetEventSlim _mayAnswer = new();

    [Fact]
    public void Slow_name_holds_nobody_up_but_its_own_command()
    {
        using TestDriver driver = WithSlowNames();
        PeerClient client = driver.Connect();
        int port = Ports.Free();
        long slow = AddPublication(client, $"aeron:udp?endpoint=slow.example:{port}");
        PeerClient other = driver.Connect();
        using PeerSubscription subscription = other.AddSubscription("aeron:ipc", StreamId);
        using PeerPublication publication = other.AddPublication("aeron:ipc", StreamId);
        new NumberedTraffic(100).Exchange(other, publication, subscription.AwaitImage(), 1_000);
        client.Turn();
        Assert.DoesNotContain(client.Heard, each => each.Long(0) == slow);

        _mayAnswer.Set();

        Assert.Equal(PeerClient.OnPublicationReady, client.AwaitReply(slow).Type);
        Assert.Contains(
            driver.Counters(), each => each.Label.Contains($"slow.example:{port} 127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public void All_names_of_a_channel_and_of_a_destination_are_looked_up()
    {
        _mayAnswer.Set();
        using TestDriver driver = WithSlowNames();
        PeerClient client = driver.Connect();
        int port = Ports.Free();
        using PeerSubscription subscription = client.AddSubscription(
            $"aeron:udp?endpoint=here.example:{port}|interface=here.example", StreamId);
        using PeerPublication publication = client.AddPublication(
            $"aeron:udp?control=there.example:{Ports.Free()}|interface=here.example|control-mode=manual", StreamId);

        long id = client.Send(0x07, command => command
            .Long(publication.CorrelationId).Text($"aeron:udp?endpoint=here.example:{port}"));

        Assert.Equal(PeerClient.OnOperationSucceeded, client.AwaitReply(id).Type);
        new NumberedTraffic(100).Exchange(client, publication, subscription.AwaitImage(), 1_000);
    }

    [Fact]
    public void Host_that_is_unknown_or_not_found_in_time_is_refused()
    {
        using TestDriver driver = WithSlowNames(timeoutMillis: 50);
        PeerClient client = driver.Connect();

        long unknown = AddPublication(client, "aeron:udp?endpoint=nowhere.example:4000");
        long late = AddPublication(client, "aeron:udp?endpoint=slow.example:4000");

        Assert.Equal(UnknownHost, client.AwaitError(unknown).Code);
        (int code, string message) = client.AwaitError(late);
        Assert.Equal(UnknownHost, code);
        Assert.Contains("slow.example", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_looked_up_at_a_time_have_a_limit()
    {
        using TestDriver driver = WithSlowNames();
        PeerClient client = driver.Connect();
        string same = "";
        for (int number = 0; number < HostLookups.MaxLookups; number++)
        {
            AddPublication(client, same = $"aeron:udp?endpoint=slow{number}.example:{Ports.Free()}");
        }

        long shared = AddPublication(client, same);
        long refused = AddPublication(client, $"aeron:udp?endpoint=slow.example:{Ports.Free()}");

        Assert.Equal(ResourceTemporarilyUnavailable, client.AwaitError(refused).Code);
        _mayAnswer.Set();
        Assert.Equal(PeerClient.OnPublicationReady, client.AwaitReply(shared).Type);
        Assert.Equal(
            PeerClient.OnPublicationReady,
            client.AwaitReply(AddPublication(client, $"aeron:udp?endpoint=slow.example:{Ports.Free()}")).Type);
    }

    [Fact]
    public void Addition_that_is_taken_back_while_it_waits_is_never_made()
    {
        using TestDriver driver = WithSlowNames();
        PeerClient client = driver.Connect();
        long waiting = AddPublication(client, $"aeron:udp?endpoint=slow.example:{Ports.Free()}");

        long removed = client.Send(PeerClient.RemovePublicationType, command => command.Long(waiting).Long(0));

        Assert.Equal(PeerClient.OnOperationSucceeded, client.AwaitReply(removed).Type);
        _mayAnswer.Set();
        AwaitLookup(client);
        long again = client.Send(PeerClient.RemovePublicationType, command => command.Long(waiting).Long(0));
        Assert.Equal(UnknownPublication, client.AwaitError(again).Code);
    }

    [Fact]
    public void Addition_of_a_client_that_has_gone_is_never_made()
    {
        using TestDriver driver = WithSlowNames();
        PeerClient client = driver.Connect();
        PeerClient witness = driver.Connect();
        long waiting = AddPublication(client, $"aeron:udp?endpoint=slow.example:{Ports.Free()}");
        client.Send(PeerClient.ClientCloseType);
        client.KeepsAlive = false;
        witness.Await("the end", each => each.Type == PeerClient.OnUnavailableCounter && each.Long(0) == client.Id);

        _mayAnswer.Set();

        Assert.Equal(PeerClient.OnError, witness.AwaitReply(waiting).Type);
        Assert.DoesNotContain(driver.Counters(), each => each.TypeId == CounterTypes.SendChannelStatus);
        Assert.DoesNotContain(driver.Counters(), each => each.TypeId == CounterTypes.ClientHeartbeat
            && each.OwnerId == client.Id);
    }

    /// <summary>Lets threads end that still wait; the event is not disposed under them.</summary>
    public void Dispose() => _mayAnswer.Set();

    private static long AddPublication(PeerClient client, string channel) =>
        client.Send(PeerClient.AddPublicationType, command => command.Int(StreamId).Text(channel));

    /// <summary>A lookup that began later and is answered: those before it are as well, or soon.</summary>
    private static void AwaitLookup(PeerClient client) => Assert.Equal(
        PeerClient.OnPublicationReady,
        client.AwaitReply(AddPublication(client, $"aeron:udp?endpoint=slow.example:{Ports.Free()}")).Type);

    private TestDriver WithSlowNames(int timeoutMillis = 10_000) => new(context =>
    {
        context.HostLookupTimeoutNanos = timeoutMillis * TestDriver.Millisecond;
        context.HostResolver = host =>
        {
            if (host.StartsWith("nowhere", StringComparison.Ordinal))
            {
                throw new SocketException((int)SocketError.HostNotFound);
            }

            _mayAnswer.Wait(Await.Limit);
            return [IPAddress.IPv6Loopback, IPAddress.Loopback];
        };
    });
}
