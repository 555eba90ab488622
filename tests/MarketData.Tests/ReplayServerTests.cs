using System.Diagnostics;
using System.Net;
using MatchingEngine.Journal;
using MatchingEngine.MarketData.Tests.Support;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests;

public sealed class ReplayServerTests : IDisposable
{
    private const int Seed = 21;

    private readonly JournaledFeed _feed = new(Seed, segmentSize: 1 << 16);
    private readonly ReplayServer _server;

    public ReplayServerTests()
    {
        _feed.Play(6_000);
        _server = new ReplayServer(
            _feed.Publisher,
            new ReplayOptions
            {
                ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
                MaxConnections = 3,
                MaxMessagesPerAnswer = 500,
                SendTimeoutMillis = 300,
            },
            _feed.Directory,
            JournaledFeed.Limits,
            Assert.Fail);
        _server.Start();
    }

    private ulong Epoch => _feed.Publisher.Epoch;

    [Theory]
    [InlineData(FeedStream.Fills)]
    [InlineData(FeedStream.Orders)]
    [InlineData(FeedStream.PriceLevels)]
    [InlineData(FeedStream.BestBidOffer)]
    [InlineData(FeedStream.Trades)]
    [InlineData(FeedStream.Statistics)]
    [InlineData(FeedStream.Status)]
    public void Stream_is_given_from_its_first_message_on_byte_for_byte_and_the_journal_is_read_once(FeedStream stream)
    {
        List<byte[]> expected = _feed.All(stream);
        using ReplayPeer peer = new(_server.EndPoint);
        List<byte[]> given = [];
        while (given.Count < expected.Count)
        {
            (ReplayResponseBlock response, List<byte[]> messages) =
                peer.Ask(Epoch, stream, (ulong)given.Count + 1, ulong.MaxValue);
            Assert.Equal(ReplayResult.Accepted, response.ReplayResult);
            Assert.Equal((ulong)expected.Count, response.LastApplSeqNum);
            Assert.InRange(messages.Count, 1, 500);
            given.AddRange(messages);
        }
        Assert.Equal(expected, given);
        bool isBeyondMemory = _feed.Publisher.StoreOf(stream).First > 1;
        Assert.Equal(isBeyondMemory ? 1 : 0, _server.HistoryCount);
    }

    [Fact]
    public void Recent_messages_come_from_memory()
    {
        List<byte[]> expected = _feed.All(FeedStream.Orders);
        ulong last = (ulong)expected.Count;
        using ReplayPeer peer = new(_server.EndPoint);
        (ReplayResponseBlock response, List<byte[]> messages) =
            peer.Ask(Epoch, FeedStream.Orders, last - 9, last - 5);
        Assert.Equal(
            (ReplayResult.Accepted, 5UL, last - 9),
            (response.ReplayResult, response.Count, response.BeginSeqNum));
        Assert.Equal(expected.GetRange(expected.Count - 10, 5), messages);
        Assert.Equal(0, _server.HistoryCount);
    }

    [Fact]
    public void Request_that_cannot_be_served_is_told_why_and_the_connection_goes_on()
    {
        ulong last = _feed.Publisher.LastApplSeqNum(FeedStream.Fills);
        using ReplayPeer peer = new(_server.EndPoint);
        Is(ReplayResult.UnknownStream, Epoch, FeedStream.Snapshots, 1, 1);
        Is(ReplayResult.UnknownStream, Epoch, 0, 1, 1);
        Is(ReplayResult.UnknownEpoch, 0, FeedStream.Fills, 1, 1);
        Is(ReplayResult.UnknownEpoch, Epoch + 1, FeedStream.Fills, 1, 1);
        Is(ReplayResult.InvalidRange, Epoch, FeedStream.Fills, 0, 1);
        Is(ReplayResult.InvalidRange, Epoch, FeedStream.Fills, 2, 1);
        Is(ReplayResult.OutOfRange, Epoch, FeedStream.Fills, last + 1, last + 1);
        Is(ReplayResult.Accepted, Epoch, FeedStream.Fills, last, last + 100);

        void Is(ReplayResult expected, ulong epoch, FeedStream stream, ulong begin, ulong end)
        {
            ReplayResponseBlock response = peer.Ask(epoch, stream, begin, end).Response;
            Assert.Equal((expected, Epoch), (response.ReplayResult, response.FeedEpoch));
        }
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(6, 41)]
    [InlineData(8, 1)]
    [InlineData(10, 1)]
    [InlineData(12, 7)]
    public void What_is_no_request_is_refused_and_ends_the_connection(int offset, byte value)
    {
        byte[] frame = new byte[54];
        byte[] begin = [0, 0, 0, 54, 0xEB, 0x50, 40, 0, 0xEA, 1, 2, 0, 0, 0];
        begin.CopyTo(frame, 0);
        frame[offset] = value;
        using ReplayPeer peer = new(_server.EndPoint);
        peer.SendBytes(frame);
        Assert.Equal(ReplayResult.InvalidRequest, peer.ReadResponse().ReplayResult);
        Assert.True(peer.IsClosed());
    }

    [Fact]
    public void One_connection_too_many_is_closed_and_a_place_comes_free_again()
    {
        List<ReplayPeer> peers = [.. Enumerable.Range(0, 3).Select(_ => new ReplayPeer(_server.EndPoint))];
        peers.ForEach(peer => peer.Ask(Epoch, FeedStream.Status, 1, 1));
        using (ReplayPeer refused = new(_server.EndPoint))
            Assert.True(refused.IsClosed());
        peers.ForEach(peer => peer.Dispose());
        Until.True(IsServed, "a place is free");

        bool IsServed()
        {
            using ReplayPeer peer = new(_server.EndPoint);
            peer.Send(Epoch, FeedStream.Status, 1, 1);
            return !peer.IsClosed();
        }
    }

    [Fact]
    public void Nobody_has_all_the_places()
    {
        using ReplayServer server = Start(options => options with { MaxConnectionsPerAddress = 2 });
        using ReplayPeer first = new(server.EndPoint);
        using ReplayPeer second = new(server.EndPoint);
        first.Ask(Epoch, FeedStream.Status, 1, 1);
        second.Ask(Epoch, FeedStream.Status, 1, 1);
        using (ReplayPeer third = new(server.EndPoint))
            Assert.True(third.IsClosed());
        Assert.Equal(1, server.Refused);
        using ReplayPeer elsewhere = new(server.EndPoint, new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        elsewhere.Ask(Epoch, FeedStream.Status, 1, 1);
    }

    [Theory]
    [InlineData(1UL, 500UL)]
    [InlineData(0UL, 0UL)]
    public void Client_that_asks_and_asks_is_given_its_share_and_no_more(ulong begin, ulong end)
    {
        const int BytesPerSecond = 1 << 18;
        using ReplayServer server = Start(options => options with { MaxBytesPerSecond = BytesPerSecond });
        using ReplayPeer peer = new(server.EndPoint);
        long start = Stopwatch.GetTimestamp();
        long cost = 0;
        for (int i = 0; i < 12; i++)
        {
            (_, List<byte[]> messages) = peer.Ask(Epoch, FeedStream.Orders, begin, end);
            // The last one need not be waited for.
            cost += i == 11 ? 0 : Math.Max(4_096, messages.Sum(message => message.Length + 6));
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.True(seconds >= cost / (double)BytesPerSecond, $"{cost} bytes in {seconds:F2} s");
    }

    [Fact]
    public void Request_that_comes_byte_by_byte_must_be_there_in_time()
    {
        using ReplayServer server = Start(options => options with { IdleMillis = 300 });
        using ReplayPeer peer = new(server.EndPoint);
        long start = Stopwatch.GetTimestamp();
        Until.True(IsCut, "the connection is closed");
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 5);

        bool IsCut()
        {
            Thread.Sleep(100);
            return !peer.TrySendBytes([0]);
        }
    }

    [Fact]
    public void Long_reading_of_the_journal_is_told_of_and_goes_on_where_it_was()
    {
        using ReplayServer server = Start(options => options with { ReadMillis = 0 });
        ulong last = _feed.Publisher.StoreOf(FeedStream.Orders).First - 1;
        using ReplayPeer peer = new(server.EndPoint);
        int busy = 0;
        Until.True(IsServed, "the answer comes");
        Assert.True(busy > 0);
        Assert.Equal(1, server.HistoryCount);

        bool IsServed()
        {
            (ReplayResponseBlock response, List<byte[]> messages) = peer.Ask(Epoch, FeedStream.Orders, last, last);
            if (response.ReplayResult == ReplayResult.Busy)
            {
                busy++;
                return false;
            }
            Assert.Equal(_feed.All(FeedStream.Orders)[(int)last - 1], Assert.Single(messages));
            return true;
        }
    }

    [Fact]
    public void Reading_goes_on_into_what_the_service_has_written_since_it_began()
    {
        using ReplayPeer peer = new(_server.EndPoint);
        Assert.Single(peer.Ask(Epoch, FeedStream.Orders, 1, 1).Messages);
        _feed.Play(6_000);
        ulong end = _feed.Publisher.StoreOf(FeedStream.Orders).First - 1;
        for (ulong next = 2; next <= end;)
        {
            (ReplayResponseBlock response, List<byte[]> messages) = peer.Ask(Epoch, FeedStream.Orders, next, end);
            Assert.Equal(ReplayResult.Accepted, response.ReplayResult);
            next += (ulong)messages.Count;
        }
        Assert.Equal(1, _server.HistoryCount);
    }

    [Fact]
    public void Two_who_miss_different_messages_do_not_send_the_reader_back_in_turn()
    {
        ulong end = _feed.Publisher.StoreOf(FeedStream.Orders).First - 1;
        using ReplayPeer first = new(_server.EndPoint);
        using ReplayPeer second = new(_server.EndPoint);
        ulong next = 1;
        Until.True(
            () =>
            {
                (ReplayResponseBlock response, List<byte[]> messages) = first.Ask(Epoch, FeedStream.Orders, next, end);
                Assert.Equal(ReplayResult.Accepted, response.ReplayResult);
                next += (ulong)messages.Count;
                // Asks from the beginning each time, and has to wait.
                Assert.Equal(ReplayResult.Busy, second.Ask(Epoch, FeedStream.Orders, 1, 1).Response.ReplayResult);
                return next > end;
            },
            "the first one has all that it missed");
        Assert.Equal(1, _server.HistoryCount);
        first.Dispose();
        Until.True(
            () => second.Ask(Epoch, FeedStream.Orders, 1, 1).Response.ReplayResult == ReplayResult.Accepted,
            "the other one's turn comes");
        Assert.Equal(2, _server.HistoryCount);
    }

    [Fact]
    public void Journal_is_read_no_further_when_the_service_ends()
    {
        using FeedHistory history = new(_feed.Directory, JournaledFeed.Limits, _feed.Options);
        Assert.False(history.TryReadTo(FeedStream.Orders, ulong.MaxValue, static (_, _) => { }, static () => true));
        Assert.True(history.LastApplSeqNum(FeedStream.Orders) < _feed.Publisher.LastApplSeqNum(FeedStream.Orders));
    }

    [Fact]
    public void Client_that_takes_nothing_is_cut_and_holds_nobody_up()
    {
        using ReplayPeer slow = new(_server.EndPoint);
        using ReplayPeer other = new(_server.EndPoint);
        for (int i = 0; i < 2_000; i++)
            slow.Send(Epoch, FeedStream.Orders, 1, 500);
        ulong last = _feed.Publisher.LastApplSeqNum(FeedStream.Trades);
        Assert.Single(other.Ask(Epoch, FeedStream.Trades, last, last).Messages);
        Until.True(() => _server.Messages > 0, "the slow one is cut");
    }

    [Fact]
    public async Task Journal_is_read_for_one_request_at_a_time_and_the_others_are_told_to_come_again()
    {
        int busy = 0;
        int served = 0;
        Task[] clients = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(AskUntilSomebodyWaited))];
        await Task.WhenAll(clients);
        Assert.True(busy > 0 && served > 0, $"{busy} told to come again, {served} served");

        void AskUntilSomebodyWaited()
        {
            using ReplayPeer peer = new(_server.EndPoint);
            Until.True(
                () =>
                {
                    (ReplayResponseBlock response, List<byte[]> messages) = peer.Ask(Epoch, FeedStream.Orders, 1, 400);
                    if (response.ReplayResult == ReplayResult.Busy)
                        Interlocked.Increment(ref busy);
                    else
                    {
                        Assert.Equal((ReplayResult.Accepted, 400), (response.ReplayResult, messages.Count));
                        Interlocked.Increment(ref served);
                    }
                    return Volatile.Read(ref busy) > 0 && Volatile.Read(ref served) > 0;
                },
                "somebody is told to come again");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Journal_that_cannot_be_read_is_told_and_who_asks_for_recent_messages_is_served(bool hasFile)
    {
        string directory = Path.Combine(_feed.Directory, "elsewhere");
        Directory.CreateDirectory(directory);
        if (hasFile)
            File.WriteAllText(Path.Combine(directory, JournalDirectory.SegmentFileName(1)), new string('n', 1 << 16));
        List<string> reports = [];
        using ReplayServer server = new(
            _feed.Publisher,
            new ReplayOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) },
            directory,
            JournaledFeed.Limits,
            reports.Add);
        server.Start();
        using ReplayPeer peer = new(server.EndPoint);
        Assert.Equal(ReplayResult.Unavailable, peer.Ask(Epoch, FeedStream.Orders, 1, 2).Response.ReplayResult);
        Assert.Single(reports);
        ulong last = _feed.Publisher.LastApplSeqNum(FeedStream.Orders);
        Assert.Equal(ReplayResult.Accepted, peer.Ask(Epoch, FeedStream.Orders, last, last).Response.ReplayResult);
    }

    private ReplayServer Start(Func<ReplayOptions, ReplayOptions> adjust)
    {
        ReplayServer server = new(
            _feed.Publisher,
            adjust(new ReplayOptions { ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0) }),
            _feed.Directory,
            JournaledFeed.Limits,
            Assert.Fail);
        server.Start();
        return server;
    }

    public void Dispose()
    {
        _server.Dispose();
        _feed.Dispose();
    }
}
