using System.Net;
using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class ConnectionTests
{
    private const long KeepAlive = 1_000;

    [Fact]
    public void Silent_client_sends_a_heartbeat_once_an_interval()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time);
        harness.LogOn();
        harness.SendOrder(1);
        harness.Expect<NewOrderSingleBlock>();
        harness.Settle();
        time.Advance(KeepAlive - 1);
        harness.Settle();
        Assert.Empty(harness.Venue.Received);
        time.Advance(1);
        SequenceBlock sequence = harness.Expect<SequenceBlock>();
        Assert.Equal((ClientHarness.SessionID, 2u), (sequence.SessionID, sequence.NextSeqNo));
        harness.Settle();
        Assert.Empty(harness.Venue.Received);
        time.Advance(KeepAlive);
        harness.Expect<SequenceBlock>();
    }

    [Fact]
    public void Venue_that_is_silent_for_three_intervals_is_left()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time, reconnect: ReconnectPolicy.None);
        harness.LogOn();
        time.Advance((3 * KeepAlive) - 1);
        harness.Settle();
        Assert.Equal(ClientState.Established, harness.Client.State);
        harness.Venue.Send(new SequenceBlock { SessionID = ClientHarness.SessionID, NextSeqNo = 1 });
        harness.Settle();
        time.Advance((3 * KeepAlive) - 1);
        harness.Settle();
        Assert.Equal(ClientState.Established, harness.Client.State);
        time.Advance(1);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.KeepaliveIntervalLapsed, harness.Client.LastDisconnectReason);
        harness.Settle();
        TerminateBlock terminate = WireFormat.Decode<TerminateBlock>(harness.Venue.Received.Last());
        Assert.Equal(TerminationCode.KeepaliveIntervalLapsed, terminate.TerminationCode);
    }

    [Fact]
    public void Retransmission_that_does_not_come_ends_the_connection()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time, reconnect: ReconnectPolicy.None);
        harness.LogOn();
        harness.SendNew(2, 0);
        harness.Expect<RetransmitRequestBlock>();
        for (int i = 0; i < 5; i++)
        {
            // Heartbeats keep the connection alive; only the retransmission is late.
            harness.Venue.Send(new SequenceBlock { SessionID = ClientHarness.SessionID, NextSeqNo = 3 });
            harness.Settle();
            time.Advance(1_000);
        }

        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.RetransmitTimeout, harness.Client.LastDisconnectReason);
    }

    [Theory]
    [InlineData(TerminationCode.SlowConsumer)]
    [InlineData(TerminationCode.ServiceStopping)]
    public void Terminate_of_the_venue_is_answered_and_the_client_comes_back(TerminationCode code)
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Venue.Send(new TerminateBlock { SessionID = ClientHarness.SessionID, TerminationCode = code });
        Assert.Equal(TerminationCode.Finished, harness.Expect<TerminateBlock>().TerminationCode);
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a new connection");
        harness.AnswerEstablish(1, 0);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Equal(
            ["Established", $"Terminated {code}", "Disconnected TerminatedByVenue", "Established"],
            harness.Handler.Calls);
    }

    [Fact]
    public void Terminate_waits_for_the_answer_delivers_what_comes_before_it_and_stays_stopped()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.SendOrder(1);
        harness.Expect<NewOrderSingleBlock>();
        harness.Client.Terminate();
        Assert.Equal(SendResult.NotEstablished, harness.Client.TryCancel(2, 1, 1, out _));
        Assert.Equal(TerminationCode.Finished, harness.Expect<TerminateBlock>().TerminationCode);
        harness.SendNew(1, 1);
        harness.Venue.Send(new TerminateBlock { SessionID = ClientHarness.SessionID });
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(
            ["Established", "New 1", "Terminated Finished", "Disconnected TerminatedByClient"], harness.Handler.Calls);
        harness.Settle();
        Assert.Equal(1, harness.Venue.ConnectionCount);

        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 2, lastIncoming: 1);
        harness.Until(() => harness.Client.State == ClientState.Established, "established again");
    }

    [Fact]
    public void Terminate_without_an_answer_ends_in_time()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time);
        harness.LogOn();
        harness.Client.Terminate();
        harness.Expect<TerminateBlock>();
        time.Advance(5_000);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.TerminatedByClient, harness.Client.LastDisconnectReason);
    }

    [Fact]
    public void Terminate_while_waiting_to_reconnect_stops_at_once()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time, reconnect: new ReconnectPolicy());
        harness.LogOn();
        harness.Venue.Close();
        harness.Until(() => harness.Client.State == ClientState.WaitingToReconnect, "waiting");
        harness.Client.Terminate();
        harness.Client.Poll();
        Assert.Equal(ClientState.Stopped, harness.Client.State);
    }

    [Fact]
    public void Back_off_doubles_up_to_its_bound_and_starts_anew_after_a_stable_session()
    {
        var policy = new ReconnectPolicy { InitialDelayMillis = 100, MaxDelayMillis = 1_000, StableMillis = 5_000 };
        var backoff = new ReconnectBackoff(policy);
        foreach (long least in new long[] { 100, 200, 400, 800, 1_000, 1_000 })
            Assert.InRange(backoff.NextDelayMillis(), least, least + (least / 4));
        backoff.OnEstablishedFor(4_999);
        Assert.InRange(backoff.NextDelayMillis(), 1_000, 1_250);
        backoff.OnEstablishedFor(5_000);
        Assert.InRange(backoff.NextDelayMillis(), 100, 125);
    }

    [Fact]
    public void Client_waits_before_it_reconnects_unless_told_to_connect()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time, reconnect: new ReconnectPolicy());
        harness.LogOn();
        harness.Venue.Close();
        harness.Until(() => harness.Client.State == ClientState.WaitingToReconnect, "waiting");
        Assert.Equal(DisconnectReason.ClosedByVenue, harness.Client.LastDisconnectReason);
        harness.Settle();
        Assert.Equal(1, harness.Venue.ConnectionCount);
        time.Advance(125);
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a second connection");
        harness.Venue.Close();
        harness.Until(() => harness.Client.State == ClientState.WaitingToReconnect, "waiting");
        harness.Client.Connect();
        harness.Until(() => harness.Venue.ConnectionCount == 3, "a third connection");
    }

    [Fact]
    public void Reset_connection_is_a_socket_error_and_the_client_comes_back()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Venue.Reset();
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a new connection");
        Assert.Equal(DisconnectReason.SocketError, harness.Handler.Disconnects[0].Reason);
        harness.AnswerEstablish(1, 0);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
    }

    [Fact]
    public void Connection_that_is_not_made_in_time_is_given_up()
    {
        // A full backlog leaves further connections without an answer.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var waiting = new List<Socket>();
        for (int i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Blocking = false;
            waiting.Add(socket);
            Assert.ThrowsAny<SocketException>(() => socket.Connect(listener.LocalEndPoint!));
        }

        var time = new ManualTime();
        var handler = new RecordingHandler();
        using var client = new OrderEntryClient(Options(listener.LocalEndPoint!, time), handler);
        client.Connect();
        while (client.State != ClientState.Connecting)
            client.Poll();
        client.AwaitWork(20);
        time.Advance(5_000);
        client.Poll();
        Assert.Equal(["Disconnected ConnectTimeout"], handler.Calls);
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void Host_name_is_resolved()
    {
        using var harness = new ClientHarness();
        using var client = new OrderEntryClient(
            Options(new DnsEndPoint("localhost", harness.Venue.EndPoint.Port), TimeProvider.System),
            new RecordingHandler());
        client.Connect();
        harness.Until(
            () =>
            {
                client.Poll();
                return harness.Venue.ConnectionCount == 1;
            },
            "a connection");
    }

    [Fact]
    public void Client_stops_after_the_last_attempt()
    {
        var policy = new ReconnectPolicy { InitialDelayMillis = 0, MaxDelayMillis = 0, MaxAttempts = 2 };
        using var harness = new ClientHarness(reconnect: policy);
        harness.Venue.StopListening();
        harness.Client.Connect();
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(3, harness.Handler.Disconnects.Count);
        Assert.All(harness.Handler.Disconnects, end => Assert.Equal(DisconnectReason.ConnectFailed, end.Reason));
    }

    [Fact]
    public async Task Run_drives_the_client_on_its_own_thread_until_it_is_terminated()
    {
        using var harness = new ClientHarness();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        int dutyThread = 0;
        harness.Handler.OnEachDutyCycle = () =>
        {
            dutyThread = Environment.CurrentManagedThreadId;
            if (harness.Client.State == ClientState.Established)
                harness.Client.Terminate();
        };
        Task running = harness.Client.RunAsync(spin: false, limit.Token);
        while (!running.IsCompleted)
        {
            harness.Venue.Poll();
            if (harness.Venue.Received.Count > 0)
                Answer(harness);
        }

        await running;
        Assert.Equal(ClientState.Stopped, harness.Client.State);
        Assert.NotEqual(0, dutyThread);
        Assert.Equal(["Established", "Terminated Finished", "Disconnected TerminatedByClient"], harness.Handler.Calls);
    }

    [Fact]
    public void Await_work_returns_when_a_message_comes()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Settle();
        harness.SendNew(1, 0);
        long start = Environment.TickCount64;
        while (harness.Handler.Sequenced.Count == 0)
        {
            harness.Client.AwaitWork(10_000);
            harness.Client.Poll();
        }

        Assert.InRange(Environment.TickCount64 - start, 0, 5_000);
    }

    private static OrderEntryClientOptions Options(EndPoint endPoint, TimeProvider time) => new()
    {
        EndPoint = endPoint,
        SessionID = ClientHarness.SessionID,
        Key = ClientHarness.Key,
        TimeProvider = time,
        Reconnect = ReconnectPolicy.None,
    };

    private static void Answer(ClientHarness harness)
    {
        switch (WireFormat.TemplateOf(harness.Venue.Received.Peek()))
        {
            case NegotiateBlock.TemplateId:
                harness.AnswerNegotiate();
                break;
            case EstablishBlock.TemplateId:
                harness.AnswerEstablish(1, 0);
                break;
            case TerminateBlock.TemplateId:
                harness.Venue.Received.Clear();
                harness.Venue.Send(new TerminateBlock { SessionID = ClientHarness.SessionID });
                break;
            default:
                harness.Venue.Received.Dequeue();
                break;
        }
    }
}
