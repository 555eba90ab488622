using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

/// <summary>Time and the end of the trading date, which the gateway commands.</summary>
public class EngineTimerTests
{
    private const int Interval = 1_000;
    private const long NanosPerMilli = 1_000_000;

    // The clock of the tests begins at 08:00 UTC.
    private static readonly TimeOnly AfterAMinute = new(8, 1);
    private static readonly TimeOnly AnHourAgo = new(7, 0);

    [Fact]
    public void Silence_is_told_while_an_order_waits_for_its_time_and_only_then()
    {
        using var venue = new Venue();
        venue.Advance(10 * Interval);
        Assert.Empty(venue.Engine.Control);

        Accept(venue, orderId: 5, TimeInForce.GoodTillDate);
        venue.Advance(Interval);
        venue.Advance(Interval - 1);
        venue.Advance(1);
        Assert.Equal([TimeAdvancedBlock.TemplateId, TimeAdvancedBlock.TemplateId], Control(venue));

        End(venue, orderId: 5);
        venue.Advance(10 * Interval);
        Assert.Equal(2, venue.Engine.Control.Count);
    }

    [Fact]
    public void Fill_of_the_whole_order_ends_the_wait_as_well_and_of_a_part_does_not()
    {
        using var venue = new Venue();
        Accept(venue, orderId: 5, TimeInForce.GoodTillDate);
        Trade(venue, orderId: 5, OrdStatus.PartiallyFilled);
        venue.Advance(Interval);
        Assert.Single(venue.Engine.Control);

        Trade(venue, orderId: 5, OrdStatus.Filled);
        venue.Advance(Interval);
        Assert.Single(venue.Engine.Control);
    }

    [Fact]
    public void Orders_without_a_time_need_none()
    {
        using var venue = new Venue();
        Accept(venue, orderId: 5, TimeInForce.GoodTillCancel);
        Accept(venue, orderId: 6, TimeInForce.Day);

        venue.Advance(10 * Interval);

        Assert.Empty(venue.Engine.Control);
    }

    [Fact]
    public void Any_command_carries_time_so_a_flow_needs_none()
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        Accept(venue, orderId: 5_000, TimeInForce.GoodTillDate, replayed: true);
        for (uint number = 1; number <= 10; number++)
        {
            client.Send(Venue.Order(number));
            venue.Expect<ExecutionReportNewBlock>(client);
            venue.Advance(Interval / 2);
        }

        Assert.Empty(venue.Engine.Control);
    }

    [Fact]
    public void Interval_of_0_leaves_time_to_the_next_command()
    {
        using var venue = new Venue(options => options with { TimeAdvanceMillis = 0 });
        Accept(venue, orderId: 5, TimeInForce.GoodTillDate);

        venue.Advance(100 * Interval);

        Assert.Empty(venue.Engine.Control);
    }

    [Fact]
    public void Order_of_a_replay_is_waited_for_too()
    {
        using var venue = new Venue();
        Accept(venue, orderId: 5, TimeInForce.GoodTillDate, replayed: true);

        venue.Advance(Interval);

        Assert.Equal([TimeAdvancedBlock.TemplateId], Control(venue));
    }

    [Fact]
    public void Trading_date_ends_at_its_time_each_day_once()
    {
        using var venue = new Venue(options => options with { CloseAtUtc = AfterAMinute });
        venue.Advance(59_999);
        Assert.Empty(venue.Engine.Control);

        venue.Advance(1);
        Assert.Equal([TradingSessionClosedBlock.TemplateId], Control(venue));
        Assert.Equal(0u, CommandRecord.BlockOf<TradingSessionClosedBlock>(venue.Engine.Control[0]).SecurityID);
        venue.Advance(86_399_999);
        Assert.Single(venue.Engine.Control);
        venue.Advance(1);
        Assert.Equal(2, venue.Engine.Control.Count);
    }

    [Fact]
    public void First_start_of_all_makes_up_for_no_close()
    {
        using var venue = new Venue(options => options with { CloseAtUtc = AnHourAgo });

        venue.Advance(Interval);

        Assert.Empty(venue.Engine.Control);
    }

    [Theory]
    [InlineData(-120, null, true)]
    [InlineData(-120, -61, true)]
    [InlineData(-120, -60, false)]
    [InlineData(-120, -5, false)]
    [InlineData(-59, null, false)]
    [InlineData(-60 * 24 * 5, -60 * 24 - 60, true)]
    public void Start_makes_up_for_a_close_that_was_missed_and_repeats_none(
        int journalBeganMinutes, int? closedMinutes, bool isDue)
    {
        using var venue = new Venue(options => options with { CloseAtUtc = AnHourAgo });
        Replay(venue, journalBeganMinutes, SecurityDefinitionBlock.TemplateId);
        if (closedMinutes is { } minutes)
            Replay(venue, minutes, TradingSessionClosedBlock.TemplateId);

        venue.Turn();
        venue.Advance(1);
        venue.Advance(Interval);

        Assert.Equal(isDue ? 1 : 0, venue.Engine.Control.Count);
    }

    [Fact]
    public void Close_of_one_instrument_stands_for_no_close_of_the_venue()
    {
        using var venue = new Venue(options => options with { CloseAtUtc = AnHourAgo });
        Replay(venue, -120, SecurityDefinitionBlock.TemplateId);
        Replay(venue, -5, TradingSessionClosedBlock.TemplateId, securityId: 7);

        venue.Turn();

        Assert.Single(venue.Engine.Control);
    }

    [Fact]
    public void Commands_of_a_start_come_before_the_first_client_is_served()
    {
        using var venue = new Venue();
        var command = default(CommandRecord);
        command.Begin<TickRuleBlock>().SecurityID = 7;
        venue.Gateway.Command(in command);
        venue.Engine.Admission = CommandAdmission.EngineBusy;
        using var client = new TestClient(venue.Gateway.LocalEndPoint);
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.Settle();
        Assert.False(venue.Gateway.IsOpen);
        Assert.Equal(0, venue.Gateway.Counters.ConnectionsAccepted);

        venue.Engine.Admission = CommandAdmission.Accepted;
        venue.Expect<NegotiationResponseBlock>(client);

        Assert.True(venue.Gateway.IsOpen);
        Assert.Equal([TickRuleBlock.TemplateId, SessionNegotiatedBlock.TemplateId], venue.Engine.Templates);
    }

    private static IEnumerable<ushort> Control(Venue venue) =>
        venue.Engine.Control.Select(command => command.Header.TemplateId);

    private static void Accept(Venue venue, ulong orderId, TimeInForce timeInForce, bool replayed = false)
    {
        var record = default(EventRecord);
        ref ExecutionReportNewBlock block = ref record.Begin<ExecutionReportNewBlock>();
        // A session that the gateway does not serve: time is for all orders.
        (block.SessionID, block.OrderID, block.TimeInForce) = (Venue.Unknown, orderId, timeInForce);
        venue.Gateway.OnEvent(in record, replayed);
    }

    private static void End(Venue venue, ulong orderId)
    {
        var record = default(EventRecord);
        ref ExecutionReportCanceledBlock block = ref record.Begin<ExecutionReportCanceledBlock>();
        (block.SessionID, block.OrderID) = (Venue.Unknown, orderId);
        venue.Gateway.OnEvent(in record, replayed: false);
    }

    private static void Trade(Venue venue, ulong orderId, OrdStatus status)
    {
        var record = default(EventRecord);
        ref ExecutionReportTradeBlock block = ref record.Begin<ExecutionReportTradeBlock>();
        (block.SessionID, block.OrderID, block.OrdStatus) = (Venue.Unknown, orderId, status);
        venue.Gateway.OnEvent(in record, replayed: false);
    }

    private static void Replay(Venue venue, int minutes, ushort refTemplateId, uint securityId = 0)
    {
        var record = default(EventRecord);
        ref SystemCommandResponseBlock block = ref record.Begin<SystemCommandResponseBlock>();
        (block.RefTemplateID, block.SecurityID) = (refTemplateId, securityId);
        record.TimestampNanos = ManualClock.StartNanos + minutes * 60_000L * NanosPerMilli;
        venue.Gateway.OnEvent(in record, replayed: true);
    }
}
