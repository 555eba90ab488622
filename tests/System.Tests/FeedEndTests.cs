using System.Diagnostics;
using System.Net;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
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
        int expected = Play(server, data.FullPath, dropCopy);
        server.Process.SendTerminate();
        Await(dropCopy, () => relay.HasSeenEnd || server.Process.HasExited, "the publications end");
        int lost = relay.Lost;
        Await(dropCopy, () => relay.Lost > lost + 2 || server.Process.HasExited, "what is lost is lost again");
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
        using Aeron aeron = Connect(server);
        using Subscription subscription = Subscribe(aeron);

        int expected = Play(server, data.FullPath);
        server.Process.SendTerminate();
        Until.True(() => HasLeft(server) || server.Process.HasExited, "the service lets go of its driver");

        var fills = new Numbers();
        Until.True(
            () =>
            {
                subscription.Poll(fills, expected);
                return fills.All.Count >= expected;
            },
            "all fills");
        Assert.Equal(Enumerable.Range(1, expected).Select(number => (ulong)number), fills.All);
        Assert.Equal(0, server.Process.AwaitExit());
        Assert.DoesNotContain(NotReceived, server.Process.Error);
    }

    [Fact]
    public void Subscriber_that_takes_nothing_puts_the_end_off_for_the_time_asked_for_and_the_log_says_so()
    {
        using var data = new TempDirectory();
        using FeedServer server = FeedServer.Start(
            data.FullPath, data.FullPath + "-aeron", "--feed-channel", FeedServer.SmallTerms,
            "--feed-linger-millis", "300");
        using Aeron aeron = Connect(server);
        using Subscription subscription = Subscribe(aeron);

        Play(server, data.FullPath);
        long start = Stopwatch.GetTimestamp();
        server.Stop();

        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 300);
        Assert.Contains(NotReceived, server.Process.Error);
    }

    /// <summary>A client that lives, by a thread of its own, while its subscriptions take nothing.</summary>
    private static Aeron Connect(FeedServer server) => Aeron.Connect(
        new Aeron.Context().AeronDirectoryName(server.Connection.AeronDirectory!).ErrorHandler(new Unconcerned()));

    private static Subscription Subscribe(Aeron aeron)
    {
        Subscription fills = aeron.AddSubscription(
            "aeron:ipc", FeedConnectionOptions.DefaultStreamIdBase + (int)FeedStream.Fills);
        Until.True(() => fills.IsConnected, "the subscriber has joined");
        return fills;
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

    private static void AwaitLive(DropCopyClient dropCopy) =>
        Await(dropCopy, () => dropCopy.State == FeedState.Live, "the subscriber has joined");

    private static void AwaitFills(DropCopyClient dropCopy, List<FillBlock> fills, int expected)
    {
        Await(dropCopy, () => fills.Count >= expected, "all fills");
        Assert.Equal(
            Enumerable.Range(1, expected).Select(number => (ulong)number), fills.Select(fill => fill.ApplSeqNum));
    }

    /// <summary>The subscriber works meanwhile: it would be taken for dead else, were it long.</summary>
    private static void Await(DropCopyClient? dropCopy, Func<bool> condition, string what) => Until.True(
        () =>
        {
            while (dropCopy?.DoWork() > 0)
            {
            }
            return condition();
        },
        what);

    /// <returns>Fills.</returns>
    private static int Play(FeedServer server, string data, DropCopyClient? dropCopy = null)
    {
        var recorder = new RecordingPlayer();
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data), recorder);
        Task play = Task.Factory.StartNew(() =>
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            recorder.Player.Play(client, Flows.Synthetic(Commands, Seed), 16);
        }, TaskCreationOptions.LongRunning);
        Await(dropCopy, () => play.IsCompleted, "the flow is played");
        play.GetAwaiter().GetResult();
        Assert.True(recorder.Player.Fills.Count > 10);
        return recorder.Player.Fills.Count;
    }

    /// <summary>Numbers of the messages received.</summary>
    private sealed unsafe class Numbers : IFragmentHandler
    {
        public List<ulong> All { get; } = [];

        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header)
        {
            var packet = new FeedPacketReader(new ReadOnlySpan<byte>((byte*)buffer.BufferPointer + offset, length));
            while (packet.TryRead(out FeedMessage message))
            {
                if (message.IsSequenced)
                    All.Add(message.ApplSeqNum);
            }
        }
    }

    /// <summary>A driver that goes is what these tests are about; a client on its own would end the process.</summary>
    private sealed class Unconcerned : IErrorHandler
    {
        public void OnError(Exception exception)
        {
        }
    }
}
