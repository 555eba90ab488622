using MatchingEngine.Messages;

namespace OrderEntry.Tests;

/// <summary>
/// A session version that has used up its 2^32 - 1 outgoing numbers: the engine then sends unsequenced. Nobody may
/// stop the venue by living long.
/// </summary>
public class UsedUpNumbersTests
{
    private const ulong Version = 9;

    [Fact]
    public void Last_number_is_delivered_and_can_be_asked_for_again()
    {
        using Venue venue = BeforeTheLastNumber();
        TestClient client = venue.Resume(Venue.Alpha, Version, out EstablishmentAckBlock ack);
        Send(venue, uint.MaxValue, replayed: false);

        Assert.Equal(uint.MaxValue, ack.NextSeqNo);
        Assert.Equal(uint.MaxValue, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
        client.Send(new RetransmitRequestBlock
        {
            SessionID = Venue.Alpha,
            SessionVerID = Version,
            FromSeqNo = uint.MaxValue,
            Count = 1,
        });
        venue.Expect<RetransmissionBlock>(client);
        Assert.Equal(uint.MaxValue, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
    }

    [Fact]
    public void Message_without_a_number_ends_the_connection_and_the_version_but_not_the_session()
    {
        using Venue venue = BeforeTheLastNumber();
        TestClient client = venue.Resume(Venue.Alpha, Version, out _);
        Send(venue, uint.MaxValue, replayed: false);
        Send(venue, 0, replayed: false);

        Assert.Equal(uint.MaxValue, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
        venue.ExpectTermination(client, TerminationCode.UnspecifiedError);
        AssertVersionIsOver(venue);
        TestClient next = venue.LogOn(Venue.Alpha, Version + 1);
        next.Send(Venue.Order(1));
        Assert.Equal(1u, venue.Expect<ExecutionReportNewBlock>(next).MsgSeqNum);
        Assert.Equal(1, venue.Gateway.Counters.EventsWithoutNumber);
    }

    [Fact]
    public void Messages_without_a_number_are_replayed_like_any_other()
    {
        using Venue venue = BeforeTheLastNumber();
        Send(venue, uint.MaxValue, replayed: true);
        Send(venue, 0, replayed: true);
        Send(venue, 0, replayed: true);

        AssertVersionIsOver(venue);
        Assert.Equal(2, venue.Gateway.Counters.EventsWithoutNumber);
    }

    [Fact]
    public void Message_without_a_number_before_all_are_used_up_is_a_broken_invariant()
    {
        using Venue venue = BeforeTheLastNumber();

        Assert.Throws<InvalidOperationException>(() => Send(venue, 0, replayed: true));
    }

    private static Venue BeforeTheLastNumber()
    {
        var venue = new Venue();
        venue.Gateway.RestoreSession(
            Venue.Alpha, Version, nextOutgoingSeqNo: uint.MaxValue, lastIncomingSeqNo: 50);
        return venue;
    }

    private static void Send(Venue venue, uint msgSeqNum, bool replayed)
    {
        var trade = default(EventRecord);
        ref ExecutionReportTradeBlock block = ref trade.Begin<ExecutionReportTradeBlock>();
        block.SessionID = Venue.Alpha;
        block.MsgSeqNum = msgSeqNum;
        venue.Gateway.OnEvent(in trade, replayed);
    }

    private static void AssertVersionIsOver(Venue venue)
    {
        TestClient client = venue.Connect();
        client.SendBytes(venue.Establish(Venue.Alpha, Version));
        EstablishmentRejectBlock reject = venue.Expect<EstablishmentRejectBlock>(client);
        Assert.Equal(
            (EstablishmentRejectCode.InvalidSessionVerID, Version),
            (reject.EstablishmentRejectCode, reject.CurrentSessionVerID));
    }
}
