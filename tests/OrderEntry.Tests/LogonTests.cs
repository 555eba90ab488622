using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

public class LogonTests
{
    private const long NanosPerMilli = 1_000_000;

    [Theory]
    [InlineData(Venue.Unknown)]
    [InlineData(Venue.SwitchedOff)]
    public void Session_that_is_unknown_or_switched_off_looks_like_a_wrong_signature(uint sessionId)
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(sessionId, 1));

        NegotiationRejectBlock reject = venue.Expect<NegotiationRejectBlock>(client);

        Assert.Equal((NegotiationRejectCode.Credentials, sessionId), (reject.NegotiationRejectCode, reject.SessionID));
        venue.ExpectTermination(client, TerminationCode.UnspecifiedError);
        Assert.Empty(venue.Engine.Commands);
    }

    [Fact]
    public void Key_of_another_session_does_not_log_on()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        byte[] frame = venue.Negotiate(Venue.Alpha, 1);
        client.SendBytes(TestClient.Signed(frame, Venue.KeyOf(Venue.Beta)));

        venue.ExpectReject(client, NegotiationRejectCode.Credentials);
    }

    [Fact]
    public void Flow_of_the_client_must_be_idempotent()
    {
        Assert.Equal(NegotiationRejectCode.FlowTypeNotSupported, NegotiateWith((ref NegotiateBlock request, Venue _) =>
            request.ClientFlow = FlowType.Recoverable));
    }

    [Theory]
    [InlineData(-30_001)]
    [InlineData(30_001)]
    public void Timestamp_too_far_off_does_not_negotiate(long differenceMillis)
    {
        Assert.Equal(NegotiationRejectCode.InvalidTimestamp, NegotiateWith((ref NegotiateBlock request, Venue venue) =>
            request.Timestamp = venue.Clock.UtcNanos + differenceMillis * NanosPerMilli));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Timestamp_at_the_end_of_time_does_not_negotiate(long timestamp)
    {
        Assert.Equal(NegotiationRejectCode.InvalidTimestamp, NegotiateWith((ref NegotiateBlock request, Venue _) =>
            request.Timestamp = timestamp));
    }

    [Theory]
    [InlineData(-30_000)]
    [InlineData(30_000)]
    public void Timestamp_within_the_difference_negotiates(long differenceMillis)
    {
        Assert.Null(NegotiateWith((ref NegotiateBlock request, Venue venue) =>
            request.Timestamp = venue.Clock.UtcNanos + differenceMillis * NanosPerMilli));
    }

    [Fact]
    public void Logon_that_was_recorded_does_not_log_on_again()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        byte[] negotiate = venue.Negotiate(Venue.Alpha, 1);
        client.SendBytes(negotiate);
        venue.Expect<NegotiationResponseBlock>(client);
        byte[] establish = venue.Establish(Venue.Alpha, 1);
        client.SendBytes(establish);
        venue.Expect<EstablishmentAckBlock>(client);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);

        TestClient thief = venue.Connect();
        thief.SendBytes(negotiate);
        thief.SendBytes(establish);

        venue.ExpectReject(thief, NegotiationRejectCode.InvalidTimestamp);
        venue.ExpectReject(thief, EstablishmentRejectCode.InvalidTimestamp);
    }

    [Fact]
    public void Recorded_logon_that_was_refused_when_it_came_can_not_be_played_back_later()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        TestClient early = venue.Connect();
        byte[] establish = venue.Establish(Venue.Alpha, 1);
        byte[] negotiate = venue.Negotiate(Venue.Alpha, 2);
        early.SendBytes(establish);
        venue.ExpectReject(early, EstablishmentRejectCode.AlreadyEstablished);
        early.SendBytes(negotiate);
        venue.ExpectReject(early, NegotiationRejectCode.SessionInUse);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.SessionsEstablished == 0);

        TestClient thief = venue.Connect();
        thief.SendBytes(negotiate);
        thief.SendBytes(establish);

        venue.ExpectReject(thief, NegotiationRejectCode.InvalidTimestamp);
        venue.ExpectReject(thief, EstablishmentRejectCode.InvalidTimestamp);
    }

    [Fact]
    public void Session_that_is_established_can_not_be_negotiated_elsewhere()
    {
        using var venue = new Venue();
        venue.LogOn();
        TestClient second = venue.Connect();
        second.SendBytes(venue.Negotiate(Venue.Alpha, 2));

        venue.ExpectReject(second, NegotiationRejectCode.SessionInUse);
    }

    [Fact]
    public void Session_under_negotiation_is_in_use_until_the_engine_has_answered()
    {
        using var venue = new Venue();
        venue.Engine.IsAnswering = false;
        TestClient first = venue.Connect();
        first.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.Await(() => venue.Engine.Published == 1);
        first.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        TestClient second = venue.Connect();
        second.SendBytes(venue.Negotiate(Venue.Alpha, 2));
        venue.ExpectReject(second, NegotiationRejectCode.SessionInUse);

        venue.Engine.IsAnswering = true;
        venue.Settle();
        second.SendBytes(venue.Negotiate(Venue.Alpha, 2));

        Assert.Equal(2ul, venue.Expect<NegotiationResponseBlock>(second).SessionVerID);
    }

    [Fact]
    public void Present_version_can_not_be_established_while_the_next_is_negotiated()
    {
        using var venue = new Venue();
        venue.LogOn().Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Engine.IsAnswering = false;
        venue.Connect().SendBytes(venue.Negotiate(Venue.Alpha, 2));
        venue.Await(() => venue.Engine.Published == 2);
        TestClient other = venue.Connect();
        other.SendBytes(venue.Establish(Venue.Alpha, 1));

        venue.ExpectReject(other, EstablishmentRejectCode.Unspecified);
    }

    [Theory]
    [InlineData(5ul)]
    [InlineData(4ul)]
    public void Version_that_is_not_greater_is_refused_with_the_present_one(ulong sessionVerId)
    {
        using var venue = new Venue();
        venue.LogOn(Venue.Alpha, 5).Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, sessionVerId));

        NegotiationRejectBlock reject = venue.Expect<NegotiationRejectBlock>(client);

        Assert.Equal(
            (NegotiationRejectCode.DuplicateID, 5ul), (reject.NegotiationRejectCode, reject.CurrentSessionVerID));
    }

    [Theory]
    [InlineData(CommandAdmission.EngineBusy, NegotiationRejectCode.EngineBusy)]
    [InlineData(CommandAdmission.JournalUnavailable, NegotiationRejectCode.Unspecified)]
    public void Negotiation_that_the_engine_can_not_take_is_refused(
        CommandAdmission admission, NegotiationRejectCode code)
    {
        using var venue = new Venue();
        venue.Engine.Admission = admission;
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.ExpectReject(client, code);

        venue.Engine.Admission = CommandAdmission.Accepted;
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));

        venue.Expect<NegotiationResponseBlock>(client);
    }

    [Fact]
    public void Negotiation_with_a_service_that_ends_is_terminated()
    {
        using var venue = new Venue();
        venue.Engine.Admission = CommandAdmission.Stopping;
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));

        venue.ExpectTermination(client, TerminationCode.ServiceStopping);
    }

    [Fact]
    public void Establishment_of_another_version_is_refused_with_the_present_one()
    {
        using var venue = new Venue();
        venue.LogOn(Venue.Alpha, 5).Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        TestClient client = venue.Connect();
        client.SendBytes(venue.Establish(Venue.Alpha, 6));

        EstablishmentRejectBlock reject = venue.Expect<EstablishmentRejectBlock>(client);

        Assert.Equal(
            (EstablishmentRejectCode.InvalidSessionVerID, 5ul),
            (reject.EstablishmentRejectCode, reject.CurrentSessionVerID));
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(99u, false)]
    [InlineData(100u, true)]
    [InlineData(60_000u, true)]
    [InlineData(60_001u, false)]
    [InlineData(uint.MaxValue, false)]
    public void Keep_alive_interval_has_limits(uint keepAlive, bool accepted)
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.Expect<NegotiationResponseBlock>(client);
        client.SendBytes(venue.Establish(Venue.Alpha, 1, keepAlive: keepAlive));

        if (accepted)
            Assert.Equal(keepAlive, venue.Expect<EstablishmentAckBlock>(client).KeepAliveInterval);
        else
            venue.ExpectReject(client, EstablishmentRejectCode.KeepaliveInterval);
    }

    [Theory]
    [InlineData(0u, true)]
    [InlineData(1u, false)]
    [InlineData(2u, false)]
    [InlineData(3u, true)]
    [InlineData(1_000_002u, true)]
    [InlineData(1_000_003u, false)]
    public void Next_number_of_the_client_is_above_the_last_that_came_in(uint nextSeqNo, bool accepted)
    {
        using var venue = new Venue();
        TestClient first = venue.LogOn();
        first.Send(Venue.Order(1));
        first.Send(Venue.Order(2));
        venue.Expect<ExecutionReportNewBlock>(first);
        venue.Expect<ExecutionReportNewBlock>(first);
        first.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        TestClient client = venue.Connect();
        client.SendBytes(venue.Establish(Venue.Alpha, 1, nextSeqNo));

        if (accepted)
            Assert.Equal(2u, venue.Expect<EstablishmentAckBlock>(client).LastIncomingSeqNo);
        else
            venue.ExpectReject(client, EstablishmentRejectCode.InvalidNextSeqNo);
    }

    [Fact]
    public void Second_connection_of_a_live_session_is_refused()
    {
        using var venue = new Venue();
        TestClient first = venue.LogOn();
        venue.Advance(2 * Venue.KeepAliveMillis - 1);
        TestClient second = venue.Connect();
        second.SendBytes(venue.Establish(Venue.Alpha, 1));
        venue.ExpectReject(second, EstablishmentRejectCode.AlreadyEstablished);

        venue.Expect<SequenceBlock>(first);
        first.Send(Venue.Order(1));

        venue.Expect<ExecutionReportNewBlock>(first);
    }

    [Fact]
    public void Second_connection_takes_the_place_of_one_that_fell_silent()
    {
        using var venue = new Venue();
        TestClient first = venue.LogOn();
        venue.Advance(2 * Venue.KeepAliveMillis);
        venue.Expect<SequenceBlock>(first);

        TestClient second = venue.Resume(Venue.Alpha, 1, out _);

        venue.ExpectTermination(first, TerminationCode.KeepaliveIntervalLapsed);
        second.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(second);
        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void New_version_starts_the_numbers_of_both_directions_anew()
    {
        using var venue = new Venue();
        TestClient first = venue.LogOn(Venue.Alpha, 1);
        first.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(first);
        first.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);

        TestClient second = venue.LogOn(Venue.Alpha, 2);
        second.Send(Venue.Order(1));

        ExecutionReportNewBlock report = venue.Expect<ExecutionReportNewBlock>(second);
        Assert.Equal((1u, 1u), (report.MsgSeqNum, report.RefSeqNum));
    }

    private delegate void Change(ref NegotiateBlock request, Venue venue);

    /// <returns>Null when the engine was asked.</returns>
    private static NegotiationRejectCode? NegotiateWith(Change change)
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        var request = new NegotiateBlock
        {
            SessionID = Venue.Alpha,
            ClientFlow = FlowType.Idempotent,
            SessionVerID = 1,
            Timestamp = venue.NextTimestamp(),
        };
        change(ref request, venue);
        client.SendBytes(TestClient.Signed(TestClient.Frame(in request), Venue.KeyOf(Venue.Alpha)));
        byte[] answer = venue.ExpectFrame(client);
        return FrameCodec.Holds<NegotiationRejectBlock>(answer)
            ? FrameCodec.Block<NegotiationRejectBlock>(answer).NegotiationRejectCode
            : null;
    }
}
