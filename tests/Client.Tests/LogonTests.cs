using System.Security.Cryptography;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class LogonTests
{
    [Fact]
    public void New_client_negotiates_then_establishes_and_reports_it()
    {
        using var harness = new ClientHarness();
        harness.Connect();
        NegotiateBlock negotiate = harness.AnswerNegotiate();
        EstablishBlock establish = harness.AnswerEstablish(nextSeqNo: 1, lastIncoming: 0);
        harness.Until(() => harness.Handler.Established.Count == 1, "established");

        Assert.Equal(FlowType.Idempotent, negotiate.ClientFlow);
        Assert.Equal(ClientHarness.SessionID, negotiate.SessionID);
        Assert.Equal(negotiate.SessionVerID, establish.SessionVerID);
        Assert.Equal(1u, establish.NextSeqNo);
        Assert.True(establish.Timestamp > negotiate.Timestamp);
        EstablishedInfo info = harness.Handler.Established[0];
        Assert.Equal(new EstablishedInfo(negotiate.SessionVerID, 0, 1, 1, 0, 0), info);
        Assert.Equal(new SessionResumePoint(negotiate.SessionVerID, 1, 1), harness.Client.ResumePoint);
        Assert.Same(harness.Client, harness.Handler.AttachedClient);
    }

    [Fact]
    public void Credentials_sign_the_first_32_bytes_of_the_block()
    {
        using var harness = new ClientHarness();
        harness.Connect();
        harness.Until(() => harness.Venue.Received.Count > 0, "a Negotiate");
        byte[] frame = harness.Venue.Received.Dequeue();
        byte[] expected = HMACSHA256.HashData("a key of sixteen and more bytes"u8, frame.AsSpan(14, 32));
        Assert.Equal(expected, frame[46..78]);
    }

    [Fact]
    public void Session_version_comes_from_the_clock_and_logon_timestamps_rise_while_it_stands_still()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time);
        harness.Connect();
        NegotiateBlock negotiate = harness.AnswerNegotiate();
        EstablishBlock establish = harness.AnswerEstablish(1, 0);
        ulong millis = (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        Assert.Equal(millis * 1_000_000, negotiate.SessionVerID);
        Assert.Equal(negotiate.Timestamp + 1, establish.Timestamp);
    }

    [Theory]
    [InlineData(3_600_000, false)]
    [InlineData(5_000, true)]
    public void Wall_clock_that_was_ahead_is_forgotten_once_it_is_set_right(long aheadMillis, bool isKept)
    {
        var time = new ManualTime();
        time.StepWall(aheadMillis);
        using var harness = new ClientHarness(time);
        harness.LogOn();
        time.StepWall(-aheadMillis);
        int before = harness.Venue.ConnectionCount;
        harness.Venue.Close();
        harness.Until(() => harness.Venue.ConnectionCount > before, "a new connection");

        EstablishBlock establish = harness.Expect<EstablishBlock>();

        // The venue takes what is within 30 seconds of its clock, and of that only what rises.
        long nowNanos = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        long expected = isKept ? nowNanos + (aheadMillis * 1_000_000) + 2 : nowNanos;
        Assert.Equal(expected, establish.Timestamp);
    }

    [Fact]
    public void Client_with_a_resume_point_establishes_without_negotiating_and_asks_for_what_it_missed()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(55, 4, 3));
        harness.Connect();
        EstablishBlock establish = harness.AnswerEstablish(nextSeqNo: 5, lastIncoming: 9);
        Assert.Equal(55ul, establish.SessionVerID);
        Assert.Equal(0u, establish.NextSeqNo);
        RetransmitRequestBlock request = harness.Expect<RetransmitRequestBlock>();
        Assert.Equal((3u, 2u), (request.FromSeqNo, request.Count));
        harness.SendRetransmission(3, 2);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");

        Assert.Equal([3u, 4u], harness.Handler.Sequenced.Select(message => message.SeqNo));
        Assert.Equal(new EstablishedInfo(55, 9, 10, 5, 2, 0), harness.Handler.Established[0]);
        Assert.Equal(10u, harness.SendOrder(1));
    }

    [Fact]
    public void Resume_point_ahead_of_the_venue_keeps_its_count()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(55, 20, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 1, lastIncoming: 9);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Equal(20u, harness.SendOrder(1));
    }

    [Theory]
    [InlineData(NegotiationRejectCode.Credentials)]
    [InlineData(NegotiationRejectCode.FlowTypeNotSupported)]
    public void Negotiation_reject_that_can_not_change_stops_the_client(NegotiationRejectCode code)
    {
        using var harness = new ClientHarness();
        harness.Connect();
        RejectNegotiate(harness, code, 0);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal([$"NegotiationReject {code}", "Disconnected NegotiationRejected"], harness.Handler.Calls);
    }

    [Theory]
    [InlineData(NegotiationRejectCode.SessionInUse)]
    [InlineData(NegotiationRejectCode.EngineBusy)]
    [InlineData(NegotiationRejectCode.Unspecified)]
    public void Negotiation_reject_that_may_pass_is_tried_again(NegotiationRejectCode code)
    {
        using var harness = new ClientHarness();
        harness.Connect();
        RejectNegotiate(harness, code, 0);
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a second connection");
        harness.Expect<TerminateBlock>();
        harness.AnswerNegotiate();
        harness.AnswerEstablish(1, 0);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
    }

    [Fact]
    public void Version_from_the_clock_goes_above_the_one_that_the_venue_knows()
    {
        using var harness = new ClientHarness();
        harness.Connect();
        RejectNegotiate(harness, NegotiationRejectCode.DuplicateID, ulong.MaxValue - 10);
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a second connection");
        harness.Expect<TerminateBlock>();
        Assert.Equal(ulong.MaxValue - 9, harness.AnswerNegotiate().SessionVerID);
    }

    [Fact]
    public void Chosen_version_that_the_venue_has_passed_stops_the_client()
    {
        using var harness = new ClientHarness(sessionVerID: 5);
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            harness.Venue.Received.Clear();
            harness.Connect();
            RejectNegotiate(harness, NegotiationRejectCode.DuplicateID, 5);
            harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
            harness.Until(() => !harness.Venue.IsConnected, "left");
            Assert.Equal(DisconnectReason.NegotiationRejected, harness.Client.LastDisconnectReason);
        }
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(5ul)]
    public void Negotiate_whose_answer_was_lost_counts_as_accepted(ulong chosenVersion)
    {
        using var harness = new ClientHarness(sessionVerID: chosenVersion);
        harness.Connect();
        NegotiateBlock first = harness.Expect<NegotiateBlock>();
        harness.Venue.Close();
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a second connection");
        NegotiateBlock second = RejectNegotiate(harness, NegotiationRejectCode.DuplicateID, first.SessionVerID);
        Assert.Equal(first.SessionVerID, second.SessionVerID);
        harness.AnswerEstablish(1, 0);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.DoesNotContain(
            harness.Handler.Calls, call => call.StartsWith("NegotiationReject", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(EstablishmentRejectCode.Credentials, true)]
    [InlineData(EstablishmentRejectCode.Unnegotiated, true)]
    [InlineData(EstablishmentRejectCode.InvalidSessionVerID, true)]
    [InlineData(EstablishmentRejectCode.InvalidNextSeqNo, true)]
    [InlineData(EstablishmentRejectCode.KeepaliveInterval, true)]
    [InlineData(EstablishmentRejectCode.AlreadyEstablished, false)]
    [InlineData(EstablishmentRejectCode.InvalidTimestamp, false)]
    [InlineData(EstablishmentRejectCode.Unspecified, false)]
    public void Establishment_reject_stops_the_client_where_trying_again_can_not_help(
        EstablishmentRejectCode code, bool stops)
    {
        using var harness = new ClientHarness();
        harness.Connect();
        harness.AnswerNegotiate();
        EstablishBlock establish = harness.Expect<EstablishBlock>();
        harness.Venue.Send(new EstablishmentRejectBlock
        {
            SessionID = ClientHarness.SessionID,
            EstablishmentRejectCode = code,
            SessionVerID = establish.SessionVerID,
        });
        harness.Until(() => harness.Handler.Disconnects.Count == 1, "disconnected");
        Assert.Equal([$"EstablishmentReject {code}", "Disconnected EstablishmentRejected"], harness.Handler.Calls);
        Assert.Equal(stops, harness.Client.State == ClientState.Stopped);
    }

    [Fact]
    public void Logon_without_an_answer_times_out()
    {
        var time = new ManualTime();
        using var harness = new ClientHarness(time, reconnect: ReconnectPolicy.None);
        harness.Connect();
        harness.Expect<NegotiateBlock>();
        time.Advance(5_000);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.LogonTimeout, harness.Client.LastDisconnectReason);
    }

    [Fact]
    public void Nothing_is_sent_before_the_session_is_established()
    {
        using var harness = new ClientHarness();
        Assert.Equal(SendResult.NotEstablished, harness.Client.TryCancel(1, 2, 3, out uint seqNo));
        Assert.Equal(0u, seqNo);
        harness.Connect();
        harness.AnswerNegotiate();
        Assert.Equal(SendResult.NotEstablished, harness.Client.TryReduce(1, 2, 3, 4, out _));
        Assert.Equal(0, harness.Client.UnansweredCount);
    }

    private static NegotiateBlock RejectNegotiate(ClientHarness harness, NegotiationRejectCode code, ulong current)
    {
        NegotiateBlock negotiate = harness.Expect<NegotiateBlock>();
        harness.Venue.Send(new NegotiationRejectBlock
        {
            SessionID = ClientHarness.SessionID,
            NegotiationRejectCode = code,
            SessionVerID = negotiate.SessionVerID,
            CurrentSessionVerID = current,
        });
        return negotiate;
    }
}
