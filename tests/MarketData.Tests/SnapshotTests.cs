using Adaptive.Aeron;
using MatchingEngine.Client.Feed;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests;

public class SnapshotTests
{
    private const int Seed = 77;

    private readonly byte[] _message = new byte[FeedLayout.MaxPacketLength];

    [Fact]
    public void Snapshot_sent_under_load_and_what_follows_it_is_the_book()
    {
        using TestDriver driver = new();
        using JournaledFeed feed = new(
            Seed, new FeedOptions { Channel = "aeron:ipc?term-length=1m", StoreLength = 1 << 24 });
        using SnapshotPublisher snapshots = new(feed.Publisher, new SnapshotOptions { CycleMillis = 5 });
        feed.Play(2_000, replayed: true);
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        snapshots.Open(driver.Aeron, feed.Directory, JournaledFeed.Limits, Assert.Fail);
        using Subscription subscription =
            driver.Aeron.AddSubscription("aeron:ipc", FeedOptions.StreamIdOf(FeedStream.Snapshots));
        Loader loader = new();
        Until.True(
            () =>
            {
                feed.Play(20);
                while (subscription.Poll(loader.OnFragment, 100) > 0)
                {
                }
                return loader.Loaded >= 40;
            },
            "snapshots come");
        feed.Play(200);
        foreach (uint security in (uint[])[1, 2])
            Hold(feed, loader, security);
        Assert.Equal(0, loader.Failed);
    }

    [Fact]
    public void Follower_that_was_left_behind_builds_its_books_from_the_journal()
    {
        using TestDriver driver = new();
        using JournaledFeed feed = new(
            Seed, new FeedOptions { Channel = "aeron:ipc?term-length=1m", StoreLength = FeedOptions.MinStoreLength });
        using SnapshotPublisher snapshots = new(feed.Publisher, new SnapshotOptions { CycleMillis = 5 });
        feed.Publisher.Replayed = null;
        feed.Play(4_000);
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        List<string> reports = [];
        snapshots.Open(driver.Aeron, feed.Directory, JournaledFeed.Limits, reports.Add);
        using Subscription subscription =
            driver.Aeron.AddSubscription("aeron:ipc", FeedOptions.StreamIdOf(FeedStream.Snapshots));
        Loader loader = new();
        Until.True(() => subscription.Poll(loader.OnFragment, 100) >= 0 && loader.Loaded >= 4, "snapshots come");
        foreach (uint security in (uint[])[1, 2])
            Hold(feed, loader, security);
        Assert.Contains(reports, report => report.Contains("built again", StringComparison.Ordinal));
    }

    [Fact]
    public void Snapshot_on_a_quiet_feed_includes_the_command_that_heartbeats_name()
    {
        using TestDriver driver = new();
        using JournaledFeed feed = new(Seed, new FeedOptions { Channel = "aeron:ipc?term-length=1m" });
        using SnapshotPublisher snapshots = new(feed.Publisher, new SnapshotOptions { CycleMillis = 5 });
        feed.Play(200);
        feed.PlayQuietly(3);
        feed.Publisher.Open(driver.Aeron, feed.JournalId);
        snapshots.Open(driver.Aeron, feed.Directory, JournaledFeed.Limits, Assert.Fail);
        using Subscription subscription =
            driver.Aeron.AddSubscription("aeron:ipc", FeedOptions.StreamIdOf(FeedStream.Snapshots));
        Loader loader = new();
        Until.True(() => subscription.Poll(loader.OnFragment, 100) >= 0 && loader.Loaded >= 4, "snapshots come");
        Assert.Equal(feed.Core.LastSequence, feed.Publisher.LastEngineSequence);
        Assert.Equal(feed.Core.LastSequence, loader.EngineSequence);
    }

    [Fact]
    public void Feed_is_at_a_command_only_when_all_its_messages_are_published()
    {
        using JournaledFeed feed = new(Seed);
        feed.Play(1_000);
        FeedPublisher publisher = feed.Publisher;
        long before = publisher.LastEngineSequence;
        EventRecord record = new() { Sequence = before + 1 };
        record.Begin<SystemCommandResponseBlock>();
        publisher.OnEvent(in record, replayed: false);
        Assert.Equal(before, publisher.LastEngineSequence);
        record.Flags = EventFlags.EndOfCommand;
        publisher.OnEvent(in record, replayed: false);
        Assert.Equal(before + 1, publisher.LastEngineSequence);
    }

    [Fact]
    public void Books_are_followed_up_to_the_same_command_in_all_streams()
    {
        using JournaledFeed feed = new(Seed);
        feed.Play(50);
        FeedPosition position = new();
        FollowedBooks books = new(feed.Publisher.StoreOf, position);
        long end = feed.Core.LastSequence;
        for (long sequence = 1; sequence <= end; sequence++)
        {
            EventRecord record = new() { Sequence = sequence };
            position.MoveTo(in record);
            Assert.True(books.Follow() >= 0);
            Assert.Equal(sequence, books.EngineSequence);
            foreach (FollowedInstrument instrument in books.Instruments)
                Assert.True(IsAtMost(sequence, books, instrument));
        }
        foreach (FeedStream stream in (FeedStream[])[FeedStream.Orders, FeedStream.PriceLevels, FeedStream.Status])
            Assert.Equal(feed.Publisher.LastApplSeqNum(stream), books.LastApplSeqNum(stream));
    }

    private static bool IsAtMost(long sequence, FollowedBooks books, FollowedInstrument instrument) =>
        books.Orders.GetOrAdd(instrument.SecurityId).EngineSequence <= sequence
        && books.Levels.GetOrAdd(instrument.SecurityId).EngineSequence <= sequence
        && instrument.Best.EngineSequence <= sequence
        && instrument.Statistics.EngineSequence <= sequence;

    private void Hold(JournaledFeed feed, Loader loader, uint security)
    {
        RecentStore store = feed.Publisher.StoreOf(FeedStream.Orders);
        for (ulong number = loader.LastOrders + 1; number <= store.Last; number++)
        {
            FeedPacketReader reader = new(_message.AsSpan(0, store.TryRead(number, _message)));
            Assert.True(reader.TryRead(out FeedMessage message));
            if (message.SecurityId == security)
                Assert.NotEqual(BookUpdate.WentStale, loader.Orders.Apply(in message));
        }
        foreach (MDEntryType type in (MDEntryType[])[MDEntryType.Bid, MDEntryType.Offer])
        {
            Side side = type == MDEntryType.Bid ? Side.Buy : Side.Sell;
            List<BookOrder> orders = [];
            foreach (BookOrder order in loader.Orders.Find(security)!.Orders(type))
                orders.Add(order);
            Assert.Equal(
                feed.Core.GetOrders(security, side).Select(o => new BookOrder(o.OrderId, o.Price, o.DisplayQty)),
                orders);
        }
    }

    /// <summary>Loads each snapshot into a book.</summary>
    private sealed class Loader
    {
        private SnapshotBeginBlock _begin;
        private ulong _next;
        private uint _count;

        public OrderBookBuilder Orders { get; } = new();

        public PriceLevelBookBuilder Levels { get; } = new();

        public int Loaded { get; private set; }

        public int Failed { get; private set; }

        /// <summary>The command after which the last snapshot was made.</summary>
        public long EngineSequence => _begin.LastEngineSequence;

        /// <summary>What every loaded book includes at least.</summary>
        public ulong LastOrders { get; private set; }

        public void OnFragment(
            Adaptive.Agrona.IDirectBuffer buffer, int offset, int length, Adaptive.Aeron.LogBuffer.Header header)
        {
            byte[] packet = new byte[length];
            buffer.GetBytes(offset, packet, 0, length);
            FeedPacketReader reader = new(packet);
            while (reader.TryRead(out FeedMessage message))
                Take(in message);
        }

        private void Take(in FeedMessage message)
        {
            if (message.TemplateId == HeartbeatBlock.TemplateId)
                return;
            Assert.True(_next == 0 || message.ApplSeqNum == _next, "the stream of snapshots has a gap");
            _next = message.ApplSeqNum + 1;
            uint security = message.SecurityId;
            switch (message.TemplateId)
            {
                case SnapshotBeginBlock.TemplateId:
                    _begin = message.Block<SnapshotBeginBlock>();
                    _count = 0;
                    Orders.BeginSnapshot(security);
                    Levels.BeginSnapshot(security);
                    break;
                case SnapshotOrdersBlock.TemplateId:
                    foreach (int i in Enumerable.Range(0, message.Entries<SnapshotOrderEntryBlock>().Count))
                    {
                        Assert.True(Orders.AddSnapshotOrder(security, in message.Entries<SnapshotOrderEntryBlock>()[i]));
                        _count++;
                    }
                    break;
                case SnapshotPriceLevelsBlock.TemplateId:
                    foreach (int i in Enumerable.Range(0, message.Entries<PriceLevelEntryBlock>().Count))
                        Assert.True(Levels.AddSnapshotLevel(security, in message.Entries<PriceLevelEntryBlock>()[i]));
                    break;
                case SnapshotEndBlock.TemplateId:
                    End(security, message.Block<SnapshotEndBlock>());
                    break;
            }
        }

        private void End(uint security, SnapshotEndBlock end)
        {
            Assert.Equal(_begin.SnapshotID, end.SnapshotID);
            Assert.Equal(_begin.TotNumOrders, _count);
            BookDigest digest = new(end.DigestLow, end.DigestHigh);
            bool isRight = Orders.EndSnapshot(
                security, _begin.OrdersRptSeq, _begin.LastEngineSequence, end.TransactTime, digest);
            Levels.EndSnapshot(security, _begin.PriceLevelsRptSeq, _begin.LastEngineSequence, end.TransactTime);
            if (isRight)
                Loaded++;
            else
                Failed++;
            // The other instrument's was loaded in the round before, or later.
            LastOrders = LastOrders == 0 ? _begin.LastOrdersApplSeqNum : LastOrders;
        }
    }
}
