using System.Text.Json;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests;

/// <summary>What operators and the service itself command, on the real process, and after it was killed.</summary>
public sealed class OperatorTests : IDisposable
{
    /// <summary>
    /// An order that ends so soon is mostly accepted before; where the machine has stood still, one that ends later.
    /// </summary>
    private static readonly TimeSpan AcceptedBy = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A service in this process has mostly started, and taken an order, before so much time is over; else one that ends
    /// its trading date later has.
    /// </summary>
    private static readonly TimeSpan StartedBy = TimeSpan.FromSeconds(4);

    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Halted_instrument_takes_no_order_until_it_is_resumed_also_after_a_kill()
    {
        using Server server = Server.Start(_data.FullPath);
        using Desk desk = Desk.LogOn(server.EndPoint, _data.FullPath);

        JsonElement halted = Admin(server, "halt", "--security", "1");
        Assert.Equal("accepted", halted.GetProperty("result").GetString());
        desk.AwaitReject(desk.Send(), OrdRejReason.ExchangeClosed);
        server.Process.Kill();
        using Server again = Server.StartAt(server.EndPoint.Port, _data.FullPath);
        desk.AwaitReject(desk.Send(), OrdRejReason.ExchangeClosed);
        Admin(again, "resume", "--security", "1");
        desk.Rest();

        again.Process.AwaitError("operator session 1000 (operator) message 1: SecurityStatus");
        AssertReplaysTo(again);
    }

    [Fact]
    public void Kill_switch_ends_orders_and_takes_none_until_it_is_released_also_after_a_kill()
    {
        using Server server = Server.Start(_data.FullPath);
        using Desk desk = Desk.LogOn(server.EndPoint, _data.FullPath);
        ulong first = desk.Rest(account: 9);
        ulong second = desk.Rest();

        JsonElement account = Admin(server, "block", "--account", "9");
        Assert.Equal(1, account.GetProperty("endedOrders").GetInt32());
        desk.AwaitEnd(first, CancelReason.TradingBlocked);
        desk.AwaitReject(desk.Send(account: 9), OrdRejReason.TradingBlocked);
        Admin(server, "unblock", "--account", "9");
        ulong third = desk.Rest(account: 9);

        Assert.Equal(2, Admin(server, "block", "--session", "1").GetProperty("endedOrders").GetInt32());
        desk.AwaitEnd(second, CancelReason.TradingBlocked);
        desk.AwaitEnd(third, CancelReason.TradingBlocked);
        Admin(server, "unblock", "--session", "1");
        Admin(server, "block", "--venue");
        server.Process.Kill();
        using Server again = Server.StartAt(server.EndPoint.Port, _data.FullPath);
        desk.AwaitReject(desk.Send(), OrdRejReason.TradingBlocked);
        Admin(again, "unblock", "--venue");
        desk.Rest();

        AssertReplaysTo(again);
    }

    [Fact]
    public void Orders_end_with_the_connection_of_a_session_that_asked_for_it_and_those_of_another_stay()
    {
        MakeSessions();
        using Server server = Server.Start(_data.FullPath);
        using var killed = new RawPeer(server.EndPoint, RawSession.Load(_data.PathOf("sessions.json"), 1));
        using Desk other = Desk.LogOn(server.EndPoint, _data.FullPath, sessionId: 2);
        ulong staying = other.Rest();
        killed.LogOn();
        killed.Send(OrderOf(killed.Session, 1));
        killed.Expect<ExecutionReportNewBlock>();

        killed.Dispose();
        using Desk back = Desk.Resume(server.EndPoint, _data.FullPath, killed.Session.VersionId);
        back.AwaitEnd(1, CancelReason.SessionDisconnected);

        Assert.DoesNotContain(staying, other.Ended.Keys);
        AssertReplaysTo(server);
    }

    [Fact]
    public void Kill_of_the_service_is_the_end_of_all_connections()
    {
        MakeSessions();
        using Server server = Server.Start(_data.FullPath);
        using Desk desk = Desk.LogOn(server.EndPoint, _data.FullPath);
        using Desk other = Desk.LogOn(server.EndPoint, _data.FullPath, sessionId: 2);
        ulong order = desk.Rest();
        ulong staying = other.Rest();

        server.Process.Kill();
        using Server again = Server.StartAt(server.EndPoint.Port, _data.FullPath);
        desk.AwaitEnd(order, CancelReason.SessionDisconnected);
        desk.Rest();
        other.Rest();

        Assert.DoesNotContain(staying, other.Ended.Keys);
        AssertReplaysTo(again);
    }

    [Fact]
    public void Order_expires_at_its_time_without_any_flow_also_after_a_kill()
    {
        using Server server = Server.Start(_data.FullPath, "--time-advance-millis", "20");
        using Desk desk = Desk.LogOn(server.EndPoint, _data.FullPath);
        ulong first = RestUntilSoon(desk, out DateTime soon);
        desk.AwaitEnd(first, CancelReason.Expired);
        Assert.True(DateTime.UtcNow >= soon);

        ulong second = RestUntilSoon(desk, out _);
        server.Process.Kill();
        using Server again = Server.StartAt(
            server.EndPoint.Port, _data.FullPath, "--time-advance-millis", "20");
        desk.AwaitEnd(second, CancelReason.Expired);

        AssertReplaysTo(again);
    }

    [Fact]
    public void Operator_ends_the_trading_date_and_day_orders_alone_with_it()
    {
        using Server server = Server.Start(_data.FullPath);
        using Desk desk = Desk.LogOn(server.EndPoint, _data.FullPath);
        ulong day = desk.Rest(TimeInForce.Day);
        ulong staying = desk.Rest();

        Assert.Equal(1, Admin(server, "close").GetProperty("endedOrders").GetInt32());
        desk.AwaitEnd(day, CancelReason.TradingSessionClosed);
        Assert.Equal(0, Admin(server, "close", "--security", "1").GetProperty("endedOrders").GetInt32());
        JsonElement canceled = Admin(server, "cancel", "--session", "1", "--side", "buy");
        Assert.Equal(1, canceled.GetProperty("endedOrders").GetInt32());
        desk.AwaitEnd(staying, CancelReason.MassCancel);

        AssertReplaysTo(server);
    }

    [Fact]
    public void Trading_date_ends_by_the_clock()
    {
        TimeSpan time = StartedBy;
        while (!TryEndTradingDate(DateTime.UtcNow + time))
        {
            time *= 2;
            Assert.True(time < Until.Limit, "no service starts in time");
        }
    }

    private static ulong RestUntilSoon(Desk desk, out DateTime end)
    {
        for (TimeSpan time = AcceptedBy; ; time *= 2)
        {
            end = DateTime.UtcNow + time;
            ulong id = desk.Send(TimeInForce.GoodTillDate, expires: end);
            desk.Await(
                () => desk.Accepted.Contains(id) || desk.Rejected.ContainsKey(id), $"order {id} is answered");
            if (desk.Accepted.Contains(id))
                return id;
            Assert.True(time < Until.Limit, "no order is accepted before its end");
        }
    }

    private static bool TryEndTradingDate(DateTime end)
    {
        using var service = new LocalService(ThreadLayout.Quiet, new OrderEntryOptions
        {
            CloseAtUtc = TimeOnly.FromDateTime(end),
        });
        using var peer = new RawPeer(service.Service.EndPoint, service.RawSession(1));
        peer.LogOn();
        peer.Send(OrderOf(peer.Session, 1) with { TimeInForce = TimeInForce.Day });
        peer.Expect<ExecutionReportNewBlock>();
        if (DateTime.UtcNow >= end)
            return false;

        Assert.Equal(CancelReason.TradingSessionClosed, peer.Expect<ExecutionReportCanceledBlock>().CancelReason);
        List<ushort> told = [];
        while (service.Service.Trail.TryTake(out ControlNotice? notice))
            told.Add(notice.TemplateId);
        Assert.Contains(TradingSessionClosedBlock.TemplateId, told);
        return true;
    }

    [Fact]
    public void Instruments_come_and_go_while_running()
    {
        using Server server = Server.Start(_data.FullPath);
        using Desk desk = Desk.LogOn(server.EndPoint, _data.FullPath);

        Admin(server, "define", "--security", "7", "--symbol", "ACME", "--min-price-increment", "0.05");
        Admin(server, "tick", "--security", "1", "--increment", "0.5");
        Admin(server, "rules", "--security", "1", "--max-order-value", "9");
        Admin(server, "account", "--account", "3", "--security", "1", "--max-position", "1");
        desk.AwaitReject(desk.Send(), OrdRejReason.OrderValueOutOfRange);
        Admin(server, "rules", "--security", "1");
        ulong order = desk.Rest(account: 3);
        desk.AwaitReject(desk.Send(account: 3), OrdRejReason.PositionLimitExceeded);
        Admin(server, "delist", "--security", "1");
        desk.AwaitEnd(order, CancelReason.SecurityDelisted);
        desk.AwaitReject(desk.Send(), OrdRejReason.UnknownSecurity);

        AssertReplaysTo(server);
    }

    [Fact]
    public void Files_hold_at_each_start_and_what_they_leave_out_stays_as_operators_set_it()
    {
        MakeSessions();
        string instruments = _data.PathOf("instruments.json");
        File.WriteAllText(instruments, """
            [ { "securityId": 1, "symbol": "DEMO", "maxOrderValue": 9,
                "tickTable": [ { "startPrice": 5, "increment": 0.5 } ],
                "accountLimits": [ { "account": 3, "maxPosition": 1 } ] } ]
            """);
        using (Server first = Server.Start(_data.FullPath, "--instruments", instruments))
        {
            using Desk desk = Desk.LogOn(first.EndPoint, _data.FullPath);
            desk.AwaitReject(desk.Send(), OrdRejReason.OrderValueOutOfRange);
            Admin(first, "rules", "--security", "1", "--price-collar", "1");
            Admin(first, "session", "--session", "1", "--cancel-on-disconnect", "none");
            desk.Rest();
            first.Stop();
        }
        using Server second = Server.Start(_data.FullPath, "--instruments", instruments);
        using Desk again = Desk.LogOn(second.EndPoint, _data.FullPath);
        again.AwaitReject(again.Send(), OrdRejReason.OrderValueOutOfRange);
        AssertReplaysTo(second);

        Assert.Equal(
            [
                "SecurityDefinition", "TickRule", "SecuritySettings", "AccountLimits", "SessionSettings",
                "SecuritySettings", "SessionSettings", "SecuritySettings", "SessionSettings",
            ],
            Journaled("SecurityDefinition", "TickRule", "SecuritySettings", "AccountLimits", "SessionSettings")
                .Select(one => one.GetProperty("message").GetString()));
        JsonElement last = Journaled("SecuritySettings").Last().GetProperty("fields");
        Assert.Equal("9", last.GetProperty("MaxOrderValue").GetString());
        Assert.Equal("100000000", last.GetProperty("PriceCollar").GetString());
    }

    /// <summary>Runs <c>me admin</c>, which must say that the command was accepted.</summary>
    private JsonElement Admin(Server server, params string[] words)
    {
        MeResult result = MeProcess.Run(
            ["admin", .. words, "--json", "--data", _data.FullPath, "--connect", server.EndPoint.ToString()]);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)}: {result.Output}{result.Error}");
        return result.Json();
    }

    /// <summary>Session 1 loses its orders with its connection, session 2 keeps them.</summary>
    private void MakeSessions() => SessionFile.Create(
        _data.PathOf("sessions.json"),
        [
            SessionDefinition.WithRandomKey(
                1, "careful", settings: new SessionTerms(null, CancelOnDisconnect.AllOrders)),
            SessionDefinition.WithRandomKey(2, "other"),
            SessionDefinition.WithRandomKey(1_000, "operator", SessionRole.Operator),
        ]);

    private static NewOrderSingleBlock OrderOf(RawSession session, uint number) => new()
    {
        SessionID = session.Id,
        MsgSeqNum = number,
        ClOrdID = number,
        Price = Desk.Price,
        OrderQty = 1,
        SecurityID = Flows.SecurityId,
        Side = Side.Buy,
        OrdType = OrdType.Limit,
        TimeInForce = TimeInForce.GoodTillCancel,
    };

    /// <summary>
    /// Kills the service: its journal is whole, and what it said at each command comes out again, up to the state that
    /// the next start ends in.
    /// </summary>
    private void AssertReplaysTo(Server server)
    {
        server.Process.Kill();
        JsonElement killed = MeProcess.Run("replay", "--json", "--data", _data.FullPath).Json();
        string ended;
        using (Server next = Server.Start(_data.FullPath))
            ended = next.Stop();
        string upTo = killed.GetProperty("lastSequence").GetRawText();
        JsonElement again = MeProcess.Run("replay", "--json", "--data", _data.FullPath, "--to", upTo).Json();
        JsonElement all = MeProcess.Run("replay", "--json", "--data", _data.FullPath).Json();

        Assert.Equal(Digest(killed), Digest(again));
        Assert.Equal(ended, Digest(all));
    }

    private static string? Digest(JsonElement replay) => replay.GetProperty("digest").GetString();

    private IEnumerable<JsonElement> Journaled(params string[] messages) =>
        MeProcess.Run("inspect", "--json", "--data", _data.FullPath, "--records", "1000").Json()
            .GetProperty("records").EnumerateArray()
            .Where(one => messages.Contains(one.GetProperty("message").GetString()));
}
