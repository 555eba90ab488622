using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

/// <summary>Sessions with the role operator: what they may send, where the answers go, what is told of it.</summary>
public class OperatorTests
{
    [Fact]
    public void Command_of_an_operator_is_in_the_ring_with_its_session_and_number_and_its_answer_comes_back()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);

        client.Send(Halt(1));
        SystemCommandResponseBlock answer = venue.Expect<SystemCommandResponseBlock>(client);

        Assert.Equal((Venue.Operator, 1u, 1u), (answer.SessionID, answer.MsgSeqNum, answer.RefSeqNum));
        SecurityStatusBlock command =
            CommandRecord.BlockOf<SecurityStatusBlock>(in Only(venue.Engine.Control));
        Assert.Equal((Venue.Operator, 1u, 7u), (command.SessionID, command.MsgSeqNum, command.SecurityID));
    }

    [Fact]
    public void Every_operator_message_gets_through()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);
        const uint Me = Venue.Operator;
        client.Send(new SecurityDefinitionBlock { SessionID = Me, MsgSeqNum = 1 });
        client.Send(new TradingSessionClosedBlock { SessionID = Me, MsgSeqNum = 2 });
        client.Send(new SecurityStatusBlock { SessionID = Me, MsgSeqNum = 3 });
        client.Send(new TickRuleBlock { SessionID = Me, MsgSeqNum = 4 });
        client.Send(new SecuritySettingsBlock { SessionID = Me, MsgSeqNum = 5 });
        client.Send(new SessionSettingsBlock { SessionID = Me, MsgSeqNum = 6 });
        client.Send(new AccountLimitsBlock { SessionID = Me, MsgSeqNum = 7 });
        client.Send(new TradingBlockBlock { SessionID = Me, MsgSeqNum = 8 });
        client.Send(new OrderMassActionBlock { SessionID = Me, MsgSeqNum = 9 });

        for (uint number = 1; number <= 9; number++)
            Assert.Equal(number, venue.Expect<SystemCommandResponseBlock>(client).RefSeqNum);
        Assert.Equal(
            [300, 304, 305, 306, 307, 308, 311, 312, 313], venue.Engine.Control.Select(each => each.Header.TemplateId));
    }

    [Fact]
    public void Operator_message_of_a_trader_is_refused_by_name_uses_up_its_number_and_is_told_of()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();

        client.Send(Halt(1, Venue.Alpha));
        venue.ExpectReject(client, BusinessRejectReason.NotAuthorized, 1, SecurityStatusBlock.TemplateId);
        client.Send(Venue.Order(2));

        Assert.Equal(2u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
        Assert.Empty(venue.Engine.Control);
        Assert.Equal(1, venue.Gateway.Counters.RejectsNotAuthorized);
        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? notice));
        Assert.Equal(
            (ControlNoticeKind.NotAuthorized, Venue.Alpha, "session-1", 1u, SecurityStatusBlock.TemplateId),
            (notice.Kind, notice.SessionId, notice.SessionName, notice.MsgSeqNum, notice.TemplateId));
    }

    [Fact]
    public void Order_of_an_operator_is_refused_by_name()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);

        client.Send(Venue.Order(1, Venue.Operator));

        venue.ExpectReject(client, BusinessRejectReason.NotAuthorized, 1, NewOrderSingleBlock.TemplateId);
        Assert.Single(venue.Engine.Commands);
    }

    [Fact]
    public void Operator_message_of_a_wrong_length_is_refused()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);
        byte[] frame = TestClient.Frame(Halt(1));
        frame[6] = 24;

        client.SendBytes(frame);

        venue.ExpectReject(client, BusinessRejectReason.InvalidBlockLength, 0, SecurityStatusBlock.TemplateId);
        Assert.Empty(venue.Engine.Control);
    }

    [Fact]
    public void Operator_command_that_finds_no_room_is_refused_by_name()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);
        venue.Engine.Admission = CommandAdmission.JournalUnavailable;

        client.Send(Halt(1));

        venue.ExpectReject(client, BusinessRejectReason.JournalUnavailable, 1, SecurityStatusBlock.TemplateId);
    }

    [Fact]
    public void Answer_that_was_missed_comes_again_on_another_connection_and_the_command_is_not_given_twice()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);
        venue.Engine.IsAnswering = false;
        client.Send(Halt(1));
        venue.Await(() => venue.Engine.Control.Count == 1);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Engine.IsAnswering = true;
        venue.Settle();

        TestClient again = venue.Resume(Venue.Operator, 1, out EstablishmentAckBlock ack);
        again.Send(Halt(1));
        venue.ExpectReject(again, BusinessRejectReason.DuplicateMsgSeqNum, 1, SecurityStatusBlock.TemplateId);
        again.Send(new RetransmitRequestBlock
        {
            SessionID = Venue.Operator,
            SessionVerID = 1,
            FromSeqNo = 1,
            Count = 1,
        });

        Assert.Equal((1u, 2u), (ack.LastIncomingSeqNo, ack.NextSeqNo));
        venue.Expect<RetransmissionBlock>(again);
        Assert.Equal(1u, venue.Expect<SystemCommandResponseBlock>(again).RefSeqNum);
        Assert.Single(venue.Engine.Control);
    }

    [Fact]
    public void Replayed_answers_rebuild_an_operators_session()
    {
        using var before = new Venue();
        TestClient client = before.LogOn(Venue.Operator, 3);
        client.Send(Halt(1));
        before.Expect<SystemCommandResponseBlock>(client);

        using var after = new Venue();
        foreach (EventRecord record in before.Engine.Events)
            after.Gateway.OnEvent(in record, replayed: true);
        after.Resume(Venue.Operator, 3, out EstablishmentAckBlock ack);

        Assert.Equal((1u, 2u), (ack.LastIncomingSeqNo, ack.NextSeqNo));
        Assert.False(after.Gateway.Trail.TryTake(out _));
    }

    [Fact]
    public void Trail_tells_the_command_and_then_the_answer()
    {
        using var venue = new Venue();
        venue.Engine.ControlResult = SystemCommandResult.UnknownSecurity;
        TestClient client = venue.LogOn(Venue.Operator);
        client.Send(Halt(1));
        venue.Expect<SystemCommandResponseBlock>(client);

        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? sent));
        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? answered));
        Assert.False(venue.Gateway.Trail.TryTake(out _));
        Assert.Equal((ControlNoticeKind.Sent, Venue.Operator, 1u), (sent.Kind, sent.SessionId, sent.MsgSeqNum));
        Assert.Equal(7u, sent.Command.Block<SecurityStatusBlock>().SecurityID);
        Assert.Equal(
            (ControlNoticeKind.Answered, Venue.Operator, 1u), (answered.Kind, answered.SessionId, answered.MsgSeqNum));
        Assert.Equal(SystemCommandResult.UnknownSecurity, answered.Answer.SystemCommandResult);
    }

    [Fact]
    public void Refused_logon_is_told_of_with_its_reason_and_origin_once_a_second_at_the_most()
    {
        using var venue = new Venue();
        TestClient known = venue.Connect();
        known.SendBytes(venue.Establish(Venue.Alpha, 1));
        venue.Expect<EstablishmentRejectBlock>(known);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            TestClient stranger = venue.Connect();
            stranger.SendBytes(venue.Negotiate(Venue.Unknown, 1));
            venue.Expect<NegotiationRejectBlock>(stranger);
        }
        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? first));
        Assert.False(venue.Gateway.Trail.TryTake(out _));
        venue.Advance(1_000);
        TestClient last = venue.Connect();
        last.SendBytes(venue.Negotiate(Venue.Unknown, 1));
        venue.Expect<NegotiationRejectBlock>(last);
        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? second));

        Assert.Equal(
            (ControlNoticeKind.LogonRefused, Venue.Alpha, "session-1", EstablishBlock.TemplateId, 0L),
            (first.Kind, first.SessionId, first.SessionName, first.TemplateId, first.Untold));
        Assert.StartsWith("Unnegotiated, from 127.0.0.1:", first.Reason);
        Assert.Equal(
            (ControlNoticeKind.LogonRefused, Venue.Unknown, "", NegotiateBlock.TemplateId, 3L),
            (second.Kind, second.SessionId, second.SessionName, second.TemplateId, second.Untold));
        Assert.StartsWith("Credentials, from 127.0.0.1:", second.Reason);
    }

    [Fact]
    public void Trader_who_sends_operators_messages_is_told_of_once_a_second_at_the_most()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        for (uint number = 1; number <= 20; number++)
        {
            client.Send(Halt(number, Venue.Alpha));
            venue.Expect<BusinessMessageRejectBlock>(client);
        }

        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? only));
        Assert.Equal(1u, only.MsgSeqNum);
        Assert.False(venue.Gateway.Trail.TryTake(out _));
    }

    [Fact]
    public void Trail_that_nobody_reads_keeps_so_many_and_counts_the_rest()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn(Venue.Operator);
        // A notice each of the command and of its answer.
        for (uint number = 1; number <= (ControlTrail.Capacity / 2) + 2; number++)
        {
            client.Send(Halt(number));
            venue.Expect<SystemCommandResponseBlock>(client);
        }

        Assert.Equal(4, venue.Gateway.Trail.Dropped);
        Assert.True(venue.Gateway.Trail.TryTake(out ControlNotice? first));
        Assert.Equal(1u, first.MsgSeqNum);
    }

    private static SecurityStatusBlock Halt(uint msgSeqNum, uint sessionId = Venue.Operator) => new()
    {
        SessionID = sessionId,
        MsgSeqNum = msgSeqNum,
        SecurityID = 7,
        SecurityTradingStatus = SecurityTradingStatus.TradingHalt,
    };

    private static ref readonly CommandRecord Only(List<CommandRecord> commands)
    {
        Assert.Single(commands);
        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(commands)[0];
    }
}
