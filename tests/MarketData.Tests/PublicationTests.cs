using Adaptive.Aeron;
using MatchingEngine.Client.Feed;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData.Tests;

/// <summary>Streams over shared memory, through a media driver.</summary>
public class PublicationTests
{
    private const string Channel =
        "aeron:ipc?term-length=256k|untethered-window-limit-timeout=20ms|untethered-linger-timeout=20ms"
        + "|untethered-resting-timeout=60s";

    private const int Seed = 55;
    private const int FragmentLimit = 100;

    [Fact]
    public void Heartbeat_is_not_said_before_the_last_command_when_the_clock_steps_back()
    {
        const long Hour = TimeSpan.TicksPerHour * TimeSpan.NanosecondsPerTick;
        long ahead = EngineClock.NowNanos() + Hour;
        var position = new FeedPosition();
        position.MoveTo(new EventRecord { Sequence = 7, TimestampNanos = ahead });
        Assert.Equal(ahead, Said());
        position.MoveTo(new EventRecord { Sequence = 8, TimestampNanos = ahead - Hour });
        Assert.Equal(ahead, Said());

        long Said()
        {
            byte[] bytes = new byte[FeedLayout.LengthOf<HeartbeatBlock>()];
            position.Write(ref bytes[0], FeedStream.Orders, 1);
            var reader = new FeedPacketReader(bytes);
            Assert.True(reader.TryRead(out FeedMessage message));
            return message.Block<HeartbeatBlock>().TransactTime;
        }
    }

    [Fact]
    public void Subscriber_gets_a_heartbeat_first_and_then_every_byte_of_every_stream()
    {
        using TestDriver driver = new();
        // Room for all of it: a publisher waits for nobody, not for a driver either that has no processor for a while.
        using JournaledFeed feed = new(
            Seed, new FeedOptions { Channel = "aeron:ipc?term-length=8m", StoreLength = FeedOptions.MinStoreLength });
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        Dictionary<FeedStream, Taker> takers = [];
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
            takers[stream] = new Taker(driver.Aeron, stream);
        Until.True(() => takers.Values.All(taker => taker.Subscription.IsConnected), "all are connected");
        for (int i = 0; i < 60; i++)
        {
            feed.Play(50);
            foreach (Taker taker in takers.Values)
                taker.TakeAll();
        }
        foreach ((FeedStream stream, Taker taker) in takers)
        {
            Until.True(() => taker.TakeAll() >= 0 && taker.Messages.Count == feed.All(stream).Count, $"{stream} is here");
            Assert.Equal(feed.All(stream), taker.Messages);
            Assert.Equal(HeartbeatBlock.TemplateId, taker.FirstTemplateId);
            Assert.Equal(feed.Publisher.Epoch, taker.LastHeartbeat.FeedEpoch);
        }
    }

    [Fact]
    public void Quiet_stream_says_that_it_lives_and_where_it_stands()
    {
        using TestDriver driver = new();
        using JournaledFeed feed = new(Seed, new FeedOptions
        {
            Channel = Channel, StoreLength = FeedOptions.MinStoreLength, HeartbeatMillis = 20,
        });
        feed.Play(500, replayed: true);
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        Taker taker = new(driver.Aeron, FeedStream.Orders);
        long before = EngineClock.NowNanos();
        Until.True(
            () =>
            {
                feed.Publisher.DoWork();
                taker.TakeAll();
                return taker.Heartbeats >= 3;
            },
            "heartbeats come");
        Assert.Equal(feed.Publisher.LastApplSeqNum(FeedStream.Orders), taker.LastHeartbeat.ApplSeqNum);
        Assert.Equal(feed.Publisher.LastEngineSequence, taker.LastHeartbeat.EngineSequence);
        Assert.InRange(taker.LastHeartbeat.TransactTime, before, EngineClock.NowNanos());
        Assert.Empty(taker.Messages);
    }

    [Fact]
    public void Subscriber_that_takes_nothing_is_left_behind_and_nobody_waits()
    {
        using TestDriver driver = new();
        using Aeron slowClient = driver.Connect();
        using JournaledFeed feed = new(
            Seed, new FeedOptions { Channel = Channel, StoreLength = FeedOptions.MinStoreLength });
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        Taker slow = new(slowClient, FeedStream.Orders);
        Taker other = new(driver.Aeron, FeedStream.Orders);
        Until.True(() => slow.Subscription.IsConnected && other.Subscription.IsConnected, "both are connected");
        long notTaken = 0;
        int played = 0;
        // The slow one reads once, then stands; the other one must have the stream to itself some time later.
        Until.True(
            () =>
            {
                feed.Play(200);
                other.TakeAll();
                bool isFree = feed.Publisher.PacketsNotTaken(FeedStream.Orders) == notTaken;
                notTaken = feed.Publisher.PacketsNotTaken(FeedStream.Orders);
                played++;
                return played > 100 && isFree && !slow.Subscription.IsConnected;
            },
            "the slow subscriber is left behind");
        int before = other.Messages.Count;
        ExclusivePublication orders = feed.Publisher.PublicationOf(FeedStream.Orders).Channels[0].Publication!;
        for (int i = 0; i < 20; i++)
        {
            // What the other one has read makes room when the driver has seen it.
            Until.True(() => orders.AvailableWindow > orders.TermBufferLength / 4, "there is room");
            feed.Play(50);
            other.TakeAll();
        }
        Assert.Equal(notTaken, feed.Publisher.PacketsNotTaken(FeedStream.Orders));
        Assert.True(other.Messages.Count > before + 500, "the other one goes on");
        Assert.Equal(feed.All(FeedStream.Orders)[^1], other.Messages[^1]);
    }

    /// <summary>Takes all that comes on a stream.</summary>
    private sealed class Taker(Aeron aeron, FeedStream stream)
    {
        private byte[] _packet = [];

        public Subscription Subscription { get; } =
            aeron.AddSubscription("aeron:ipc?tether=false", FeedOptions.StreamIdOf(stream));

        public List<byte[]> Messages { get; } = [];

        public int Heartbeats { get; private set; }

        public ushort FirstTemplateId { get; private set; }

        public HeartbeatBlock LastHeartbeat { get; private set; }

        public int TakeAll()
        {
            int all = 0;
            int count;
            while ((count = Subscription.Poll(
                (buffer, offset, length, _) => Take(buffer, offset, length), FragmentLimit)) > 0)
                all += count;
            return all;
        }

        private void Take(Adaptive.Agrona.IDirectBuffer buffer, int offset, int length)
        {
            _packet = new byte[length];
            buffer.GetBytes(offset, _packet, 0, length);
            FeedPacketReader reader = new(_packet);
            while (reader.TryRead(out FeedMessage message))
            {
                if (FirstTemplateId == 0)
                    FirstTemplateId = message.TemplateId;
                if (message.TemplateId == HeartbeatBlock.TemplateId)
                {
                    Heartbeats++;
                    LastHeartbeat = message.Block<HeartbeatBlock>();
                }
                else
                    Messages.Add(message.Bytes.ToArray());
            }
        }
    }
}
