using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public class RetransmissionTests
{
    [Fact]
    public void Messages_come_again_byte_for_byte()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 20);
        byte[][] first = [.. Enumerable.Range(0, 20).Select(_ => venue.ExpectFrame(client))];

        client.Send(Request(5, 10, timestamp: 99));

        RetransmissionBlock header = venue.Expect<RetransmissionBlock>(client);
        Assert.Equal((5u, 10u, 99L), (header.NextSeqNo, header.Count, header.RequestTimestamp));
        for (int i = 4; i < 14; i++)
            Assert.Equal(first[i], venue.ExpectFrame(client));
        Assert.Equal(10, venue.Gateway.Counters.MessagesRetransmitted);
        Assert.Equal(20, venue.Gateway.Counters.MessagesSent);
    }

    [Fact]
    public void Messages_come_again_on_another_connection_byte_for_byte()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        byte[] first = venue.ExpectFrame(client);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1);

        TestClient second = venue.Resume(Venue.Alpha, 1, out EstablishmentAckBlock ack);
        second.Send(Request(1, 2));

        Assert.Equal(3u, ack.NextSeqNo);
        venue.Expect<RetransmissionBlock>(second);
        Assert.Equal(first, venue.ExpectFrame(second));
        EventRecord missed = venue.Engine.Events[^1];
        Assert.Equal(missed.Message.ToArray(), venue.ExpectFrame(second)[FrameLayout.MessageOffset..]);
    }

    [Fact]
    public void Live_messages_wait_for_the_end_of_a_retransmission_and_follow_without_a_gap()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1_000);
        for (int i = 0; i < 1_000; i++)
            venue.Expect<ExecutionReportTradeBlock>(client);
        client.Send(Request(1, 1_000));
        venue.Await(() => venue.Gateway.Counters.Retransmissions == 1);
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 500);

        venue.Expect<RetransmissionBlock>(client);

        for (uint n = 1; n <= 1_500; n++)
            Assert.Equal(n, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
    }

    [Theory]
    [InlineData(0u, 1u, RetransmitRejectCode.OutOfRange)]
    [InlineData(11u, 1u, RetransmitRejectCode.OutOfRange)]
    [InlineData(10u, 2u, RetransmitRejectCode.OutOfRange)]
    [InlineData(uint.MaxValue, 1_000u, RetransmitRejectCode.OutOfRange)]
    [InlineData(1u, 0u, RetransmitRejectCode.RequestLimitExceeded)]
    [InlineData(1u, 1_001u, RetransmitRejectCode.RequestLimitExceeded)]
    public void Request_out_of_bounds_is_refused(uint fromSeqNo, uint count, RetransmitRejectCode code)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 10);
        for (int i = 0; i < 10; i++)
            venue.Expect<ExecutionReportTradeBlock>(client);
        client.Send(Request(fromSeqNo, count));

        Assert.Equal(code, venue.Expect<RetransmitRejectBlock>(client).RetransmitRejectCode);
        Assert.Equal(1, venue.Gateway.Counters.RetransmitRejects);
    }

    [Theory]
    [InlineData(Venue.Beta, 1ul)]
    [InlineData(Venue.Alpha, 2ul)]
    public void Request_of_another_session_or_version_is_refused(uint sessionId, ulong sessionVerId)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Request(1, 1) with { SessionID = sessionId, SessionVerID = sessionVerId });

        Assert.Equal(
            RetransmitRejectCode.InvalidSession, venue.Expect<RetransmitRejectBlock>(client).RetransmitRejectCode);
    }

    [Fact]
    public void Second_request_while_one_runs_ends_the_connection()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 10);
        for (int i = 0; i < 10; i++)
            venue.Expect<ExecutionReportTradeBlock>(client);
        client.SendBytes([.. TestClient.Frame(Request(1, 10)), .. TestClient.Frame(Request(1, 10))]);

        venue.Expect<RetransmissionBlock>(client);
        venue.ExpectTermination(client, TerminationCode.ReRequestInProgress);
    }

    [Fact]
    public void Messages_that_left_the_store_are_out_of_range()
    {
        using var venue = new Venue(options => options with { MaxStoredMessages = 8_192, MaxBacklogMessages = 4_096 });
        TestClient client = venue.LogOn();
        for (int i = 0; i < 9; i++)
        {
            venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1_000);
            for (int n = 0; n < 1_000; n++)
                venue.Expect<ExecutionReportTradeBlock>(client);
        }
        client.Send(Request(4_096, 1));
        Assert.Equal(
            RetransmitRejectCode.OutOfRange, venue.Expect<RetransmitRejectBlock>(client).RetransmitRejectCode);

        client.Send(Request(4_097, 1));

        venue.Expect<RetransmissionBlock>(client);
        Assert.Equal(4_097u, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
    }

    [Fact]
    public void Client_that_takes_its_messages_too_slowly_to_be_given_them_is_cut()
    {
        const int Chunk = RecoverableFlow.ChunkMessages;
        using var venue = new Venue(options => options with
        {
            MaxStoredMessages = 2 * Chunk,
            MaxStoredMessagesOverall = 2 * Chunk,
            MaxBacklogMessages = Chunk,
            SendBufferBytes = 4_096,
            SocketSendBufferBytes = 4_096,
        });
        venue.LogOn().Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Settle();
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 2 * Chunk);
        TestClient slow = venue.Connect(receiveBufferBytes: 4_096);
        slow.SendBytes(venue.Establish(Venue.Alpha, 1));
        venue.Expect<EstablishmentAckBlock>(slow);
        slow.Send(new RetransmitRequestBlock { SessionID = Venue.Alpha, SessionVerID = 1, FromSeqNo = 1, Count = 1_000 });
        venue.Await(() => venue.Gateway.Counters.Retransmissions == 1);
        Assert.InRange(venue.Gateway.Counters.MessagesRetransmitted, 0, 999);

        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 1);
        venue.Await(() => venue.Gateway.Counters.SlowConsumerCuts == 1);

        Assert.Equal(0, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void Version_that_began_anew_has_nothing_to_send_again()
    {
        using var venue = new Venue();
        TestClient first = venue.LogOn();
        first.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(first);
        first.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        TestClient second = venue.LogOn(Venue.Alpha, 2);
        second.Send(Request(1, 1) with { SessionVerID = 2 });

        Assert.Equal(
            RetransmitRejectCode.OutOfRange, venue.Expect<RetransmitRejectBlock>(second).RetransmitRejectCode);
    }

    private static RetransmitRequestBlock Request(uint fromSeqNo, uint count, long timestamp = 0) => new()
    {
        SessionID = Venue.Alpha,
        SessionVerID = 1,
        Timestamp = timestamp,
        FromSeqNo = fromSeqNo,
        Count = count,
    };
}
