using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MatchingEngine.Client;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.SystemTests.Support;
using MatchingEngine.Tools.Flow;
using Xunit.Abstractions;

namespace MatchingEngine.SystemTests;

public class FeedTests(ITestOutputHelper output)
{
    private const int Seed = 20120621;
    private const int Slice = 2_000;
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PlayLimit = TimeSpan.FromMinutes(3);

    private static int StallSeconds =>
        int.TryParse(
            Environment.GetEnvironmentVariable("ME_STALL_SECONDS"), CultureInfo.InvariantCulture, out int seconds)
            ? seconds
            : 2;

    [Fact]
    public void Drop_copy_goes_on_without_duplicate_or_hole_when_the_service_is_killed_and_the_consumer_restarts()
    {
        using var data = new TempDirectory();
        using var consumer = new TempDirectory();
        FlowCommand[] flow = Flows.Synthetic(40_000, seed: 3);
        var recorder = new RecordingPlayer();
        FeedServer server = FeedServer.Start(data.FullPath, data.FullPath + "-aeron");
        try
        {
            List<FillBlock> fills = [];
            List<FillBlock> survivorFills = [];
            // One consumer restarts each time, one lives through it all.
            using var survivor = new DropCopyClient(
                new DropCopyClientOptions { Connection = server.Connection }, new CollectedFills(survivorFills));
            using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder);
            int sent = 0;
            int holdAt = 15_000;
            Task play = Task.Factory.StartNew(() =>
            {
                client.Connect();
                FlowPlayer.AwaitEstablished(client, Until.Limit);
                recorder.Player.Play(client, flow, 256, count =>
                {
                    Volatile.Write(ref sent, count);
                    SpinWait.SpinUntil(() => count < Volatile.Read(ref holdAt));
                });
            }, TaskCreationOptions.LongRunning);
            foreach (int kill in (int[])[10_000, 25_000])
            {
                Receive(server, consumer.PathOf("checkpoint"), fills, () => Volatile.Read(ref sent) >= kill, play,
                    survivor);
                server.Process.Kill();
                Volatile.Write(ref holdAt, kill + 20_000);
                FeedServer killed = server;
                server = killed.StartAgain();
                killed.Process.Dispose();
            }
            Receive(server, consumer.PathOf("checkpoint"), fills,
                () => play.IsCompleted && fills.Count >= recorder.Player.Fills.Count
                    && survivorFills.Count >= recorder.Player.Fills.Count,
                play, survivor);
            Until.Done(play, "the flow is played to its end", PlayLimit);
            server.Stop();

            Assert.Equal(
                Enumerable.Range(1, recorder.Player.Fills.Count).Select(number => (ulong)number),
                fills.Select(fill => fill.ApplSeqNum));
            Assert.Equal(recorder.Player.Fills, fills.Select(FillOf));
            Assert.Equal(fills, survivorFills);
            output.WriteLine($"{fills.Count} fills over 2 kills of the service and 3 lives of the consumer");
        }
        finally
        {
            server.Dispose();
        }
    }

    [Fact]
    public void Books_of_a_venue_where_nothing_happens_are_held_against_the_engine()
    {
        using var data = new TempDirectory();
        using FeedServer server = FeedServer.Start(data.FullPath, data.FullPath + "-aeron");
        var recorder = new RecordingPlayer();
        using (var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder))
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            recorder.Player.Play(client, Flows.Synthetic(500, seed: 5), 64, static _ => { });
        }

        using MeProcess check = MeProcess.Start(
            ["check", "--json", "--data", data.FullPath, "--to", "500", "--seconds", "60", .. server.ConsumerArguments]);

        int exitCode = check.AwaitExit(PlayLimit);
        Assert.True(exitCode == 0, check.Output + check.Error);
        Assert.True(check.Json().GetProperty("engineOrderComparisons").GetInt64() > 0);
        Assert.True(check.Json().GetProperty("engineLevelComparisons").GetInt64() > 0);
        server.Stop();
    }

    [Fact]
    public void Late_joiners_under_load_get_right_books_in_time_and_equal_the_engine()
    {
        using var data = new TempDirectory();
        FlowCommand[] flow = Flows.RecordedOrSynthetic();
        var recorder = new RecordingPlayer();
        using FeedServer server = FeedServer.Start(data.FullPath, data.FullPath + "-aeron");
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder);
        int sent = 0;
        Task play = Task.Factory.StartNew(() =>
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            recorder.Player.Play(client, flow, 256, count => Volatile.Write(ref sent, count));
        }, TaskCreationOptions.LongRunning);
        using MeProcess check = MeProcess.Start(
            ["check", "--json", "--data", data.FullPath, "--to", flow.Length.ToString(CultureInfo.InvariantCulture),
                "--seconds", "120", .. server.ConsumerArguments]);
        var random = new Random(Seed);
        for (int joiner = 0; joiner < 4; joiner++)
        {
            int moment = Math.Min(flow.Length - 1, (flow.Length / 5 * joiner) + random.Next(flow.Length / 5));
            Until.True(() => Volatile.Read(ref sent) >= moment || play.IsCompleted, "the moment", PlayLimit);
            TimeSpan time = Join(server);
            output.WriteLine(
                $"joined at command {Volatile.Read(ref sent)}: all known after {time.TotalMilliseconds:F0} ms");
            Assert.True(time < JoinLimit, $"{time.TotalSeconds:F1} s");
        }
        Until.Done(play, "the flow is played to its end", PlayLimit);
        int exitCode = check.AwaitExit(PlayLimit);
        Assert.True(exitCode == 0, check.Output + check.Error);
        JsonElement report = check.Json();
        output.WriteLine(report.ToString());
        Assert.Equal(0, report.GetProperty("differences").GetInt64());
        Assert.True(report.GetProperty("engineOrderComparisons").GetInt64() > 0);
        Assert.True(report.GetProperty("engineLevelComparisons").GetInt64() > 0);
        Assert.True(report.GetProperty("levelComparisons").GetInt64() > 0);
        server.Stop();
    }

    [Fact]
    public void Consumer_that_stops_reading_harms_no_other_and_comes_back()
    {
        using var data = new TempDirectory();
        var recorder = new RecordingPlayer();
        using FeedServer server = FeedServer.Start(data.FullPath, data.FullPath + "-aeron");
        using var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder);
        using var slow = new MarketDataClient(Options(server), new Quiet());
        using var quick = new MarketDataClient(Options(server), new Quiet());
        Until.True(() => IsLive(slow) & IsLive(quick), "both have joined");
        bool isOver = false;
        FlowCommand[] flow = Flows.Synthetic(200 * Slice, seed: 11);
        Task play = Task.Factory.StartNew(() =>
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            for (int at = 0; at < flow.Length && !Volatile.Read(ref isOver); at += Slice)
                recorder.Player.Play(client, flow.AsSpan(at, Slice), 128);
        }, TaskCreationOptions.LongRunning);
        // The slow one does nothing at all meanwhile.
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < StallSeconds)
        {
            if (quick.DoWork() == 0)
                Thread.Sleep(1);
        }
        Volatile.Write(ref isOver, true);
        Until.Done(play, "the flow is played to its end", PlayLimit);
        Until.True(
            () => IsLive(slow) & IsLive(quick) && IsSame(slow, quick), "the slow one has come back", JoinLimit * 3);
        Assert.Equal((0, 0), (slow.InconsistencyCount, quick.InconsistencyCount));
        server.Stop();
    }

    [Fact]
    public void Recorded_feed_is_played_into_the_same_books_and_watched_line_by_line()
    {
        using var data = new TempDirectory();
        using var files = new TempDirectory();
        var recorder = new RecordingPlayer();
        using FeedServer server = FeedServer.Start(data.FullPath, data.FullPath + "-aeron");
        using MeProcess record = MeProcess.Start(
            ["record", files.PathOf("feed"), "--json", .. server.ConsumerArguments]);
        Until.True(() => record.Error.Contains("recording", StringComparison.Ordinal), "me record runs");
        using (var client = new OrderEntryClient(Server.ClientOptions(server.EndPoint, data.FullPath), recorder))
        {
            client.Connect();
            FlowPlayer.AwaitEstablished(client, Until.Limit);
            recorder.Player.Play(client, Flows.Synthetic(3_000, 9), 16);
        }
        using MeProcess watch = MeProcess.Start(["watch", "--json", "--every", "500", .. server.ConsumerArguments]);
        Until.True(() => LinesOf(watch).Any(line => line.GetProperty("state").GetString() == "live"), "a live book");
        watch.SendTerminate();
        Assert.Equal(0, watch.AwaitExit());
        Until.True(() => EngineBook.IsIn(files.PathOf("feed"), data.FullPath), "the recording has the end of the flow");
        record.SendTerminate();
        Assert.Equal(0, record.AwaitExit());
        server.Stop();

        MeResult play = MeProcess.Run("play", files.PathOf("feed"), "--books", "--json");
        Assert.True(play.ExitCode == 0, play.Error);
        JsonElement book = Assert.Single(play.Json().GetProperty("books").EnumerateArray());
        Assert.Equal("live", book.GetProperty("state").GetString());
        Assert.Equal(EngineBook.DigestOf(data.FullPath), book.GetProperty("orderDigest").GetString());
    }

    private static IEnumerable<JsonElement> LinesOf(MeProcess process) => process.Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement);

    private static FlowFill FillOf(FillBlock fill) => new(
        (long)(fill.Taker.ClOrdID % FlowIds.FirstRequest),
        fill.Maker.ClOrdID,
        fill.LastPx / FlowIds.MantissaPerE4,
        fill.LastQty);

    private static void Receive(
        FeedServer server,
        string checkpoint,
        List<FillBlock> fills,
        Func<bool> isEnough,
        Task play,
        DropCopyClient survivor)
    {
        using var client = new DropCopyClient(
            new DropCopyClientOptions { Connection = server.Connection, CheckpointFile = checkpoint },
            new CollectedFills(fills));
        Until.True(() =>
        {
            while (client.DoWork() + survivor.DoWork() > 0)
            {
            }
            if (play.IsFaulted)
                play.GetAwaiter().GetResult();
            return isEnough();
        }, "fills", PlayLimit);
        Assert.Null(client.StopReason);
    }

    private static MarketDataClientOptions Options(FeedServer server) => new()
    {
        Connection = server.Connection,
        Streams = [FeedStream.Orders, FeedStream.PriceLevels],
    };

    private static TimeSpan Join(FeedServer server)
    {
        long start = Stopwatch.GetTimestamp();
        using var client = new MarketDataClient(
            Options(server) with { Streams = MarketDataClientOptions.MarketStreams }, new Quiet());
        // Every stream: books, best bid and offer, statistics, definition.
        Until.True(
            () => IsLive(client) && client.Instrument(Flows.SecurityId) is
            {
                HasBestBidOffer: true, HasStatistics: true, HasDefinition: true,
            },
            "all that there is to know");
        Assert.Equal(0, client.InconsistencyCount);
        return Stopwatch.GetElapsedTime(start);
    }

    private static bool IsLive(MarketDataClient client)
    {
        while (client.DoWork() > 0)
        {
        }
        return client.OrderBook(Flows.SecurityId) is { State: FeedState.Live }
            && client.PriceLevelBook(Flows.SecurityId) is { State: FeedState.Live };
    }

    private static bool IsSame(MarketDataClient one, MarketDataClient other) =>
        BookDigest.OfOrders(one.OrderBook(Flows.SecurityId)!) == BookDigest.OfOrders(other.OrderBook(Flows.SecurityId)!)
        && one.Stream(FeedStream.Orders)!.NextSeqNum == other.Stream(FeedStream.Orders)!.NextSeqNum;

    private sealed class Quiet : MarketDataHandler;
}
