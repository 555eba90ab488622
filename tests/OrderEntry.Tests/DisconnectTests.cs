using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;

namespace OrderEntry.Tests;

/// <summary>The end of an established session's connection is a command: once, in its place, and never lost.</summary>
public class DisconnectTests
{
    [Theory]
    [InlineData("terminate")]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("silence")]
    [InlineData("broken frame")]
    [InlineData("rejects")]
    [InlineData("slow")]
    public void Whatever_ends_the_connection_it_is_told_once(string cause)
    {
        using var venue = new Venue(options => options with { MaxRejectsPerSecond = 1, MaxBacklogMessages = 8 });
        TestClient client = venue.LogOn();

        End(venue, client, cause);
        venue.Await(() => venue.Engine.Control.Count > 0);
        venue.Advance(5_000);
        venue.Settle();

        CommandRecord only = Assert.Single(venue.Engine.Control);
        Assert.Equal(SessionDisconnectedBlock.TemplateId, only.Header.TemplateId);
        SessionDisconnectedBlock block = CommandRecord.BlockOf<SessionDisconnectedBlock>(in only);
        Assert.Equal((Venue.Alpha, 0u), (block.SessionID, block.MsgSeqNum));
    }

    [Fact]
    public void Connection_that_never_was_established_ends_without_a_word()
    {
        using var venue = new Venue();
        TestClient client = venue.Connect();
        client.SendBytes(venue.Negotiate(Venue.Alpha, 1));
        venue.Expect<NegotiationResponseBlock>(client);

        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Settle();

        Assert.Empty(venue.Engine.Control);
    }

    [Fact]
    public void End_of_an_operators_connection_is_no_command()
    {
        using var venue = new Venue();
        venue.LogOn(Venue.Operator).Dispose();

        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Settle();

        Assert.Empty(venue.Engine.Control);
    }

    [Theory]
    [InlineData(CommandAdmission.EngineBusy)]
    [InlineData(CommandAdmission.JournalUnavailable)]
    public void Disconnect_that_finds_no_room_waits_and_keeps_its_session_waiting(CommandAdmission refusal)
    {
        using var venue = new Venue();
        TestClient client = venue.LogOn();
        venue.Engine.Admission = refusal;
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);

        TestClient again = venue.Connect();
        again.SendBytes(venue.Establish(Venue.Alpha, 1));
        venue.ExpectReject(again, EstablishmentRejectCode.Unspecified);
        venue.Engine.Admission = CommandAdmission.Accepted;
        again.SendBytes(venue.Establish(Venue.Alpha, 1));
        venue.Expect<EstablishmentAckBlock>(again);
        again.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(again);

        Assert.Equal(
            [
                SessionNegotiatedBlock.TemplateId, SessionDisconnectedBlock.TemplateId, NewOrderSingleBlock.TemplateId,
            ],
            venue.Engine.Templates);
    }

    [Fact]
    public void Connection_that_takes_a_silent_ones_place_comes_after_its_end()
    {
        using var venue = new Venue();
        venue.LogOn();
        venue.Advance(2 * Venue.KeepAliveMillis);

        TestClient again = venue.Resume(Venue.Alpha, 1, out _);
        again.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(again);

        Assert.Equal(
            [
                SessionNegotiatedBlock.TemplateId, SessionDisconnectedBlock.TemplateId, NewOrderSingleBlock.TemplateId,
            ],
            venue.Engine.Templates);
    }

    [Fact]
    public void New_version_comes_after_the_end_of_the_connection_before()
    {
        using var venue = new Venue();
        venue.LogOn();
        venue.Advance(2 * Venue.KeepAliveMillis);

        venue.LogOn(Venue.Alpha, 2);

        Assert.Equal(
            [
                SessionNegotiatedBlock.TemplateId, SessionDisconnectedBlock.TemplateId,
                SessionNegotiatedBlock.TemplateId,
            ],
            venue.Engine.Templates);
    }

    [Fact]
    public void Settings_of_the_file_reach_the_engine_with_the_first_version_and_before_the_first_order()
    {
        var definition = new SessionDefinition(
            Venue.Alpha,
            "alpha",
            Venue.KeyOf(Venue.Alpha),
            settings: new SessionTerms(5, CancelOnDisconnect.AllOrders));
        using var venue = new Venue(directory: new SessionDirectory([definition]));
        TestClient client = venue.LogOn();
        client.Send(Venue.Order(1));
        venue.Expect<ExecutionReportNewBlock>(client);
        client.Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.LogOn(Venue.Alpha, 2);

        Assert.Equal(
            [
                SessionNegotiatedBlock.TemplateId, SessionSettingsBlock.TemplateId, NewOrderSingleBlock.TemplateId,
                SessionDisconnectedBlock.TemplateId, SessionNegotiatedBlock.TemplateId,
            ],
            venue.Engine.Templates);
        SessionSettingsBlock settings =
            CommandRecord.BlockOf<SessionSettingsBlock>(venue.Engine.Control[0]);
        Assert.Equal(
            (0u, Venue.Alpha, 5u, CancelOnDisconnect.AllOrders),
            (settings.SessionID, settings.TargetSessionID, settings.MaxOpenOrders, settings.CancelOnDisconnect));
    }

    private static void End(Venue venue, TestClient client, string cause)
    {
        switch (cause)
        {
            case "terminate":
                client.Send(new TerminateBlock { SessionID = Venue.Alpha, SessionVerID = 1 });
                break;
            case "close":
                client.Dispose();
                break;
            case "reset":
                client.Socket.LingerState = new System.Net.Sockets.LingerOption(enable: true, seconds: 0);
                client.Socket.Close();
                break;
            case "silence":
                venue.Advance(3 * Venue.KeepAliveMillis);
                break;
            case "broken frame":
                client.SendBytes(new byte[FrameLayout.MaxFrameLength]);
                break;
            case "rejects":
                client.Send(Venue.Order(0));
                client.Send(Venue.Order(0));
                break;
            default:
                // More at once than may wait, before the socket is offered any.
                while (venue.Gateway.Counters.SlowConsumerCuts == 0)
                    venue.Engine.Fill(venue.Gateway, Venue.Alpha, 10_000);
                break;
        }
    }
}
