using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class ResumeTests
{
    [Fact]
    public void Messages_that_the_engine_lacks_are_sent_again_under_their_numbers_before_new_ones()
    {
        using var harness = Logged(orders: 5);
        harness.SendNew(1, 1);
        harness.Until(() => harness.Client.UnansweredCount == 4, "the first answer");
        harness.CutAndComeBack(nextSeqNo: 2, lastIncoming: 2);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        harness.SendOrder(106);

        foreach (uint seqNo in new uint[] { 3, 4, 5, 6 })
        {
            NewOrderSingleBlock order = harness.Expect<NewOrderSingleBlock>();
            Assert.Equal((seqNo, 100ul + seqNo), (order.MsgSeqNum, order.ClOrdID));
        }

        Assert.Equal(3, harness.Handler.Established[1].ResentCount);
    }

    [Fact]
    public void Nothing_is_sent_again_before_all_that_was_missed_is_delivered()
    {
        using var harness = Logged(orders: 3);
        harness.CutAndComeBack(nextSeqNo: 3, lastIncoming: 2);
        RetransmitRequestBlock request = harness.Expect<RetransmitRequestBlock>();
        Assert.Equal((1u, 2u), (request.FromSeqNo, request.Count));
        harness.Settle();
        Assert.Empty(harness.Venue.Received);
        Assert.Equal(ClientState.Recovering, harness.Client.State);
        Assert.Equal(SendResult.NotEstablished, harness.Client.TryCancel(9, 8, 1, out _));

        harness.SendRetransmission(1, 2);
        Assert.Equal(3u, harness.Expect<NewOrderSingleBlock>().MsgSeqNum);
    }

    [Fact]
    public void Answer_that_was_missed_keeps_its_message_from_being_sent_again()
    {
        using var harness = Logged(orders: 2);
        harness.CutAndComeBack(nextSeqNo: 3, lastIncoming: 2);
        harness.Expect<RetransmitRequestBlock>();
        harness.Venue.Send(new RetransmissionBlock
        {
            SessionID = ClientHarness.SessionID,
            SessionVerID = harness.SessionVerID,
            NextSeqNo = 1,
            Count = 2,
        });
        harness.SendNew(1, 1);
        harness.SendNew(2, 2);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        harness.Settle();
        Assert.Empty(harness.Venue.Received);
        Assert.Equal(0, harness.Client.UnansweredCount);
        Assert.Empty(harness.Handler.Undelivered);
    }

    [Fact]
    public void Message_that_the_engine_has_is_awaited_not_sent_again()
    {
        using var harness = Logged(orders: 2);
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 2);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        harness.Settle();
        Assert.Empty(harness.Venue.Received);
        Assert.Equal(2, harness.Client.UnansweredCount);
        harness.SendNew(1, 1);
        harness.SendNew(2, 2);
        harness.Until(() => harness.Client.UnansweredCount == 0, "the answers");
    }

    [Fact]
    public void Message_without_an_answer_below_an_answered_one_was_refused()
    {
        using var harness = Logged(orders: 3);
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 3);
        harness.SendNew(1, 3);
        harness.Until(() => harness.Handler.Sequenced.Count == 1, "the answer");
        Assert.Equal(
            ["Undelivered 1 Refused", "Undelivered 2 Refused", "New 1"],
            harness.Handler.Calls.Where(call => call is not ("Established" or "Disconnected ClosedByVenue")));
        Assert.Equal(
            (1u, 101ul, NewOrderSingleBlock.TemplateId, UndeliveredReason.Refused), harness.Handler.Undelivered[0]);
        Assert.Equal(0, harness.Client.UnansweredCount);
    }

    [Fact]
    public void Restarted_venue_that_lost_its_tail_gets_it_again()
    {
        using var harness = Logged(orders: 6);
        harness.SendNew(1, 1);
        harness.SendNew(2, 2);
        harness.Until(() => harness.Client.UnansweredCount == 4, "two answers");
        // First back with all six, then after a crash with the two that it answered.
        harness.CutAndComeBack(nextSeqNo: 3, lastIncoming: 6);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Empty(harness.Venue.Received);
        harness.CutAndComeBack(nextSeqNo: 3, lastIncoming: 2);
        foreach (uint seqNo in new uint[] { 3, 4, 5, 6 })
            Assert.Equal(seqNo, harness.Expect<NewOrderSingleBlock>().MsgSeqNum);
    }

    [Fact]
    public void Message_that_was_refused_is_not_sent_again()
    {
        using var harness = Logged(orders: 3);
        Refuse(harness, 2, BusinessRejectReason.EngineBusy);
        harness.Until(() => harness.Handler.BusinessRejects.Count == 1, "the refusal");
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 0);
        Assert.Equal(1u, harness.Expect<NewOrderSingleBlock>().MsgSeqNum);
        Assert.Equal(3u, harness.Expect<NewOrderSingleBlock>().MsgSeqNum);
        harness.Venue.Send(new NotAppliedBlock { SessionID = ClientHarness.SessionID, FromSeqNo = 2, Count = 1 });
        harness.Until(() => harness.Handler.Calls.Contains("NotApplied 2 1"), "NotApplied");
        Assert.Empty(harness.Handler.Undelivered);
    }

    [Fact]
    public void Client_told_not_to_send_again_reports_what_the_engine_lacks()
    {
        using var harness = Logged(orders: 3, resendOnResume: false);
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 1);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Equal(
            [(2u, UndeliveredReason.NotResent), (3u, UndeliveredReason.NotResent)],
            harness.Handler.Undelivered.Select(message => (message.SeqNo, message.Reason)));
        Assert.Equal(4u, harness.SendOrder(104));
        Assert.Equal(4u, harness.Expect<NewOrderSingleBlock>().MsgSeqNum);
    }

    [Fact]
    public void Resend_larger_than_the_send_buffer_comes_complete_and_in_order()
    {
        const int count = 5_000;
        using var harness = new ClientHarness(windowSize: 8_192, sendBufferBytes: 1_024);
        harness.LogOn();
        for (uint i = 1; i <= count; i++)
        {
            uint clOrdID = 100 + i;
            harness.Until(
                () => harness.Client.TryNewOrder(clOrdID, 1, Side.Buy, 1, 1, TimeInForce.GoodTillCancel, out _) ==
                    SendResult.Sent,
                "room");
        }

        harness.Until(() => harness.Venue.Received.Count == count, "all orders");
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 1);
        harness.Until(() => harness.Venue.Received.Count == count - 1, "all but the first again");
        Assert.Equal(
            Enumerable.Range(2, count - 1).Select(n => (uint)n),
            harness.Venue.Received.Select(frame => WireFormat.Decode<NewOrderSingleBlock>(frame).MsgSeqNum));
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
    }

    [Fact]
    public void Venue_that_forgot_its_own_messages_stops_the_client()
    {
        using var harness = Logged(orders: 1);
        harness.SendNew(1, 1);
        harness.Until(() => harness.Client.UnansweredCount == 0, "the answer");
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 1);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.VenueSequenceWentBack, harness.Client.LastDisconnectReason);
    }

    [Fact]
    public void Venue_that_forgot_an_answered_message_stops_the_client()
    {
        using var harness = Logged(orders: 2);
        harness.SendNew(1, 2);
        harness.Until(() => harness.Client.UnansweredCount == 0, "the answer");
        harness.CutAndComeBack(nextSeqNo: 2, lastIncoming: 1);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.VenueSequenceWentBack, harness.Client.LastDisconnectReason);
    }

    [Fact]
    public void Venue_that_has_more_than_was_sent_stops_the_client()
    {
        using var harness = Logged(orders: 2);
        harness.CutAndComeBack(nextSeqNo: 1, lastIncoming: 3);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.VenueAheadOfClient, harness.Client.LastDisconnectReason);
    }

    [Fact]
    public void Answer_to_a_message_never_sent_stops_the_client()
    {
        using var harness = Logged(orders: 2);
        harness.SendNew(1, 3);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.VenueAheadOfClient, harness.Client.LastDisconnectReason);
    }

    [Fact]
    public void Resume_point_too_far_above_the_venue_stops_the_client()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(5, 1_000_002, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 1, lastIncoming: 1);
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.VenueSequenceWentBack, harness.Client.LastDisconnectReason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_refused_during_a_long_outage_do_not_keep_the_client_out(bool isWaiting)
    {
        // Far more than a million messages in a row were refused; the last one may still wait.
        const uint FarAbove = 1_500_000;
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(5, FarAbove, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 1, lastIncoming: FarAbove - 1);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        harness.SendOrder(77);
        if (!isWaiting)
        {
            Refuse(harness, FarAbove, BusinessRejectReason.JournalUnavailable);
            harness.Until(() => harness.Handler.BusinessRejects.Count == 1, "the refusal");
        }

        EstablishBlock establish = CutAndEstablish(harness, nextSeqNo: 1, lastIncoming: 10);
        harness.Until(() => harness.Client.State == ClientState.Established, "established again");

        Assert.Equal(0u, establish.NextSeqNo);
        Assert.Equal(11u, harness.SendOrder(78));
        NewOrderSingleBlock order = harness.Expect<NewOrderSingleBlock>();
        Assert.Equal((11u, 78ul), (order.MsgSeqNum, order.ClOrdID));
        Assert.Equal(
            isWaiting ? [(FarAbove, UndeliveredReason.NotResent)] : [],
            harness.Handler.Undelivered.Select(message => (message.SeqNo, message.Reason)));
        Assert.Equal(11u, harness.Handler.Established[1].NextOutgoingSeqNo);
        harness.SendNew(1, 11);
        harness.Until(() => harness.Client.UnansweredCount == 0, "the answer");
    }

    [Fact]
    public void Abandoned_version_reports_the_unanswered_and_the_next_one_is_greater()
    {
        using var harness = Logged(orders: 2);
        harness.Client.Terminate();
        harness.Until(() => harness.Venue.Received.Count == 3, "Terminate");
        harness.Venue.Received.Clear();
        harness.Venue.Close();
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        ulong before = harness.SessionVerID;
        harness.Client.AbandonSessionVersion();
        Assert.Equal(
            [(1u, UndeliveredReason.SessionAbandoned), (2u, UndeliveredReason.SessionAbandoned)],
            harness.Handler.Undelivered.Select(message => (message.SeqNo, message.Reason)));
        Assert.Equal(new SessionResumePoint(0, 1, 1), harness.Client.ResumePoint);
        harness.LogOn();
        Assert.True(harness.SessionVerID > before);
        Assert.Equal(1u, harness.SendOrder(1));
    }

    [Fact]
    public void Version_of_a_running_client_can_not_be_abandoned()
    {
        using var harness = Logged(orders: 0);
        Assert.Throws<InvalidOperationException>(harness.Client.AbandonSessionVersion);
    }

    internal static void Refuse(ClientHarness harness, uint refSeqNum, BusinessRejectReason reason) =>
        harness.Venue.Send(new BusinessMessageRejectBlock
        {
            SessionID = ClientHarness.SessionID,
            RefSeqNum = refSeqNum,
            RefTemplateID = NewOrderSingleBlock.TemplateId,
            BusinessRejectReason = reason,
        });

    private static EstablishBlock CutAndEstablish(ClientHarness harness, uint nextSeqNo, uint lastIncoming)
    {
        int before = harness.Venue.ConnectionCount;
        harness.Venue.Close();
        harness.Venue.Received.Clear();
        harness.Until(() => harness.Venue.ConnectionCount > before, "a new connection");
        return harness.AnswerEstablish(nextSeqNo, lastIncoming);
    }

    private static ClientHarness Logged(int orders, bool resendOnResume = true)
    {
        var harness = new ClientHarness(resendOnResume: resendOnResume);
        harness.LogOn();
        for (uint i = 1; i <= orders; i++)
            harness.SendOrder(100 + i);
        harness.Until(() => harness.Venue.Received.Count == orders, "the orders");
        return harness;
    }
}
