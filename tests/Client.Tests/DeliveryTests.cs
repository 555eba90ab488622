using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

public sealed class DeliveryTests
{
    [Fact]
    public void Every_kind_of_report_reaches_its_callback_in_order()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        for (uint i = 1; i <= 6; i++)
            harness.SendOrder(i);
        ScriptedVenue venue = harness.Venue;
        const uint id = ClientHarness.SessionID;
        venue.Send(new ExecutionReportNewBlock { SessionID = id, MsgSeqNum = 1, RefSeqNum = 1 });
        venue.Send(new ExecutionReportTradeBlock { SessionID = id, MsgSeqNum = 2, RefSeqNum = 1 });
        venue.Send(new ExecutionReportReplacedBlock { SessionID = id, MsgSeqNum = 3, RefSeqNum = 2 });
        venue.Send(new ExecutionReportCanceledBlock { SessionID = id, MsgSeqNum = 4, RefSeqNum = 3 });
        venue.Send(new ExecutionReportRejectedBlock { SessionID = id, MsgSeqNum = 5, RefSeqNum = 4 });
        venue.Send(new OrderCancelRejectBlock { SessionID = id, MsgSeqNum = 6, RefSeqNum = 5 });
        venue.Send(new ExecutionReportRestatedBlock { SessionID = id, MsgSeqNum = 7, RefSeqNum = 5 });
        venue.Send(new OrderMassCancelReportBlock { SessionID = id, MsgSeqNum = 8, RefSeqNum = 5 });
        harness.Until(() => harness.Handler.Sequenced.Count == 8, "eight reports");
        Assert.Equal(
            [
                "Established", "New 1", "Trade 2", "Replaced 3", "Canceled 4", "Rejected 5", "CancelReject 6",
                "Restated 7", "MassCancel 8",
            ],
            harness.Handler.Calls);
        Assert.Equal(1, harness.Client.UnansweredCount);
    }

    [Fact]
    public void Report_arrives_with_every_field_as_sent()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.SendOrder(1);
        var sent = new ExecutionReportTradeBlock
        {
            SessionID = ClientHarness.SessionID,
            MsgSeqNum = 1,
            TransactTime = 123,
            ExecID = 4,
            OrderID = 5,
            ClOrdID = 6,
            TrdMatchID = 7,
            LastPx = -8,
            LastQty = 9,
            LeavesQty = 10,
            CumQty = 11,
            SecurityID = 12,
            RefSeqNum = 1,
            Side = Side.Sell,
            OrdStatus = OrdStatus.PartiallyFilled,
            AggressorIndicator = AggressorIndicator.Taker,
        };
        harness.Venue.Send(in sent);
        harness.Until(() => harness.Handler.Sequenced.Count == 1, "the trade");
        Assert.Equal(sent, harness.Handler.LastTrade);
    }

    [Fact]
    public void Orders_leave_as_encoded_by_the_schema()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Client.TryNewOrder(11, 3, Side.Sell, -5, 20, TimeInForce.ImmediateOrCancel, out uint first);
        harness.Client.TryCancel(12, 11, 3, out uint second);
        harness.Client.TryReplace(13, 11, 3, 7, 30, out uint third);
        harness.Client.TryReduce(14, 13, 3, 4, out uint fourth);
        harness.Client.TrySend(
            new OrderCancelRequestBlock { ClOrdID = 15, OrderID = 99, SecurityID = 3 }, out uint fifth);
        Assert.Equal([1u, 2u, 3u, 4u, 5u], [first, second, third, fourth, fifth]);

        const uint id = ClientHarness.SessionID;
        Assert.Equal(
            new NewOrderSingleBlock
            {
                SessionID = id,
                MsgSeqNum = 1,
                ClOrdID = 11,
                Price = -5,
                OrderQty = 20,
                SecurityID = 3,
                Side = Side.Sell,
                OrdType = OrdType.Limit,
                TimeInForce = TimeInForce.ImmediateOrCancel,
            },
            harness.Expect<NewOrderSingleBlock>());
        Assert.Equal(
            new OrderCancelRequestBlock
            {
                SessionID = id,
                MsgSeqNum = 2,
                ClOrdID = 12,
                OrigClOrdID = 11,
                SecurityID = 3,
            },
            harness.Expect<OrderCancelRequestBlock>());
        Assert.Equal(
            new OrderCancelReplaceRequestBlock
            {
                SessionID = id,
                MsgSeqNum = 3,
                ClOrdID = 13,
                OrigClOrdID = 11,
                Price = 7,
                OrderQty = 30,
                SecurityID = 3,
            },
            harness.Expect<OrderCancelReplaceRequestBlock>());
        Assert.Equal(
            new OrderReduceRequestBlock
            {
                SessionID = id,
                MsgSeqNum = 4,
                ClOrdID = 14,
                OrigClOrdID = 13,
                ReduceQty = 4,
                SecurityID = 3,
            },
            harness.Expect<OrderReduceRequestBlock>());
        Assert.Equal(
            new OrderCancelRequestBlock { SessionID = id, MsgSeqNum = 5, ClOrdID = 15, OrderID = 99, SecurityID = 3 },
            harness.Expect<OrderCancelRequestBlock>());
    }

    [Fact]
    public void Messages_above_a_gap_wait_for_the_retransmission_and_come_once()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.SendNew(1, 0);
        harness.SendNew(4, 0);
        harness.SendNew(5, 0);
        RetransmitRequestBlock request = harness.Expect<RetransmitRequestBlock>();
        Assert.Equal((2u, 3u), (request.FromSeqNo, request.Count));
        Assert.Equal(harness.SessionVerID, request.SessionVerID);
        harness.SendRetransmission(2, 3);
        RetransmitRequestBlock rest = harness.Expect<RetransmitRequestBlock>();
        Assert.Equal((5u, 1u), (rest.FromSeqNo, rest.Count));
        harness.SendRetransmission(5, 1);
        harness.SendNew(6, 0);
        harness.Until(() => harness.Handler.Sequenced.Count == 6, "six reports");
        Assert.Equal([1u, 2u, 3u, 4u, 5u, 6u], harness.Handler.Sequenced.Select(message => message.SeqNo));
        Assert.Equal(2, harness.Client.DroppedMessageCount);
    }

    [Fact]
    public void Message_that_comes_twice_is_delivered_once()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.SendNew(1, 0);
        harness.SendNew(1, 0);
        harness.SendNew(2, 0);
        harness.Until(() => harness.Handler.Sequenced.Count >= 2, "two reports");
        harness.Settle();
        Assert.Equal([1u, 2u], harness.Handler.Sequenced.Select(message => message.SeqNo));
    }

    [Fact]
    public void Heartbeat_of_the_venue_shows_a_gap()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Venue.Send(new SequenceBlock { SessionID = ClientHarness.SessionID, NextSeqNo = 3 });
        RetransmitRequestBlock request = harness.Expect<RetransmitRequestBlock>();
        Assert.Equal((1u, 2u), (request.FromSeqNo, request.Count));
    }

    [Fact]
    public void Long_gap_is_asked_for_in_pieces_of_a_thousand_one_after_the_other()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(9, 1, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 2_502, lastIncoming: 0);
        uint next = 1;
        foreach (uint count in new uint[] { 1_000, 1_000, 501 })
        {
            RetransmitRequestBlock request = harness.Expect<RetransmitRequestBlock>();
            Assert.Equal((next, count), (request.FromSeqNo, request.Count));
            harness.Settle();
            Assert.Empty(harness.Venue.Received);
            harness.SendRetransmission(next, count);
            next += count;
        }

        harness.Until(() => harness.Client.State == ClientState.Established, "established");
        Assert.Equal(Enumerable.Range(1, 2_501).Select(n => (uint)n), harness.Handler.Sequenced.Select(m => m.SeqNo));
        Assert.Equal(2_501, harness.Handler.Established[0].RetrievedCount);
    }

    [Fact]
    public void Shorter_retransmission_than_asked_for_is_followed_by_a_request_for_the_rest()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(9, 1, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 11, lastIncoming: 0);
        harness.Expect<RetransmitRequestBlock>();
        harness.SendRetransmission(1, 4);
        RetransmitRequestBlock request = harness.Expect<RetransmitRequestBlock>();
        Assert.Equal((5u, 6u), (request.FromSeqNo, request.Count));
    }

    [Fact]
    public void Rejected_retransmission_stops_the_client()
    {
        using var harness = new ClientHarness(resumeFrom: new SessionResumePoint(9, 1, 1));
        harness.Connect();
        harness.AnswerEstablish(nextSeqNo: 11, lastIncoming: 0);
        harness.Expect<RetransmitRequestBlock>();
        harness.Venue.Send(new RetransmitRejectBlock
        {
            SessionID = ClientHarness.SessionID,
            RetransmitRejectCode = RetransmitRejectCode.OutOfRange,
        });
        harness.Until(() => harness.Client.State == ClientState.Stopped, "stopped");
        Assert.Equal(DisconnectReason.RetransmitRejected, harness.Client.LastDisconnectReason);
        Assert.Contains("OutOfRange", harness.Handler.Disconnects[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Callback_may_send()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Handler.OnAnySequenced = () => harness.SendOrder(500);
        harness.SendNew(1, 0);
        Assert.Equal(500ul, harness.Expect<NewOrderSingleBlock>().ClOrdID);
    }

    [Fact]
    public void Poll_from_within_a_callback_is_refused_and_the_message_counts_as_received()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Handler.OnAnySequenced = () => harness.Client.Poll();
        harness.SendNew(1, 0);
        Assert.Throws<InvalidOperationException>(
            () => harness.Until(() => false, "the exception"));
        Assert.Equal(2u, harness.Client.ResumePoint.NextIncomingSeqNo);
        harness.Handler.OnAnySequenced = null;
        harness.SendNew(2, 0);
        harness.Until(() => harness.Handler.Sequenced.Count == 2, "the next report");
    }

    [Fact]
    public void Client_disposed_within_a_callback_calls_nothing_more()
    {
        using var harness = new ClientHarness();
        harness.LogOn();
        harness.Handler.OnAnySequenced = harness.Client.Dispose;
        harness.Venue.SendBytes(
        [
            .. WireFormat.Encode(ClientHarness.NewReport(1, 0)),
            .. WireFormat.Encode(ClientHarness.NewReport(2, 0)),
        ]);
        Assert.Throws<ObjectDisposedException>(() => harness.Until(() => false, "the end"));
        Assert.Equal(["Established", "New 1"], harness.Handler.Calls);
    }
}
