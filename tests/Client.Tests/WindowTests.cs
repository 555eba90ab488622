using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class WindowTests
{
    [Fact]
    public void Full_window_refuses_until_the_oldest_message_is_answered()
    {
        using var harness = new ClientHarness(windowSize: 4);
        harness.LogOn();
        for (uint i = 1; i <= 4; i++)
            harness.SendOrder(i);
        Assert.Equal(SendResult.WindowFull, harness.Client.TryCancel(5, 1, 1, out uint seqNo));
        Assert.Equal(0u, seqNo);
        ResumeTests.Refuse(harness, 2, BusinessRejectReason.ThrottleLimitExceeded);
        harness.Until(() => harness.Handler.BusinessRejects.Count == 1, "the refusal");
        Assert.Equal(SendResult.WindowFull, harness.Client.TryCancel(5, 1, 1, out _));
        harness.SendNew(1, 1);
        harness.Until(() => harness.Client.UnansweredCount == 2, "the answer");
        Assert.Equal(5u, harness.SendOrder(5));
        Assert.Equal(6u, harness.SendOrder(6));
        Assert.Equal(SendResult.WindowFull, harness.Client.TryCancel(7, 1, 1, out _));
    }

    [Fact]
    public void Further_events_of_an_answered_message_change_nothing()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.SendOrder(1);
        harness.SendOrder(2);
        harness.SendNew(1, 1);
        harness.SendNew(2, 1);
        harness.SendNew(3, 0);
        harness.Until(() => harness.Handler.Sequenced.Count == 3, "the reports");
        Assert.Equal(1, harness.Client.UnansweredCount);
        Assert.Empty(harness.Handler.Undelivered);
    }

    [Fact]
    public void Refusal_answers_its_message_but_a_duplicate_does_not()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.SendOrder(1);
        ResumeTests.Refuse(harness, 1, BusinessRejectReason.DuplicateMsgSeqNum);
        harness.Until(() => harness.Handler.BusinessRejects.Count == 1, "the duplicate");
        Assert.Equal(1, harness.Client.UnansweredCount);
        ResumeTests.Refuse(harness, 1, BusinessRejectReason.JournalUnavailable);
        harness.Until(() => harness.Handler.BusinessRejects.Count == 2, "the refusal");
        Assert.Equal(0, harness.Client.UnansweredCount);
        Assert.Equal((1u, BusinessRejectReason.JournalUnavailable), harness.Handler.BusinessRejects[1]);
    }

    [Fact]
    public void Messages_not_applied_are_reported_one_by_one()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        for (uint i = 1; i <= 3; i++)
            harness.SendOrder(100 + i);
        harness.Venue.Send(new NotAppliedBlock { SessionID = ClientHarness.SessionID, FromSeqNo = 1, Count = 2 });
        harness.Until(() => harness.Client.UnansweredCount == 1, "NotApplied");
        Assert.Equal(
            ["Established", "NotApplied 1 2", "Undelivered 1 NotApplied", "Undelivered 2 NotApplied"],
            harness.Handler.Calls);
    }

    [Fact]
    public void Venue_that_does_not_read_fills_the_send_buffer_and_nothing_is_lost()
    {
        using var harness = new ClientHarness(windowSize: 262_144, sendBufferBytes: 1_024);
        harness.LogOn();
        harness.Venue.IsReading = false;
        uint sent = 0;
        while (harness.Client.TryNewOrder(sent + 1, 1, Side.Buy, 1, 1, TimeInForce.GoodTillCancel, out _) ==
            SendResult.Sent)
            sent++;
        Assert.Equal(
            SendResult.SendBufferFull,
            harness.Client.TryNewOrder(sent + 1, 1, Side.Buy, 1, 1, TimeInForce.GoodTillCancel, out _));
        harness.Venue.IsReading = true;
        harness.Until(() => harness.Venue.Received.Count == sent, "all orders");
        Assert.Equal(
            Enumerable.Range(1, (int)sent).Select(n => (ulong)n),
            harness.Venue.Received.Select(frame => WireFormat.Decode<NewOrderSingleBlock>(frame).ClOrdID));
    }

    [Fact]
    public void Batched_messages_leave_together_on_flush()
    {
        using var harness = new ClientHarness(flushMode: FlushMode.Batched);
        harness.LogOn();
        harness.SendOrder(1);
        harness.SendOrder(2);
        for (int i = 0; i < 100; i++)
            harness.Venue.Poll();
        Assert.Empty(harness.Venue.Received);
        Assert.Equal(2 * 54, harness.Client.Flush());
        Assert.Equal(1ul, harness.Expect<NewOrderSingleBlock>().ClOrdID);
        Assert.Equal(2ul, harness.Expect<NewOrderSingleBlock>().ClOrdID);
        Assert.Equal(0, harness.Client.Flush());
    }

    [Fact]
    public void Last_sequence_number_is_used_and_none_after_it()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(5, 0, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 1, lastIncoming: uint.MaxValue - 2);
        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Equal(uint.MaxValue - 1, harness.SendOrder(1));
        Assert.Equal(SendResult.SequenceExhausted, harness.Client.TryCancel(2, 1, 1, out _));
        harness.SendNew(1, uint.MaxValue - 1);
        harness.Until(() => harness.Client.UnansweredCount == 0, "the answer");
    }
}
