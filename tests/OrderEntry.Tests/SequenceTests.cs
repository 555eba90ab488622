using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

public class SequenceTests
{
    private const ushort Order = NewOrderSingleBlock.TemplateId;

    [Fact]
    public void Number_0_is_invalid()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(0));

        venue.ExpectReject(client, BusinessRejectReason.InvalidMsgSeqNum, 0, Order);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    public void Number_that_was_used_is_not_applied_again(uint msgSeqNum)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        client.Send(Venue.Order(2));
        venue.Expect<ExecutionReportNewBlock>(client);
        venue.Expect<ExecutionReportNewBlock>(client);
        client.Send(Venue.Order(msgSeqNum));

        venue.ExpectReject(client, BusinessRejectReason.DuplicateMsgSeqNum, msgSeqNum, Order);
        Assert.Equal(3, venue.Engine.Published);
    }

    [Fact]
    public void Gap_is_reported_and_the_message_is_applied()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(client);
        client.Send(Venue.Order(5));

        NotAppliedBlock gap = venue.Expect<NotAppliedBlock>(client);
        Assert.Equal((Venue.Alpha, 2u, 3u), (gap.SessionID, gap.FromSeqNo, gap.Count));
        Assert.Equal(5u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
        client.Send(Venue.Order(4));
        venue.ExpectReject(client, BusinessRejectReason.DuplicateMsgSeqNum, 4, Order);
        Assert.Equal(1, venue.Gateway.Counters.Gaps);
    }

    [Fact]
    public void Gap_may_be_a_million_and_no_more()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1_000_002));
        venue.ExpectReject(client, BusinessRejectReason.SequenceGapTooLarge, 1_000_002, Order);

        client.Send(Venue.Order(1_000_001));

        Assert.Equal(1_000_000u, venue.Expect<NotAppliedBlock>(client).Count);
        Assert.Equal(1_000_001u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
    }

    [Fact]
    public void Message_of_another_session_is_refused_and_uses_up_no_number()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1, Venue.Beta));
        venue.ExpectReject(client, BusinessRejectReason.SessionIDMismatch, 1, Order);

        client.Send(Venue.Order(1));

        venue.Expect<ExecutionReportNewBlock>(client);
    }

    [Theory]
    [InlineData(CommandAdmission.EngineBusy, BusinessRejectReason.EngineBusy)]
    [InlineData(CommandAdmission.JournalUnavailable, BusinessRejectReason.JournalUnavailable)]
    [InlineData(CommandAdmission.Stopping, BusinessRejectReason.ApplicationNotAvailable)]
    public void Message_that_the_engine_does_not_take_uses_up_its_number(
        CommandAdmission admission, BusinessRejectReason reason)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.Admission = admission;
        client.Send(Venue.Order(1));
        venue.ExpectReject(client, reason, 1, Order);

        venue.Engine.Admission = CommandAdmission.Accepted;
        client.Send(Venue.Order(1));
        venue.ExpectReject(client, BusinessRejectReason.DuplicateMsgSeqNum, 1, Order);
        client.Send(Venue.Order(2));

        Assert.Equal(2u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
    }

    [Fact]
    public void Full_ring_refuses_what_does_not_fit_and_takes_orders_again_when_there_is_room()
    {
        using var venue = new Venue(ringCapacity: 8);
        TestClient client = venue.LogOn();
        venue.Engine.IsAnswering = false;
        for (uint n = 1; n <= 10; n++)
            client.Send(Venue.Order(n));
        venue.ExpectReject(client, BusinessRejectReason.EngineBusy, 9, Order);
        venue.ExpectReject(client, BusinessRejectReason.EngineBusy, 10, Order);

        venue.Engine.IsAnswering = true;
        for (uint n = 1; n <= 8; n++)
            Assert.Equal(n, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
        client.Send(Venue.Order(11));

        Assert.Equal(11u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
        Assert.Equal(2, venue.Gateway.Counters.RejectsEngineBusy);
    }

    [Fact]
    public void Refusals_that_are_not_the_fault_of_the_client_do_not_end_the_connection()
    {
        using var venue = new Venue(options => options with { MaxRejectsPerSecond = 5 });
        TestClient client = venue.LogOn();
        venue.Engine.Admission = CommandAdmission.EngineBusy;
        for (uint n = 1; n <= 50; n++)
        {
            client.Send(Venue.Order(n));
            venue.ExpectReject(client, BusinessRejectReason.EngineBusy, n, Order);
        }

        Assert.Equal(1, venue.Gateway.Counters.SessionsEstablished);
    }

    [Fact]
    public void Rate_of_a_session_is_limited_and_recovers_with_time()
    {
        using var venue = new Venue(options => options with { MessagesPerSecond = 10 });
        TestClient client = venue.LogOn();
        for (uint n = 1; n <= 10; n++)
        {
            client.Send(Venue.Order(n));
            venue.Expect<ExecutionReportNewBlock>(client);
        }
        client.Send(Venue.Order(11));
        venue.ExpectReject(client, BusinessRejectReason.ThrottleLimitExceeded, 11, Order);

        venue.Advance(99);
        client.Send(Venue.Order(12));
        venue.ExpectReject(client, BusinessRejectReason.ThrottleLimitExceeded, 12, Order);
        venue.Advance(1);
        client.Send(Venue.Order(13));

        Assert.Equal(13u, venue.Expect<ExecutionReportNewBlock>(client).RefSeqNum);
        Assert.Equal(2, venue.Gateway.Counters.RejectsThrottleLimitExceeded);
    }

    [Fact]
    public void Rate_of_one_session_is_not_that_of_another()
    {
        using var venue = new Venue(options => options with { MessagesPerSecond = 1 });
        TestClient alpha = venue.LogOn(Venue.Alpha);
        TestClient beta = venue.LogOn(Venue.Beta);
        alpha.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(alpha);
        alpha.Send(Venue.Order(2));
        venue.ExpectReject(alpha, BusinessRejectReason.ThrottleLimitExceeded, 2, Order);

        beta.Send(Venue.Order(1, Venue.Beta));

        venue.Expect<ExecutionReportNewBlock>(beta);
    }
}
