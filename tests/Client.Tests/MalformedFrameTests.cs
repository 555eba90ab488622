using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class MalformedFrameTests
{
    public static TheoryData<string, DisconnectReason, TerminationCode> Damages => new()
    {
        { "encoding type", DisconnectReason.InvalidFrame, TerminationCode.InvalidFrame },
        { "too short", DisconnectReason.InvalidFrame, TerminationCode.InvalidFrame },
        { "too long", DisconnectReason.FrameTooLarge, TerminationCode.FrameTooLarge },
        { "huge", DisconnectReason.FrameTooLarge, TerminationCode.FrameTooLarge },
        { "schema", DisconnectReason.UnsupportedSchema, TerminationCode.UnspecifiedError },
        { "version", DisconnectReason.UnsupportedSchema, TerminationCode.UnspecifiedError },
        { "template", DisconnectReason.UnknownTemplate, TerminationCode.UnspecifiedError },
        { "session template", DisconnectReason.UnknownTemplate, TerminationCode.UnspecifiedError },
        { "block length", DisconnectReason.InvalidBlockLength, TerminationCode.UnspecifiedError },
        { "frame length", DisconnectReason.InvalidBlockLength, TerminationCode.UnspecifiedError },
        { "session", DisconnectReason.SessionMismatch, TerminationCode.SessionIDMismatch },
        { "unsequenced", DisconnectReason.UnexpectedMessage, TerminationCode.UnspecifiedError },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Malformed_frame_ends_the_connection_with_its_reason(
        string damage, DisconnectReason reason, TerminationCode code)
    {
        using var harness = new ClientHarness(reconnect: ReconnectPolicy.None);
        harness.LogOn();
        harness.SendNew(1, 0);
        harness.Venue.SendBytes(Damage(damage));
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(["Established", "New 1", $"Disconnected {reason}"], harness.Handler.Calls);
        Assert.NotEmpty(harness.Handler.Disconnects[0].Detail);
        TerminateBlock terminate = harness.Expect<TerminateBlock>();
        Assert.Equal(code, terminate.TerminationCode);
        Assert.Equal(harness.SessionVerID, terminate.SessionVerID);
    }

    [Fact]
    public void Client_comes_back_after_a_malformed_frame_and_misses_nothing()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Venue.SendBytes([.. Damage("encoding type"), .. WireFormat.Encode(ClientHarness.NewReport(1, 0))]);
        harness.Until(() => harness.Venue.ConnectionCount == 2, "a new connection");
        harness.Expect<TerminateBlock>();
        harness.AnswerEstablish(nextSeqNo: 2, lastIncoming: 0);
        harness.Expect<RetransmitRequestBlock>();
        harness.SendRetransmission(1, 1);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Equal([1u], harness.Handler.Sequenced.Select(message => message.SeqNo));
    }

    [Fact]
    public void Frames_may_be_cut_anywhere()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        byte[] bytes =
        [
            .. WireFormat.Encode(ClientHarness.NewReport(1, 0)),
            .. WireFormat.Encode(ClientHarness.NewReport(2, 0)),
        ];
        foreach (byte value in bytes)
        {
            harness.Venue.SendBytes([value]);
            harness.Client.Poll();
        }

        harness.Until(() => harness.Handler.Sequenced.Count == 2, "both reports");
    }

    public static TheoryData<string> Misplaced => new()
    {
        "response", "reject", "ack", "establishment reject", "retransmission", "retransmit reject",
    };

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void Message_without_a_place_in_an_established_session_ends_the_connection(string message)
    {
        using var harness = new ClientHarness(reconnect: ReconnectPolicy.None);
        harness.LogOn();
        const uint id = ClientHarness.SessionID;
        byte[] frame = message switch
        {
            "response" => WireFormat.Encode(new NegotiationResponseBlock { SessionID = id }),
            "reject" => WireFormat.Encode(new NegotiationRejectBlock { SessionID = id }),
            "ack" => WireFormat.Encode(new EstablishmentAckBlock { SessionID = id }),
            "establishment reject" => WireFormat.Encode(new EstablishmentRejectBlock { SessionID = id }),
            "retransmission" => WireFormat.Encode(new RetransmissionBlock { SessionID = id, NextSeqNo = 1, Count = 1 }),
            _ => WireFormat.Encode(new RetransmitRejectBlock { SessionID = id }),
        };
        harness.Venue.SendBytes(frame);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.UnexpectedMessage, harness.Client.LastDisconnectReason);
    }

    [Theory]
    [InlineData(2u, 3u)]
    [InlineData(1u, 0u)]
    [InlineData(1u, 6u)]
    public void Retransmission_of_other_messages_than_asked_for_ends_the_connection(uint from, uint count)
    {
        using var harness = new ClientHarness(
            resumeFrom: new SessionResumePoint(9, 1, 1), reconnect: ReconnectPolicy.None);
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 6, lastIncoming: 0);
        harness.Expect<RetransmitRequestBlock>();
        harness.SendRetransmission(from, count);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.UnexpectedMessage, harness.Client.LastDisconnectReason);
        Assert.Empty(harness.Handler.Sequenced);
    }

    [Fact]
    public void Report_before_the_session_is_established_ends_the_connection()
    {
        using var harness = new ClientHarness(reconnect: ReconnectPolicy.None);
        harness.Connect();
        harness.AnswerNegotiate();
        harness.SendNew(1, 0);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.UnexpectedMessage, harness.Client.LastDisconnectReason);
        Assert.Empty(harness.Handler.Sequenced);
    }

    [Fact]
    public void Acknowledgement_of_another_version_ends_the_connection()
    {
        using var harness = new ClientHarness(reconnect: ReconnectPolicy.None);
        harness.Connect();
        harness.AnswerNegotiate();
        harness.Expect<EstablishBlock>();
        harness.Venue.Send(new EstablishmentAckBlock
        {
            SessionID = ClientHarness.SessionID,
            SessionVerID = harness.SessionVerID + 1,
            NextSeqNo = 1,
        });
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.SessionMismatch, harness.Client.LastDisconnectReason);
    }

    private static byte[] Damage(string damage)
    {
        byte[] frame = WireFormat.Encode(ClientHarness.NewReport(damage == "unsequenced" ? 0u : 2u, 0));
        switch (damage)
        {
            case "encoding type":
                frame[4] = 0;
                break;
            case "too short":
                frame[3] = 13;
                break;
            case "too long":
                frame[3] = 111;
                break;
            case "huge":
                frame[0] = 0x80;
                break;
            case "schema":
                frame[10] = 2;
                break;
            case "version":
                frame[12] = 1;
                break;
            case "template":
                frame[8] = 100;
                frame[9] = 2;
                break;
            case "session template":
                frame[8] = 1;
                frame[9] = 0;
                break;
            case "block length":
                frame[6]--;
                break;
            case "frame length":
                frame[3]--;
                break;
            case "session":
                frame[14]++;
                break;
        }

        return frame;
    }
}
