using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

/// <summary>Coming back after a cut, and after a restart of the venue.</summary>
public class RecoveryTests
{
    [Fact]
    public void Acknowledgement_names_the_last_message_that_was_handed_to_the_engine()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.IsAnswering = false;
        client.Send(Venue.Order(1));
        client.Send(Venue.Order(2));
        venue.Await(() => venue.Engine.Published == 3);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);

        TestClient again = venue.Resume(Venue.Alpha, 1, out EstablishmentAckBlock ack);

        Assert.Equal((2u, 1u), (ack.LastIncomingSeqNo, ack.NextSeqNo));
        venue.Engine.IsAnswering = true;
        Assert.Equal(1u, venue.Expect<ExecutionReportNewBlock>(again).RefSeqNum);
        Assert.Equal(2u, venue.Expect<ExecutionReportNewBlock>(again).RefSeqNum);
    }

    [Fact]
    public void Numbers_refused_at_the_end_are_free_again_on_the_next_connection()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(client);
        venue.Engine.Admission = CommandAdmission.EngineBusy;
        client.Send(Venue.Order(2));
        venue.Await(() => venue.Gateway.Counters.RejectsEngineBusy == 1);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Engine.Admission = CommandAdmission.Accepted;

        TestClient again = venue.Resume(Venue.Alpha, 1, out EstablishmentAckBlock ack);
        again.Send(Venue.Order(2));

        Assert.Equal(1u, ack.LastIncomingSeqNo);
        Assert.Equal(2u, venue.Expect<ExecutionReportNewBlock>(again).RefSeqNum);
    }

    [Fact]
    public void Message_refused_in_the_middle_has_no_answer_before_that_of_the_last_one()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        venue.Await(() => venue.Engine.Published == 2);
        venue.Engine.Admission = CommandAdmission.EngineBusy;
        client.Send(Venue.Order(2));
        venue.Await(() => venue.Gateway.Counters.RejectsEngineBusy == 1);
        venue.Engine.Admission = CommandAdmission.Accepted;
        client.Send(Venue.Order(3));
        venue.Await(() => venue.Engine.Published == 3);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);

        TestClient again = venue.Resume(Venue.Alpha, 1, out EstablishmentAckBlock ack);
        again.Send(Request(1, fromSeqNo: 1, count: 2));

        Assert.Equal((3u, 3u), (ack.LastIncomingSeqNo, ack.NextSeqNo));
        venue.Expect<RetransmissionBlock>(again);
        Assert.Equal(1u, venue.Expect<ExecutionReportNewBlock>(again).RefSeqNum);
        Assert.Equal(3u, venue.Expect<ExecutionReportNewBlock>(again).RefSeqNum);
        again.Send(Venue.Order(2));
        venue.ExpectReject(again, BusinessRejectReason.DuplicateMsgSeqNum, 2, NewOrderSingleBlock.TemplateId);
    }

    [Fact]
    public void Replayed_events_rebuild_version_numbers_and_store()
    {
        using var before = new Venue();
        TestClient client = before.LogOn(Venue.Alpha, 3);
        for (uint n = 1; n <= 3; n++)
            client.Send(Venue.Order(n));
        byte[][] frames = [.. Enumerable.Range(0, 3).Select(_ => before.ExpectFrame(client))];
        before.Engine.Fill(before.Gateway, Venue.Alpha, 1);

        using var after = new Venue();
        foreach (EventRecord record in before.Engine.Events)
            after.Gateway.OnEvent(in record, replayed: true);
        TestClient again = after.Resume(Venue.Alpha, 3, out EstablishmentAckBlock ack);

        Assert.Equal((3u, 5u), (ack.LastIncomingSeqNo, ack.NextSeqNo));
        again.Send(Request(3, fromSeqNo: 1, count: 3));
        after.Expect<RetransmissionBlock>(again);
        foreach (byte[] frame in frames)
            Assert.Equal(frame, after.ExpectFrame(again));
    }

    [Fact]
    public void Session_restored_from_a_snapshot_goes_on_and_keeps_nothing_from_before_it()
    {
        using var venue = new Venue();
        venue.Gateway.RestoreSession(Venue.Alpha, 9, nextOutgoingSeqNo: 101, lastIncomingSeqNo: 50);
        var trade = default(EventRecord);
        ref ExecutionReportTradeBlock block = ref trade.Begin<ExecutionReportTradeBlock>();
        block.SessionID = Venue.Alpha;
        block.MsgSeqNum = 101;
        block.RefSeqNum = 51;
        venue.Gateway.OnEvent(in trade, replayed: true);

        TestClient client = venue.Resume(Venue.Alpha, 9, out EstablishmentAckBlock ack);
        client.Send(Request(9, fromSeqNo: 100, count: 2));
        client.Send(Request(9, fromSeqNo: 101, count: 1));

        Assert.Equal((51u, 102u), (ack.LastIncomingSeqNo, ack.NextSeqNo));
        Assert.Equal(
            RetransmitRejectCode.OutOfRange, venue.Expect<RetransmitRejectBlock>(client).RetransmitRejectCode);
        venue.Expect<RetransmissionBlock>(client);
        Assert.Equal(101u, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
    }

    [Fact]
    public void Event_that_leaves_out_a_number_is_a_broken_invariant()
    {
        using var venue = new Venue();
        var trade = default(EventRecord);
        ref ExecutionReportTradeBlock block = ref trade.Begin<ExecutionReportTradeBlock>();
        block.SessionID = Venue.Alpha;
        block.MsgSeqNum = 2;

        Assert.Throws<InvalidOperationException>(() => venue.Gateway.OnEvent(in trade, replayed: true));
    }

    [Fact]
    public void Event_of_a_session_that_is_not_in_the_directory_is_counted_and_passed_over()
    {
        using var venue = new Venue();
        var trade = default(EventRecord);
        trade.Begin<ExecutionReportTradeBlock>().SessionID = Venue.Unknown;
        venue.Gateway.OnEvent(in trade, replayed: false);
        venue.Gateway.RestoreSession(Venue.Unknown, 1, 1, 0);

        Assert.Equal(1, venue.Gateway.Counters.EventsWithoutSession);
    }

    private static RetransmitRequestBlock Request(ulong sessionVerId, uint fromSeqNo, uint count) => new()
    {
        SessionID = Venue.Alpha,
        SessionVerID = sessionVerId,
        FromSeqNo = fromSeqNo,
        Count = count,
    };
}
