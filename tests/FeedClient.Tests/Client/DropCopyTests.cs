using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Client;

public sealed class DropCopyTests : IDisposable
{
    private readonly TestDriver _driver = new();
    private readonly string _file = Path.GetTempFileName();

    public DropCopyTests() => File.Delete(_file);

    public void Dispose()
    {
        _driver.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData(CheckpointSync.Never)]
    [InlineData(CheckpointSync.EachTurn)]
    [InlineData(CheckpointSync.EachFill)]
    public void Fills_come_once_and_in_order_across_restarts_of_the_consumer(CheckpointSync sync)
    {
        using var venue = new TestVenue(_driver.Directory, seed: 1);
        using var replay = new TestReplayServer(venue.Store);
        List<ulong> seen = [];
        for (int life = 0; life < 4; life++)
        {
            // Some while nobody listens, some while somebody does.
            Fill(venue, 10);
            using var client = new DropCopyClient(Options(replay, sync), new Collector(seen));
            Await.That("connection", () => venue.IsConnected(FeedStream.Fills), () => client.DoWork());
            Fill(venue, 10);
            AwaitAll(venue, client);
        }
        Assert.Equal(Enumerable.Range(1, 80).Select(number => (ulong)number), seen);
    }

    [Fact]
    public void Handler_that_keeps_the_position_itself_is_asked_for_it()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 2);
        using var replay = new TestReplayServer(venue.Store);
        Fill(venue, 10);
        List<ulong> seen = [];
        using var client = new DropCopyClient(
            Options(replay) with { CheckpointFile = null },
            new Collector(seen) { Stored = new DropCopyPosition(77, 4) });
        AwaitAll(venue, client);
        Assert.Equal([5ul, 6, 7, 8, 9, 10], seen);
    }

    [Fact]
    public void Fill_whose_handler_throws_comes_again_and_is_not_passed_over()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 3);
        using var replay = new TestReplayServer(venue.Store);
        List<ulong> seen = [];
        var handler = new Collector(seen) { ThrowAt = 5 };
        using var client = new DropCopyClient(Options(replay), handler);
        Await.That("connection", () => venue.IsConnected(FeedStream.Fills), () => client.DoWork());
        int thrown = 0;
        Fill(venue, 10);
        Await.That("fills", () => seen.Count == 10, () =>
        {
            venue.Beat();
            try
            {
                client.DoWork();
            }
            catch (TimeoutException)
            {
                thrown++;
                handler.ThrowAt = 0;
            }
        });
        Assert.Equal(1, thrown);
        Assert.Equal(Enumerable.Range(1, 10).Select(number => (ulong)number), seen);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(7)]
    public void Cut_and_short_answers_of_the_venue_leave_no_hole(int maxCount)
    {
        using var venue = new TestVenue(_driver.Directory, seed: 4);
        using var replay = new TestReplayServer(venue.Store) { CutAfter = 3, MaxCount = (ulong)maxCount };
        Fill(venue, 40);
        List<ulong> seen = [];
        using var client = new DropCopyClient(Options(replay), new Collector(seen));
        AwaitAll(venue, client);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => (ulong)number), seen);
    }

    [Fact]
    public void Venue_with_another_journal_stops_the_drop_copy()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 5, epoch: 99);
        using var replay = new TestReplayServer(venue.Store);
        Fill(venue, 10);
        List<ulong> seen = [];
        var handler = new Collector(seen) { Stored = new DropCopyPosition(77, 4) };
        using var client = new DropCopyClient(Options(replay) with { CheckpointFile = null }, handler);
        AwaitStop(venue, client);
        Fill(venue, 10);
        client.DoWork();
        Assert.Equal((DropCopyStop.EpochChanged, 0), (handler.Stopped, seen.Count));
    }

    [Fact]
    public void Venue_that_lost_handled_fills_stops_the_drop_copy()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 6);
        using var replay = new TestReplayServer(venue.Store);
        Fill(venue, 10);
        List<ulong> seen = [];
        var handler = new Collector(seen) { Stored = new DropCopyPosition(77, 12) };
        using var client = new DropCopyClient(Options(replay) with { CheckpointFile = null }, handler);
        AwaitStop(venue, client);
        Assert.Equal((DropCopyStop.VenueWentBack, 0), (handler.Stopped, seen.Count));
    }

    [Fact]
    public void What_was_said_before_the_position_was_reached_stops_nothing()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 9);
        using var replay = new TestReplayServer(venue.Store);
        using var slow = new DropCopyClient(Options(replay) with { CheckpointFile = null }, new Collector([]));
        Await.That("connection", () => venue.IsConnected(FeedStream.Fills), () => slow.DoWork());
        // The slow one stands before these; who joins now begins where it is.
        venue.Beat();
        Fill(venue, 10);
        venue.Beat();
        List<ulong> seen = [];
        using var client = new DropCopyClient(
            Options(replay) with { CheckpointFile = null },
            new Collector(seen) { Stored = new DropCopyPosition(77, 8) });
        AwaitAll(venue, client);
        Assert.Equal([9ul, 10], seen);
        Assert.Null(client.StopReason);
    }

    [Fact]
    public void Fills_that_the_venue_has_no_more_stop_the_drop_copy()
    {
        using var venue = new TestVenue(_driver.Directory, seed: 7);
        using var replay = new TestReplayServer(venue.Store) { Refusal = ReplayResult.OutOfRange };
        Fill(venue, 10);
        var handler = new Collector([]);
        using var client = new DropCopyClient(Options(replay), handler);
        AwaitStop(venue, client);
        Assert.Equal(DropCopyStop.FillsUnavailable, handler.Stopped);
    }

    [Fact]
    public void Venue_and_driver_that_go_and_come_back_leave_no_hole_and_no_duplicate()
    {
        string directory = TestDriver.NewDirectory();
        List<ulong> seen = [];
        var driver = new TestDriver(directory);
        var venue = new TestVenue(directory, seed: 8);
        using var replay = new TestReplayServer(venue.Store);
        using var client = new DropCopyClient(Options(replay, directory: directory, silenceMillis: 300), new Collector(seen));
        Fill(venue, 10);
        AwaitAll(venue, client);
        byte[][] old = venue.Store.Range(FeedStream.Fills, 1, 10);
        venue.Dispose();
        driver.Dispose();
        for (int i = 0; i < 100; i++)
            client.DoWork();

        driver = new TestDriver(directory);
        venue = new TestVenue(directory, seed: 8);
        using var secondReplay = new TestReplayServer(venue.Store);
        // The venue's journal gives the old fills their numbers again.
        Fill(venue, 15);
        Assert.Equal(old[9].AsSpan(8, 8), venue.Store.Range(FeedStream.Fills, 10, 10)[0].AsSpan(8, 8));
        replay.Redirect = venue.Store;
        AwaitAll(venue, client);
        Assert.Equal(Enumerable.Range(1, 15).Select(number => (ulong)number), seen);
        venue.Dispose();
        driver.Dispose();
    }

    [Fact]
    public void Directory_is_synced_or_it_is_said_why_not()
    {
        string directory = Directory.CreateTempSubdirectory("feed-client-tests-").FullName;
        try
        {
            DirectorySync.Flush(directory);
            string missing = Path.Combine(directory, "missing");
            IOException failure = Assert.Throws<IOException>(() => DirectorySync.Flush(missing));
            Assert.Contains(missing, failure.Message);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Checkpoint_with_a_torn_place_falls_back_to_the_other_and_refuses_when_both_are_damaged()
    {
        using (var file = new CheckpointFile(_file))
        {
            Assert.Null(file.Position);
            file.Write(new DropCopyPosition(7, 1));
            file.Write(new DropCopyPosition(7, 2));
            Assert.Throws<IOException>(() => new CheckpointFile(_file));
        }
        byte[] whole = File.ReadAllBytes(_file);
        for (int at = 0; at < 64; at++)
        {
            byte[] torn = [.. whole];
            torn[4_096 + at] ^= 0x40;
            Assert.Equal(new DropCopyPosition(7, 1), PositionIn(torn));
            torn[at] ^= 0x40;
            Assert.Throws<InvalidDataException>(() => PositionIn(torn));
        }
        Assert.Equal(new DropCopyPosition(7, 1), PositionIn(whole[..4_100]));
        Assert.Null(PositionIn(whole[..63]));
        Assert.Equal(new DropCopyPosition(7, 2), PositionIn(whole));
    }

    private DropCopyPosition? PositionIn(byte[] bytes)
    {
        File.WriteAllBytes(_file, bytes);
        using var file = new CheckpointFile(_file);
        return file.Position;
    }

    private static void Fill(TestVenue venue, int count)
    {
        for (int i = 0; i < count; i++)
            venue.Fill(i + 1);
    }

    private static void AwaitAll(TestVenue venue, DropCopyClient client) =>
        Await.That("all fills",
            () => client.NextSeqNum == venue.Store.LastOf(FeedStream.Fills) + 1 && client.State == FeedState.Live,
            () =>
            {
                venue.Beat();
                client.DoWork();
            },
            () => $"{client.StopReason} {client.State} next {client.NextSeqNum} of {venue.Store.LastOf(FeedStream.Fills)}, "
                + $"fetched {client.ReplayedCount}, {client.LastError}");

    private static void AwaitStop(TestVenue venue, DropCopyClient client) =>
        Await.That("the stop", () => client.StopReason is not null, () =>
        {
            venue.Beat();
            client.DoWork();
        });

    private DropCopyClientOptions Options(
        TestReplayServer replay,
        CheckpointSync sync = CheckpointSync.EachTurn,
        string? directory = null,
        int silenceMillis = 3_000) => new()
        {
            Connection = new FeedConnectionOptions
            {
                AeronDirectory = directory ?? _driver.Directory,
                // Longer than a test may take: nobody but the test waits for an answer that is there.
                Replay = new ReplayClientOptions { EndPoint = replay.EndPoint, ResponseTimeoutMillis = 120_000 },
                SilenceMillis = silenceMillis,
            },
            CheckpointFile = _file,
            Sync = sync,
        };

    private sealed class Collector(List<ulong> seen) : DropCopyHandler
    {
        public DropCopyPosition? Stored { get; init; }

        public ulong ThrowAt { get; set; }

        public DropCopyStop? Stopped { get; private set; }

        public override DropCopyPosition? LoadPosition() => Stored;

        public override void OnFill(in FillBlock fill)
        {
            if (fill.ApplSeqNum == ThrowAt)
                throw new TimeoutException("The handler's own trouble.");
            seen.Add(fill.ApplSeqNum);
        }

        public override void OnStopped(DropCopyStop reason, string detail) => Stopped = reason;
    }
}
