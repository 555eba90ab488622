using System.Diagnostics;
using System.Net;
using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Client;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.SystemTests;

/// <summary>What subscribers have of a venue that its operator has ended.</summary>
public class FeedEndTests
{
    private const int Seed = 77;

    // Few enough for the windows of a network and of small terms.
    private const int Commands = 1_000;

    private const string Patient = "10000";
    private const int ClientHeartbeatTypeId = 11;
    private const string NotReceived = "had not received everything";

    [Fact]
    public void Datagrams_that_are_lost_on_their_way_when_the_venue_ends_arrive_all_the_same()
    {
        using var data = new TempDirectory();
        using MediaDriver driver = ConsumerSide.LaunchDriver(data.FullPath + "-consumer");
        IPEndPoint end = ConsumerSide.FreeEnd();
        using var relay = new LossyRelay(end, _ => true);
        using FeedServer server = FeedServer.Start(
            data.FullPath, data.FullPath + "-aeron", "--feed-channel", relay.PublisherChannel,
            "--feed-linger-millis", Patient);
        List<FillBlock> fills = [];
        using var dropCopy = new DropCopyClient(
            new DropCopyClientOptions
            {
                Connection = server.Connection with
                {
                    AeronDirectory = driver.DirectoryName, Channel = $"aeron:udp?endpoint={end}",
                },
            },
            new CollectedFills(fills));
        AwaitLive(dropCopy);

        relay.IsLossy = true;
        int expected = Play(server, data.FullPath);
        server.Process.SendTerminate();
        Until.True(() => relay.HasSeenEnd || server.Process.HasExited, "the publications end");
        int lost = relay.Lost;
        Until.True(() => relay.Lost > lost + 2 || server.Process.HasExited, "what is lost is sent again, and lost again");
        relay.IsLossy = false;

        AwaitFills(dropCopy, fills, expected);
        Assert.Equal(0, server.Process.AwaitExit());
        Assert.True(relay.Lost > 0);
        Assert.Equal(0, dropCopy.ReplayedCount);
        Assert.DoesNotContain(NotReceived, server.Process.Error);
    }

    [Fact]
    public void Subscriber_in_shared_memory_that_is_behind_when_the_venue_ends_has_everything()
    {
        using var data = new TempDirectory();
        using FeedServer server = FeedServer.Start(
            data.FullPath, data.FullPath + "-aeron", "--feed-channel", FeedServer.SmallTerms,
            "--feed-linger-millis", Patient);
        List<FillBlock> fills = [];
        using var dropCopy = new DropCopyClient(
            new DropCopyClientOptions { Connection = server.Connection }, new CollectedFills(fills));
        AwaitLive(dropCopy);

        int expected = Play(server, data.FullPath);
        int before = fills.Count;
        server.Process.SendTerminate();
        Until.True(() => HasLeft(server) || server.Process.HasExited, "the service lets go of its driver");

        AwaitFills(dropCopy, fills, expected);
        Assert.Equal(0, before);
        Assert.Equal(0, server.Process.AwaitExit());
        Assert.Equal(0, dropCopy.ReplayedCount);
        Assert.DoesNotContain(NotReceived, server.Process.Error);
    }

    [Fact]
    public void Subscriber_that_takes_nothing_puts_the_end_off_for_the_time_asked_for_and_the_log_says_so()
    {
        using var data = new TempDirectory();
        using FeedServer server = FeedServer.Start(
            data.FullPath, data.FullPath + "-aeron", "--feed-channel", FeedServer.SmallTerms,
            "--feed-linger-millis", "300");
        using var dropCopy = new DropCopyClient(
            new DropCopyClientOptions { Connection = server.Connection }, new CollectedFills([]));
        AwaitLive(dropCopy);

        Play(server, data.FullPath);
        long start = Stopwatch.GetTimestamp();
        server.Stop();

        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 300);
        Assert.Contains(NotReceived, server.Process.Error);
    }

    /// <summary>Whether this process alone is a client of the service's driver.</summary>
    private static bool HasLeft(FeedServer server)
    {
        try
        {
            using DriverInspector inspector = DriverInspector.Open(server.Connection.AeronDirectory);
            return inspector.Counters().Count(counter => counter.TypeId == ClientHeartbeatTypeId) < 2;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void AwaitLive(DropCopyClient dropCopy) => Until.True(
        () =>
        {
            Work(dropCopy);
            return dropCopy.State == FeedState.Live;
        },
        "the subscriber has joined");

    private static void AwaitFills(DropCopyClient dropCopy, List<FillBlock> fills, int expected)
    {
        Until.True(
            () =>
            {
                Work(dropCopy);
                return fills.Count >= expected;
            },
            "all fills");
        Assert.Equal(
            Enumerable.Range(1, expected).Select(number => (ulong)number), fills.Select(fill => fill.ApplSeqNum));
    }

    private static void Work(DropCopyClient dropCopy)
    {
        while (dropCopy.DoWork() > 0)
        {
        }
    }

    /// <returns>Fills.</returns>
    private static int Play(FeedServer server, string data)
    {
        var recorder = new RecordingPlayer();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), recorder);
        client.Connect();
        FlowPlayer.AwaitEstablished(client, Until.Limit);
        recorder.Player.Play(client, Flows.Synthetic(Commands, Seed), 16);
        Assert.True(recorder.Player.Fills.Count > 10);
        return recorder.Player.Fills.Count;
    }
}
