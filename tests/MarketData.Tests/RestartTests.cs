using MatchingEngine.Core;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData.Tests;

public class RestartTests
{
    private const int Seed = 33;

    [Fact]
    public void Restart_gives_the_same_bytes_and_goes_on_with_the_next_number()
    {
        using JournaledFeed feed = new(Seed);
        feed.Play(4_000);
        using FeedPublisher restarted = new(feed.Options);
        JournalReplay.Run(
            feed.Directory, new MatchingCore(JournaledFeed.Limits), restarted, long.MaxValue, progress: null);
        byte[] message = new byte[FeedLayout.MaxPacketLength];
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
        {
            List<byte[]> all = feed.All(stream);
            RecentStore store = restarted.StoreOf(stream);
            Assert.Equal((ulong)all.Count, store.Last);
            Assert.Equal(feed.Publisher.StoreOf(stream).First, store.First);
            for (ulong number = store.First; number <= store.Last; number++)
                Assert.Equal(all[(int)number - 1], message[..store.TryRead(number, message)]);
        }
    }

    [Fact]
    public void History_is_the_whole_feed_again()
    {
        using JournaledFeed feed = new(Seed + 1);
        feed.Play(4_000);
        Dictionary<FeedStream, List<byte[]>> given = [];
        using FeedHistory history = new(feed.Directory, JournaledFeed.Limits, feed.Options);
        bool isRead = history.TryReadTo(
            feed.Core.LastSequence,
            (stream, message) =>
            {
                if (!given.TryGetValue(stream, out List<byte[]>? messages))
                    given[stream] = messages = [];
                messages.Add(message.ToArray());
            },
            () => false);
        Assert.True(isRead);
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
            Assert.Equal(feed.All(stream), given[stream]);
    }

    [Fact]
    public void Epoch_is_that_of_the_journal_and_of_the_depth()
    {
        using JournaledFeed feed = new(Seed);
        FeedOptions options = feed.Options;
        ulong epoch = FeedEpoch.Of(feed.JournalId, options);
        Assert.Equal(epoch, FeedEpoch.Of(feed.JournalId, options with { StoreLength = 1 << 20 }));
        Assert.NotEqual(epoch, FeedEpoch.Of(feed.JournalId, options with { Depth = 3 }));
        Assert.NotEqual(epoch, FeedEpoch.Of(new Journal.JournalId(1, 2), options));
    }
}
