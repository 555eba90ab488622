using System.Net.Sockets;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

/// <summary>A test for each row of the state table in PROTOCOL.md.</summary>
public class StateTableTests
{
    private static SequenceBlock Heartbeat(uint sessionId = Venue.Alpha) =>
        new() { SessionID = sessionId, NextSeqNo = 1 };

    [Fact]
    public void NotEstablished_accepts_a_negotiation_and_gives_it_to_the_engine()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 7));

        venue.Await(() => venue.Engine.Published == 1);

        CommandRecord command = venue.Engine.Commands[0];
        Assert.Equal(SessionNegotiatedBlock.TemplateId, command.Header.TemplateId);
        Assert.Equal(Venue.Alpha, CommandRecord.BlockOf<SessionNegotiatedBlock>(in command).SessionID);
        Assert.Equal(7ul, CommandRecord.BlockOf<SessionNegotiatedBlock>(in command).SessionVerID);
    }

    [Fact]
    public void NotEstablished_refuses_a_bad_negotiation_and_lets_the_client_try_again()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 0));
        venue.ExpectReject(client, NegotiationRejectCode.DuplicateID);

        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));

        venue.Expect<NegotiationResponseBlock>(client);
    }

    [Fact]
    public void NotEstablished_ends_the_connection_on_wrong_credentials_of_a_negotiation()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        byte[] frame = venue.Negotiate(Venue.Alpha, 1);
        frame[^1] ^= 1;
        client.SendBytes(frame);

        venue.ExpectReject(client, NegotiationRejectCode.Credentials);
        venue.ExpectTermination(client, TerminationCode.UnspecifiedError);
    }

    [Fact]
    public void NotEstablished_ends_the_connection_on_wrong_credentials_of_an_establishment()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        byte[] frame = venue.Establish(Venue.Alpha, 1);
        frame[FrameLayout.BlockOffset + 8] ^= 1;
        client.SendBytes(frame);

        venue.ExpectReject(client, EstablishmentRejectCode.Credentials);
        venue.ExpectTermination(client, TerminationCode.UnspecifiedError);
    }

    [Fact]
    public void NotEstablished_accepts_an_establishment()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 7));
        NegotiationResponseBlock response = venue.Expect<NegotiationResponseBlock>(client);
        byte[] request = venue.Establish(Venue.Alpha, 7, nextSeqNo: 1);
        client.SendBytes(request);

        EstablishmentAckBlock ack = venue.Expect<EstablishmentAckBlock>(client);

        Assert.Equal((Venue.Alpha, 7ul), (response.SessionID, response.SessionVerID));
        Assert.Equal(FlowType.Recoverable, response.ServerFlow);
        Assert.Equal(
            (Venue.Alpha, 7ul, 1u, 0u),
            (ack.SessionID, ack.SessionVerID, ack.NextSeqNo, ack.LastIncomingSeqNo));
        Assert.Equal((uint)Venue.KeepAliveMillis, ack.KeepAliveInterval);
        Assert.Equal(FrameCodec.Block<EstablishBlock>(request).Timestamp, ack.RequestTimestamp);
        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void NotEstablished_refuses_an_establishment_and_lets_the_client_try_again()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Establish(Venue.Alpha, 7));
        venue.ExpectReject(client, EstablishmentRejectCode.Unnegotiated);

        client.SendBytes(venue.Negotiate(Venue.Alpha, 7));

        venue.Expect<NegotiationResponseBlock>(client);
    }

    [Fact]
    public void NotEstablished_ends_the_connection_after_too_many_refused_logons()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        for (int i = 0; i <= venue.Options.MaxLogonRejects; i++)
        {
            client.SendBytes(venue.Establish(Venue.Alpha, 1));
            venue.Expect<EstablishmentRejectBlock>(client);
        }

        venue.ExpectTermination(client, TerminationCode.TooManyRejects);
    }

    [Theory]
    [InlineData(SequenceBlock.TemplateId)]
    [InlineData(RetransmitRequestBlock.TemplateId)]
    [InlineData(NewOrderSingleBlock.TemplateId)]
    public void NotEstablished_ends_the_connection_on_a_message_that_needs_a_session(int templateId)
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        if (templateId == SequenceBlock.TemplateId)
            client.Send(Heartbeat());
        else if (templateId == RetransmitRequestBlock.TemplateId)
            client.Send(new RetransmitRequestBlock { SessionID = Venue.Alpha, FromSeqNo = 1, Count = 1 });
        else
            client.Send(Venue.Order(1));

        venue.ExpectTermination(client, TerminationCode.NotEstablished);
        Assert.Empty(venue.Engine.Commands);
    }

    [Fact]
    public void NotEstablished_ends_the_connection_on_a_message_of_the_venue()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.Send(new EstablishmentAckBlock());

        venue.ExpectTermination(client, TerminationCode.UnspecifiedError);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(12)]
    public void NotEstablished_ends_the_connection_on_another_length_schema_or_version(int offset)
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        byte[] frame = venue.Negotiate(Venue.Alpha, 1);
        frame[offset] ^= 8;
        client.SendBytes(frame);

        venue.ExpectTermination(client, TerminationCode.UnspecifiedError);
    }

    [Fact]
    public void NotEstablished_is_ended_when_no_logon_comes_in_time()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        venue.Advance(venue.Options.LogonTimeoutMillis - 1);
        Assert.Equal(0, venue.Gateway.Counters.Terminations);

        venue.Advance(1);

        venue.ExpectTermination(client, TerminationCode.LogonTimeout);
    }

    [Fact]
    public void Negotiating_is_ended_when_the_engine_does_not_answer_in_time()
    {
        using var venue = new Venue();
        venue.Engine.IsAnswering = false;
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.Await(() => venue.Engine.Published == 1);

        venue.Advance(venue.Options.LogonTimeoutMillis);

        venue.ExpectTermination(client, TerminationCode.LogonTimeout);
    }

    [Theory]
    [InlineData(SystemCommandResult.StaleSessionVerID, NegotiationRejectCode.DuplicateID)]
    [InlineData(SystemCommandResult.SessionLimitReached, NegotiationRejectCode.SessionLimitReached)]
    [InlineData(SystemCommandResult.InvalidDefinition, NegotiationRejectCode.Unspecified)]
    public void Negotiating_passes_on_that_the_engine_refuses(SystemCommandResult result, NegotiationRejectCode code)
    {
        using var venue = new Venue();
        venue.Engine.NegotiationResult = result;
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 4));

        NegotiationRejectBlock reject = venue.Expect<NegotiationRejectBlock>(client);

        Assert.Equal((code, 4ul), (reject.NegotiationRejectCode, reject.SessionVerID));
        venue.Engine.NegotiationResult = SystemCommandResult.Accepted;
        client.SendBytes(venue.Negotiate(Venue.Alpha, 4));
        venue.Expect<NegotiationResponseBlock>(client);
    }

    [Fact]
    public void Negotiating_holds_what_follows_until_the_engine_has_answered()
    {
        using var venue = new Venue();
        venue.Engine.IsAnswering = false;
        TestClient client = venue.Connect();
        client.SendBytes([
            .. venue.Negotiate(Venue.Alpha, 1),
            .. venue.Establish(Venue.Alpha, 1),
            .. TestClient.Frame(Venue.Order(1))]);
        venue.Await(() => venue.Engine.Published == 1);
        venue.Settle();
        client.Poll();
        Assert.False(client.HasFrames);

        venue.Engine.IsAnswering = true;

        venue.Expect<NegotiationResponseBlock>(client);
        venue.Expect<EstablishmentAckBlock>(client);
        Assert.Equal(1u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
    }

    [Fact]
    public void Established_gives_application_messages_to_the_engine_as_they_are()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        byte[] frame = TestClient.Frame(Venue.Order(1));
        client.SendBytes(frame);

        ExecutionReportNewBlock report = venue.Expect<ExecutionReportNewBlock>(client);

        Assert.Equal((1u, 1u, 1_001ul), (report.MsgSeqNum, report.RefSeqNum, report.ClOrdID));
        CommandRecord command = venue.Engine.Commands[^1];
        Assert.Equal(frame[FrameLayout.MessageOffset..], command.Message.ToArray());
        Assert.Equal(RecordLayout.BlockOffset + NewOrderSingleBlock.BlockLength, command.Length);
    }

    [Fact]
    public void Established_takes_every_kind_of_application_message()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(new OrderCancelRequestBlock { SessionID = Venue.Alpha, MsgSeqNum = 1 });
        client.Send(new OrderCancelReplaceRequestBlock { SessionID = Venue.Alpha, MsgSeqNum = 2 });
        client.Send(new OrderReduceRequestBlock { SessionID = Venue.Alpha, MsgSeqNum = 3 });
        venue.Await(() => venue.Engine.Published == 4);

        Assert.Equal(
            [
                OrderCancelRequestBlock.TemplateId,
                OrderCancelReplaceRequestBlock.TemplateId,
                OrderReduceRequestBlock.TemplateId,
            ],
            venue.Engine.Commands.Skip(1).Select(command => command.Header.TemplateId));
        Assert.Equal([72, 88, 80], venue.Engine.Commands.Skip(1).Select(command => command.Length));
    }

    [Fact]
    public void Established_takes_Sequence_as_a_sign_of_life()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        for (int i = 0; i < 10; i++)
        {
            client.Send(Heartbeat());
            venue.Settle();
            venue.Advance(Venue.KeepAliveMillis);
        }

        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void Established_ends_on_Sequence_of_another_session()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Heartbeat(Venue.Beta));

        venue.ExpectTermination(client, TerminationCode.SessionIDMismatch);
    }

    [Fact]
    public void Established_refuses_a_negotiation()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 2));

        venue.ExpectReject(client, NegotiationRejectCode.SessionInUse);
        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void Established_refuses_an_establishment()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.SendBytes(venue.Establish(Venue.Alpha, 1));

        venue.ExpectReject(client, EstablishmentRejectCode.AlreadyEstablished);
        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void Established_sends_Sequence_when_it_had_nothing_to_send_for_an_interval()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(client);
        venue.Advance(Venue.KeepAliveMillis - 1);
        client.Poll();
        Assert.False(client.HasFrames);

        venue.Advance(1);

        SequenceBlock heartbeat = venue.Expect<SequenceBlock>(client);
        Assert.Equal((Venue.Alpha, 2u), (heartbeat.SessionID, heartbeat.NextSeqNo));
    }

    [Fact]
    public void Established_ends_when_nothing_was_received_for_three_intervals()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Advance(Venue.KeepAliveMillis);
        venue.Expect<SequenceBlock>(client);
        venue.Advance(Venue.KeepAliveMillis);
        venue.Expect<SequenceBlock>(client);

        venue.Advance(Venue.KeepAliveMillis);

        venue.ExpectTermination(client, TerminationCode.KeepaliveIntervalLapsed);
        Assert.Equal(1, venue.Gateway.Counters.KeepAliveCuts);
        Assert.Equal(0, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void Established_ends_after_too_many_refused_messages()
    {
        using var venue = new Venue(options => options with { MaxRejectsPerSecond = 5 });
        TestClient client = venue.LogOn();
        for (int i = 0; i < 6; i++)
            client.Send(Venue.Order(0));
        for (int i = 0; i < 6; i++)
            venue.ExpectReject(client, BusinessRejectReason.InvalidMsgSeqNum, 0, NewOrderSingleBlock.TemplateId);

        venue.ExpectTermination(client, TerminationCode.TooManyRejects);
    }

    [Fact]
    public void Refused_messages_of_the_second_before_do_not_count()
    {
        using var venue = new Venue(options => options with { MaxRejectsPerSecond = 5 });
        TestClient client = venue.LogOn();
        for (int i = 0; i < 20; i++)
        {
            client.Send(Venue.Order(0));
            venue.ExpectReject(client, BusinessRejectReason.InvalidMsgSeqNum, 0, NewOrderSingleBlock.TemplateId);
            if (i % 5 != 4)
                continue;
            venue.Advance(Venue.KeepAliveMillis);
            venue.Expect<SequenceBlock>(client);
        }

        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Terminate_is_answered_with_Finished(bool established)
    {
        using var venue = new Venue();
        TestClient client = established ? venue.LogOn() : venue.Connect();
        client.Send(new TerminateBlock { SessionID = Venue.Alpha, SessionVerID = 1 });

        venue.ExpectTermination(client, TerminationCode.Finished);
        Assert.Equal(0, venue.Gateway.Counters.SessionsEstablished);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Venue_that_stops_terminates_every_connection_and_closes(bool established)
    {
        using var venue = new Venue();
        TestClient client = established ? venue.LogOn() : venue.Connect();

        venue.Gateway.Stop();

        venue.ExpectTermination(client, TerminationCode.ServiceStopping);
        Assert.False(venue.Gateway.IsStopped);
        client.Dispose();
        venue.Await(() => venue.Gateway.IsStopped);
        Assert.Throws<SocketException>(() => new TestClient(venue.Gateway.LocalEndPoint));
    }

    [Fact]
    public void Terminating_throws_away_what_still_comes_and_closes_after_its_time()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(new TerminateBlock());
        client.Send(Venue.Order(1));
        Assert.Equal(TerminationCode.Finished, venue.Expect<TerminateBlock>(client).TerminationCode);
        client.Send(Venue.Order(2));
        venue.Settle();
        Assert.Equal(1, venue.Gateway.Counters.ConnectionsOpen);

        venue.Advance(venue.Options.TerminateTimeoutMillis);

        Assert.Equal(0, venue.Gateway.Counters.ConnectionsOpen);
        Assert.Equal(1, venue.Engine.Published);
    }

    [Fact]
    public void Connection_that_the_client_closes_frees_the_session_and_keeps_its_version()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);

        venue.Resume(Venue.Alpha, 1, out EstablishmentAckBlock ack);

        Assert.Equal(1ul, ack.SessionVerID);
    }

    [Fact]
    public void Connection_beyond_the_limit_is_turned_away_when_all_have_a_session()
    {
        using var venue = new Venue(options => options with { MaxConnections = 1 });
        TestClient first = venue.LogOn();
        TestClient second = venue.Connect();

        venue.ExpectTermination(second, TerminationCode.ConnectionLimitReached);
        first.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(first);
        Assert.Equal(1, venue.Gateway.Counters.ConnectionsRefused);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Connection_beyond_the_limit_has_the_place_of_who_has_not_logged_on_for_longest(int direct)
    {
        using var venue = new Venue(
            options => options with { MaxConnections = 3, DirectReceiveConnections = direct });
        TestClient established = venue.LogOn();
        TestClient silent = venue.Connect();
        silent.SendBytes(new byte[5]);
        venue.Advance(1);
        TestClient later = venue.Connect();
        venue.Advance(1);

        TestClient fresh = venue.LogOn(Venue.Beta);

        venue.ExpectTermination(silent, TerminationCode.ConnectionLimitReached);
        established.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(established);
        fresh.Send(Venue.Order(1, Venue.Beta));
        venue.Expect<ExecutionReportNewBlock>(fresh);
        later.SendBytes(venue.Negotiate(Venue.Alpha + 3, 1));
        venue.Expect<NegotiationResponseBlock>(later);
        Assert.Equal((3, 0), (venue.Gateway.Counters.ConnectionsOpen, venue.Gateway.Counters.ConnectionsRefused));
    }

    [Fact]
    public void Connection_beyond_the_limit_has_the_place_of_one_that_is_ending()
    {
        using var venue = new Venue(options => options with { MaxConnections = 2 });
        TestClient silent = venue.Connect();
        TestClient ending = venue.Connect();
        ending.SendBytes(new byte[14]);
        venue.Await(() => venue.Gateway.Counters.Terminations == 1);

        TestClient fresh = venue.LogOn();

        venue.ExpectTermination(ending, TerminationCode.InvalidFrame);
        silent.SendBytes(venue.Negotiate(Venue.Beta, 1));
        venue.Expect<NegotiationResponseBlock>(silent);
        fresh.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(fresh);
    }

    [Fact]
    public void Connection_that_is_ending_and_has_more_to_send_keeps_its_place_while_another_has_not_logged_on()
    {
        using var venue = new Venue(options => options with
        {
            MaxConnections = 2, MaxBacklogMessages = 8, SocketSendBufferBytes = 4_096, SendBufferBytes = 4_096,
        });
        TestClient ending = venue.LogOn(receiveBufferBytes: 4_096);
        for (int i = 0; i < 1_000 && venue.Gateway.Counters.SlowConsumerCuts == 0; i++)
        {
            venue.Engine.Fill(venue.Gateway, Venue.Alpha, 100);
            venue.Turn();
        }
        TestClient silent = venue.Connect();

        venue.LogOn(Venue.Beta);

        venue.ExpectTermination(silent, TerminationCode.ConnectionLimitReached);
        byte[] last;
        do
            last = venue.ExpectFrame(ending);
        while (!FrameCodec.Holds<TerminateBlock>(last));
        Assert.Equal(TerminationCode.SlowConsumer, FrameCodec.Block<TerminateBlock>(last).TerminationCode);
    }

    [Fact]
    public void Negotiate_that_is_with_the_engine_keeps_its_place()
    {
        using var venue = new Venue(options => options with { MaxConnections = 1 });
        TestClient negotiating = venue.Connect();
        venue.Engine.IsAnswering = false;
        negotiating.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.Await(() => venue.Engine.Published == 1);

        TestClient second = venue.Connect();

        venue.ExpectTermination(second, TerminationCode.ConnectionLimitReached);
        venue.Engine.IsAnswering = true;
        venue.Expect<NegotiationResponseBlock>(negotiating);
    }
}
