using Adaptive.Aeron;
using Adaptive.Aeron.Exceptions;
using Adaptive.Aeron.Status;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;
using AeronClientTests.Peer;

namespace AeronClientTests;

public class ConductorTests
{
    [Fact]
    public void Commands_stand_in_the_ring_byte_for_byte()
    {
        using var harness = new Harness();
        long client = harness.Client.ClientId;
        using Subscription subscription = harness.Client.AddSubscription("aeron:udp?endpoint=localhost:0", -3);
        using Publication publication = harness.Client.AddPublication("aeron:ipc", 42);
        publication.AddDestination("aeron:udp?endpoint=localhost:9");
        subscription.AddDestination("aeron:udp?endpoint=localhost:8");
        publication.RemoveDestination(77);
        using Counter counter = harness.Client.AddCounter(
            1001, new UnsafeBuffer([9, 8, 7, 6, 5]), 0, 5, new UnsafeBuffer("label"u8.ToArray()), 0, 5);
        using Counter lasting = harness.Client.AddStaticCounter(1002, "lasting", 123);

        Assert.Equal(
            new Message().Long(client).Long(client + 1).Long(-1).Int(-3).Text("aeron:udp?endpoint=localhost:0"),
            CommandOf(harness, 4));
        Assert.Equal(new Message().Long(client).Long(client + 2).Int(42).Text("aeron:ipc"), CommandOf(harness, 1));
        Assert.Equal(
            new Message().Long(client).Long(client + 3).Long(publication.RegistrationId)
                .Text("aeron:udp?endpoint=localhost:9"),
            CommandOf(harness, 7));
        Assert.Equal(
            new Message().Long(client).Long(client + 4).Long(subscription.RegistrationId)
                .Text("aeron:udp?endpoint=localhost:8"),
            CommandOf(harness, 12));
        Assert.Equal(
            new Message().Long(client).Long(client + 5).Long(publication.RegistrationId).Long(77),
            CommandOf(harness, 17));
        Assert.Equal(
            new Message().Long(client).Long(client + 6).Int(1001).Int(5).Raw(9, 8, 7, 6, 5).Align().Text("label"),
            CommandOf(harness, 9)[..41]);
        Assert.Equal(
            new Message().Long(client).Long(client + 7).Long(123).Int(1002).Int(0).Text("lasting"),
            CommandOf(harness, 15)[..43]);
        Assert.Equal(123, lasting.RegistrationId);
    }

    [Fact]
    public void Closing_the_client_closes_everything_and_tells_the_driver()
    {
        var harness = new Harness();
        int closed = 0;
        harness.Client.AddCloseHandler(() => closed++);
        Publication publication = harness.Publish(exclusive: false);
        Subscription subscription = harness.Client.AddSubscription("aeron:ipc", 1);
        Counter counter = harness.Client.AddCounter(1001, "x");

        harness.Client.Dispose();
        harness.Driver.DoWork();

        Assert.True(publication.IsClosed && subscription.IsClosed && counter.IsClosed && harness.Client.IsClosed);
        Assert.Equal(1, closed);
        Assert.Equal(
            new Message().Long(harness.Client.ClientId).Long(harness.Driver.LastCorrelationId),
            CommandOf(harness, 11));
        Assert.Equal(Publication.CLOSED, publication.Offer(new UnsafeBuffer(new byte[8])));
        Assert.Throws<AeronException>(() => harness.Client.AddSubscription("aeron:ipc", 1));
        harness.Driver.Dispose();
    }

    [Fact]
    public void Refusal_is_thrown_with_code_and_message()
    {
        using var harness = new Harness();
        harness.Driver.RefuseWith = 1;

        var refusal = Assert.Throws<RegistrationException>(() => harness.Client.AddPublication("aeron:ipc", 1));

        Assert.Equal(ErrorCode.INVALID_CHANNEL, refusal.ErrorCode());
        Assert.Equal(1, refusal.ErrorCodeValue());
        Assert.Contains("refused by the test", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Errors);
    }

    [Fact]
    public void What_is_added_without_waiting_is_there_later_or_throws_once()
    {
        using var harness = new Harness();
        harness.Driver.IsSilent = true;
        long id = harness.Client.AsyncAddPublication("aeron:ipc", 1);
        Assert.Null(harness.Client.GetPublication(id));
        Assert.True(harness.Client.IsCommandActive(id));
        Assert.True(harness.Client.HasActiveCommands());

        harness.Driver.IsSilent = false;
        harness.Turn();
        Assert.Equal(id, harness.Client.GetPublication(id)!.RegistrationId);
        Assert.False(harness.Client.IsCommandActive(id));

        harness.Driver.RefuseWith = 11;
        long refused = harness.Client.AsyncAddSubscription("aeron:ipc", 1);
        harness.Turn();
        Assert.Throws<RegistrationException>(() => harness.Client.GetSubscription(refused));
        Assert.Null(harness.Client.GetSubscription(refused));
    }

    [Fact]
    public void Silent_driver_is_given_up_on()
    {
        using var harness = new Harness();
        harness.Driver.IsSilent = true;
        harness.Clock.NanosPerReading = 100_000_000;
        TestDriver driver = harness.Driver;
        harness.Client.Ctx.DriverAgentInvoker(new AgentInvoker(
            harness.Errors, null, new Beating(driver, harness.Clock)));
        harness.Client.Ctx.DriverAgentInvoker()!.Start();

        Assert.Throws<DriverTimeoutException>(() => harness.Client.AddSubscription("aeron:ipc", 1));
        Assert.False(harness.Client.IsClosed);
    }

    [Fact]
    public void Client_shows_life_at_its_heartbeat_counter()
    {
        using var harness = new Harness(ctx => ctx.ClientName("test-client"));
        using Subscription subscription = harness.Client.AddSubscription("aeron:ipc", 1);
        int counter = harness.Driver.HeartbeatCounterOf(harness.Client.ClientId);
        for (int i = 0; i < 3; i++)
        {
            harness.Clock.Advance(TimeSpan.FromMilliseconds(600));
            harness.Turn();
            Assert.Equal(harness.Clock.Time(), harness.Driver.CounterValue(counter));
        }

        long last = harness.Driver.CounterValue(counter);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(100));
        harness.Turn();
        Assert.Equal(last, harness.Driver.CounterValue(counter));
        Assert.Contains(" name=test-client version=", harness.Driver.Label(counter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dead_or_ended_driver_ends_the_client(bool ended)
    {
        using var harness = new Harness();
        using Publication publication = harness.Publish(exclusive: true);
        if (ended)
        {
            harness.Driver.Heartbeat(-1);
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        else
        {
            for (int i = 0; i < 11; i++)
            {
                harness.Clock.Advance(TimeSpan.FromSeconds(1));
                harness.Turn();
            }
        }

        harness.Turn();
        Assert.IsType<DriverTimeoutException>(harness.Errors[0]);
        Assert.True(publication.IsClosed && harness.Client.IsClosed);
    }

    [Fact]
    public void Conductor_that_is_not_run_for_too_long_ends_the_client()
    {
        using var harness = new Harness();
        harness.Clock.Advance(TimeSpan.FromSeconds(10.1));
        harness.Turn();

        Assert.IsType<ConductorServiceTimeoutException>(harness.Errors[0]);
        Assert.True(harness.Client.IsClosed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Client_that_the_driver_takes_for_dead_ends(bool told)
    {
        using var harness = new Harness();
        using Subscription subscription = harness.Client.AddSubscription("aeron:ipc", 1);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        harness.Turn();
        if (told)
        {
            harness.Driver.Send(0x0F0A, new Message().Long(harness.Client.ClientId + 1));
            harness.Turn();
            Assert.False(harness.Client.IsClosed);
            harness.Driver.Send(0x0F0A, new Message().Long(harness.Client.ClientId));
        }
        else
        {
            harness.Driver.FreeCounter(harness.Driver.HeartbeatCounterOf(harness.Client.ClientId));
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        harness.Turn();
        Assert.IsType(told ? typeof(ClientTimeoutException) : typeof(AeronException), harness.Errors[0]);
        Assert.True(subscription.IsClosed);
    }

    [Fact]
    public void Client_that_misses_messages_of_the_driver_ends()
    {
        using var harness = new Harness();
        byte[] message = new Message().Long(1).Int(5);
        for (int i = 0; i < TestDriver.BroadcastCapacity / 24 + 10; i++)
        {
            harness.Driver.Send(0x0F08, message);
        }

        harness.Turn();
        Assert.NotEmpty(harness.Errors);
        Assert.True(harness.Client.IsClosed);
    }

    [Fact]
    public void Handlers_hear_of_counters_that_come_and_go()
    {
        var seen = new List<string>();
        using var harness = new Harness(ctx => ctx
            .AvailableCounterHandler((_, registration, id) => seen.Add($"+{registration} {id}"))
            .UnavailableCounterHandler((_, registration, id) => seen.Add($"-{registration} {id}")));
        harness.Driver.Send(0x0F08, new Message().Long(500).Int(30));
        harness.Driver.Send(0x0F09, new Message().Long(500).Int(30));
        harness.Turn();

        Assert.Equal(["+500 30", "-500 30"], seen);
    }

    [Fact]
    public void Handler_must_not_call_back_in()
    {
        using var harness = new Harness();
        harness.Client.AddAvailableCounterHandler((_, _, _) => harness.Client.AddSubscription("aeron:ipc", 1));
        harness.Driver.Send(0x0F08, new Message().Long(500).Int(30));
        harness.Turn();

        Assert.Contains("reentrant", Assert.Single(harness.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_can_be_polled_when_it_is_told_to_the_handler()
    {
        using var harness = new Harness();
        Subscription? subscription = null;
        var seen = new List<string>();
        subscription = harness.Client.AddSubscription(
            "aeron:ipc",
            1,
            image => seen.Add($"{image.SessionId} {image.SourceIdentity} {subscription!.ImageCount}"),
            null);
        harness.Driver.SendImage(harness.Driver.NewLog(5, 1), 9000, subscription.RegistrationId, identity: "here:1");
        harness.Driver.SendImage(harness.Driver.NewLog(6, 1), 9001, subscription.RegistrationId + 1000);
        harness.Turn();

        Assert.Equal(["5 here:1 1"], seen);
        Assert.Equal(1, subscription.ImageCount);
        subscription.Dispose();
    }

    [Fact]
    public void Error_of_a_channel_reaches_the_error_handler()
    {
        using var harness = new Harness(driver: driver => driver.ChannelStatusCounter = 33);
        using Subscription subscription = harness.Client.AddSubscription("aeron:udp?endpoint=localhost:1", 1);
        harness.Driver.SetCounter(33, -1);
        Assert.Equal(ChannelEndpointStatus.ERRORED, subscription.ChannelStatus);
        harness.Driver.Send(0x0F01, new Message().Long(32).Int(4).Text("another's socket broke"));
        harness.Turn();
        Assert.Empty(harness.Errors);

        harness.Driver.Send(0x0F01, new Message().Long(33).Int(4).Text("socket broke"));
        harness.Turn();
        Assert.Equal(33, Assert.IsType<ChannelEndpointException>(Assert.Single(harness.Errors)).StatusIndicatorId);
    }

    [Fact]
    public void Error_of_a_receiver_reaches_the_handler_of_publications()
    {
        var handler = new ErrorFrames();
        using var harness = new Harness(ctx => ctx.PublicationErrorFrameHandler(handler));
        using Publication publication = harness.Publish(exclusive: true);
        harness.Driver.Send(0x0F0C, new Message()
            .Long(publication.RegistrationId).Long(-1).Int(publication.SessionId).Int(42).Long(88).Long(99)
            .Short(1).Short(4321).Raw(127, 0, 0, 1).Raw(new byte[12]).Int(13).Text("rejected"));
        harness.Turn();

        PublicationErrorFrame frame = Assert.Single(handler.Frames);
        Assert.Equal("127.0.0.1:4321", frame.SourceAddress().ToString());
        Assert.Equal(ErrorCode.IMAGE_REJECTED, frame.ErrorCode());
        Assert.Equal("rejected", frame.ErrorMessage());
        Assert.Equal(88, frame.ReceiverId());
    }

    [Fact]
    public void Session_id_is_asked_for()
    {
        using var harness = new Harness();
        Assert.Equal(-777, harness.Client.NextSessionId(42));
    }

    [Fact]
    public void Counters_are_read_and_written()
    {
        using var harness = new Harness();
        using Counter counter = harness.Client.AddCounter(1001, "x");
        counter.Set(5);
        counter.Increment();

        Assert.Equal(6, harness.Driver.CounterValue(counter.Id));
        CountersReader reader = harness.Client.CountersReader;
        Assert.Equal(6, reader.GetCounterValue(counter.Id));
        Assert.Equal(counter.Id, reader.FindByTypeIdAndRegistrationId(1001, counter.RegistrationId));
        using var readable = new ReadableCounter(reader, counter.Id);
        Assert.Equal(6, readable.Get());
    }

    [Fact]
    public void Settings_are_used_once()
    {
        using var harness = new Harness();
        Assert.Throws<ConcurrentConcludeException>(() => Aeron.Connect(harness.Client.Ctx));
        Assert.False(harness.Client.IsClosed);
    }

    [Fact]
    public void Without_a_driver_there_is_no_client()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), "aeron-test-nowhere");
        Assert.Throws<DriverTimeoutException>(
            () => Aeron.Connect(new Aeron.Context().AeronDirectoryName(nowhere).DriverTimeoutMs(20)));
    }

    [Fact]
    public void Client_with_a_thread_of_its_own_works_and_ends()
    {
        using var driver = new TestDriver();
        using var runner = new AgentRunner(
            new SleepingIdleStrategy(1), new Harness.ErrorList(), null, new Beating(driver, SystemEpochClock.INSTANCE));
        AgentRunner.StartOnThread(runner);
        Aeron client = Aeron.Connect(new Aeron.Context().AeronDirectoryName(driver.Directory));
        using (Publication publication = client.AddPublication("aeron:ipc", 1))
        {
            Assert.True(publication.Offer(new UnsafeBuffer(new byte[8])) > 0);
        }

        client.Dispose();
        Assert.True(client.IsClosed);
    }

    private static byte[] CommandOf(Harness harness, int type) =>
        harness.Driver.Commands.Single(command => command.Type == type).Bytes;

    /// <summary>A driver whose heart beats.</summary>
    private sealed class Beating(TestDriver driver, IEpochClock clock) : IAgent
    {
        public void OnStart()
        {
        }

        public int DoWork()
        {
            driver.Heartbeat(clock.Time());
            return driver.DoWork();
        }

        public void OnClose()
        {
        }

        public string RoleName() => "beating";
    }

    private sealed class ErrorFrames : IPublicationErrorFrameHandler
    {
        public List<PublicationErrorFrame> Frames { get; } = [];

        public void OnPublicationError(PublicationErrorFrame errorFrame) =>
            Frames.Add((PublicationErrorFrame)errorFrame.Clone());
    }
}
