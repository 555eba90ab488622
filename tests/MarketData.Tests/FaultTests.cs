using System.Collections.Concurrent;
using System.Net;
using Adaptive.Aeron;
using MatchingEngine.Client.Feed;
using MatchingEngine.Journal;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData.Tests;

/// <summary>What goes wrong in the feed, unforeseen, stays in the feed, and its consumers find out.</summary>
public sealed class FaultTests
{
    private const int Seed = 31;
    private const uint UnknownInstrument = 999;
    private const string Channel = "aeron:ipc?term-length=1m";

    [Fact]
    public void Orders_are_served_when_the_feed_has_ended()
    {
        string directory = Directory.CreateTempSubdirectory("me-fault-").FullName;
        using FeedPublisher publisher = new(new FeedOptions());
        MisleadingFollower follower = new(publisher) { IsMisleading = true };
        Desk desk = new();
        using (Engine engine = new(
            new EngineOptions
            {
                DataDirectory = directory, Durability = DurabilityPolicy.Os, Threads = ThreadLayout.Quiet,
            },
            static _ => { }))
        {
            desk.Port = engine.Commands;
            engine.Recover(desk, follower: follower);
            engine.Start(desk);
            Until.True(() => desk.Answers > 100, "orders are answered");
            Until.True(() => publisher.Fault is not null, "the feed ends");
            long answers = desk.Answers;
            Until.True(() => desk.Answers > answers + 1_000, "orders are answered as before");
            engine.Stop();
            Assert.Null(engine.Fault.First);
        }
        Assert.Contains($"{UnknownInstrument}", publisher.Fault!.Message, StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Feed_that_has_ended_is_silent_and_its_consumers_are_stale()
    {
        using TestDriver driver = new();
        using JournaledFeed feed = new(
            Seed, new FeedOptions { Channel = Channel, StoreLength = 1 << 20, HeartbeatMillis = 20 });
        using SnapshotPublisher snapshots = new(feed.Publisher, new SnapshotOptions { CycleMillis = 5 });
        feed.Play(100, replayed: true);
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        snapshots.Open(driver.Aeron, feed.Directory, JournaledFeed.Limits, Assert.Fail);
        using MarketDataClient consumer = new(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions
                {
                    AeronDirectory = driver.Directory, Channel = Channel, SilenceMillis = 300,
                },
                Streams = [FeedStream.Orders],
            },
            new Silent());
        Until.True(() => Work() && consumer.OrderBook(1) is { State: FeedState.Live }, "the book is live");

        EventRecord record = EventOf(UnknownInstrument, feed.Core.LastSequence + 1);
        feed.Publisher.OnEvent(in record, replayed: false);

        Assert.NotNull(feed.Publisher.Fault);
        Until.True(() => Work() && consumer.OrderBook(1)!.State != FeedState.Live, "the book is no longer trusted");
        Assert.Equal(FeedState.Stale, consumer.Stream(FeedStream.Orders)!.State);
        // A driver that is lost must be let go of all the same.
        feed.Publisher.Disconnect();
        snapshots.Disconnect();
        Until.True(() => Work() && feed.Publisher.HasTakenOver && snapshots.HasTakenOver, "the driver is let go of");

        bool Work()
        {
            feed.Publisher.DoWork();
            while (consumer.DoWork() > 0)
            {
            }
            return true;
        }
    }

    [Fact]
    public void Snapshots_are_begun_again_when_what_stopped_them_has_passed()
    {
        using TestDriver driver = new();
        using JournaledFeed feed = new(
            Seed, new FeedOptions { Channel = Channel, StoreLength = FeedOptions.MinStoreLength });
        using SnapshotPublisher snapshots = new(feed.Publisher, new SnapshotOptions { CycleMillis = 5 });
        feed.Publisher.Replayed = null;
        // Left behind, the follower needs a journal that it does not find at first.
        feed.Play(4_000);
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        using Subscription subscription =
            driver.Aeron.AddSubscription("aeron:ipc", FeedOptions.StreamIdOf(FeedStream.Snapshots));
        string elsewhere = feed.Directory + "-elsewhere";
        Directory.Move(feed.Directory, elsewhere);
        ConcurrentQueue<string> reports = [];
        snapshots.Open(driver.Aeron, feed.Directory, JournaledFeed.Limits, reports.Enqueue);
        Until.True(() => snapshots.Faults >= 2, "it is tried more than once");
        Assert.Equal(0, snapshots.Snapshots);
        Directory.Move(elsewhere, feed.Directory);
        Until.True(
            () =>
            {
                subscription.Poll(static (_, _, _, _) => { }, 100);
                return snapshots.Snapshots >= 4;
            },
            "snapshots come");
        Assert.Contains(reports, report => report.StartsWith("snapshots stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void Connection_that_meets_a_fault_ends_and_the_others_are_served()
    {
        using JournaledFeed feed = new(Seed);
        feed.Play(4_000);
        string nowhere = Path.Combine(feed.Directory, "nowhere");
        int reports = 0;
        using ReplayServer server = new(
            feed.Publisher,
            new ReplayOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
            nowhere,
            JournaledFeed.Limits,
            // Whatever it is that nobody has thought of.
            _ =>
            {
                if (Interlocked.Increment(ref reports) <= 2)
                    throw new InvalidOperationException("unforeseen");
            });
        server.Start();
        using ReplayPeer other = new(server.EndPoint);
        ulong last = feed.Publisher.LastApplSeqNum(FeedStream.Orders);
        other.Ask(feed.Publisher.Epoch, FeedStream.Orders, last, last);
        using ReplayPeer peer = new(server.EndPoint);
        peer.Send(feed.Publisher.Epoch, FeedStream.Orders, 1, 2);
        Assert.True(peer.IsClosed());
        Until.True(() => Volatile.Read(ref reports) == 3, "it is told of");
        Assert.Equal(1, server.Faults);
        Assert.Single(other.Ask(feed.Publisher.Epoch, FeedStream.Orders, last, last).Messages);
    }

    private static EventRecord EventOf(uint instrument, long sequence)
    {
        EventRecord record = new() { Sequence = sequence, Flags = EventFlags.EndOfCommand };
        ref ExecutionReportNewBlock block = ref record.Begin<ExecutionReportNewBlock>();
        block.SecurityID = instrument;
        block.OrderID = 1;
        return record;
    }

    /// <summary>Tells the feed, once, of an instrument that was never defined: it cannot know what to do.</summary>
    private sealed class MisleadingFollower(IEventFollower feed) : IEventFollower
    {
        public bool IsMisleading { get; set; }

        public void OnEvent(in EventRecord record, bool replayed)
        {
            if (IsMisleading)
            {
                IsMisleading = false;
                EventRecord wrong = EventOf(UnknownInstrument, record.Sequence);
                feed.OnEvent(in wrong, replayed);
            }
            feed.OnEvent(in record, replayed);
        }

        public int DoWork() => feed.DoWork();
    }

    /// <summary>Sends one system command after the other and counts the answers.</summary>
    private sealed class Desk : IDutyCycle, IEventConsumer
    {
        private long _answers;

        public ICommandPort? Port { get; set; }

        public long Answers => Volatile.Read(ref _answers);

        public int DoWork()
        {
            if (Port!.TryClaim(out long claim) != CommandAdmission.Accepted)
                return 0;
            ref CommandRecord slot = ref Port.Slot(claim);
            slot = default;
            slot.Begin<SessionNegotiatedBlock>() = new SessionNegotiatedBlock { SessionID = 1, SessionVerID = 1 };
            Port.Publish(claim);
            return 1;
        }

        public void AwaitWork(int timeoutMillis)
        {
        }

        public void OnEvent(in EventRecord record, bool replayed) => Volatile.Write(ref _answers, _answers + 1);
    }

    private sealed class Silent : MarketDataHandler;
}
