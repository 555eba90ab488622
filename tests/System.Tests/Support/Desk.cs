using System.Net;
using MatchingEngine.Client;
using MatchingEngine.Messages;

namespace MatchingEngine.SystemTests.Support;

/// <summary>A trader's client that notes what becomes of its orders. Turned by the thread of the test.</summary>
internal sealed class Desk : OrderEntryHandler, IDisposable
{
    public const long Price = 1_000_000_000;

    private readonly OrderEntryClient _client;
    private ulong _lastId;

    private Desk(OrderEntryClientOptions options)
    {
        _client = new OrderEntryClient(options, this);
        _client.Connect();
        Await(() => _client.State == ClientState.Established, "the session is established");
    }

    /// <summary>ClOrdIDs of orders accepted.</summary>
    public List<ulong> Accepted { get; } = [];

    /// <summary>Orders that ended unfilled, by ClOrdID.</summary>
    public Dictionary<ulong, CancelReason> Ended { get; } = [];

    /// <summary>Orders refused by the engine, by ClOrdID.</summary>
    public Dictionary<ulong, OrdRejReason> Rejected { get; } = [];

    /// <summary>Negotiates a new version.</summary>
    public static Desk LogOn(EndPoint endPoint, string data, uint sessionId = 1) =>
        new(Server.ClientOptions(endPoint, data, sessionId));

    /// <summary>Takes up a version from its first message on.</summary>
    public static Desk Resume(EndPoint endPoint, string data, ulong sessionVerId, uint sessionId = 1)
    {
        OrderEntryClientOptions options = Server.ClientOptions(endPoint, data, sessionId);
        return new Desk(new OrderEntryClientOptions
        {
            EndPoint = options.EndPoint,
            SessionID = options.SessionID,
            Key = options.Key,
            Reconnect = options.Reconnect,
            ResumeFrom = new SessionResumePoint(sessionVerId, 0, 1),
        });
    }

    /// <summary>Sends a buy order, and returns its ClOrdID.</summary>
    public ulong Send(
        TimeInForce timeInForce = TimeInForce.GoodTillCancel, uint account = 0, DateTime? expires = null)
    {
        var order = new NewOrderExtendedBlock
        {
            ClOrdID = ++_lastId,
            SecurityID = Flows.SecurityId,
            Side = Side.Buy,
            Price = Price,
            OrderQty = 1,
            OrdType = OrdType.Limit,
            TimeInForce = timeInForce,
            Account = account,
            ExpireTime = expires is { } time ? (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick : 0,
        };
        Assert.Equal(SendResult.Sent, _client.TrySend(in order, out _));
        return _lastId;
    }

    /// <summary>Sends an order, and waits until it is in the book.</summary>
    public ulong Rest(
        TimeInForce timeInForce = TimeInForce.GoodTillCancel, uint account = 0, DateTime? expires = null)
    {
        ulong id = Send(timeInForce, account, expires);
        Await(() => Accepted.Contains(id) || Rejected.ContainsKey(id), $"order {id} is answered");
        Assert.Contains(id, Accepted);
        return id;
    }

    public void AwaitEnd(ulong id, CancelReason reason)
    {
        Await(() => Ended.ContainsKey(id), $"order {id} ends");
        Assert.Equal(reason, Ended[id]);
    }

    public void AwaitReject(ulong id, OrdRejReason reason)
    {
        Await(() => Rejected.ContainsKey(id) || Accepted.Contains(id), $"order {id} is answered");
        Assert.DoesNotContain(id, Accepted);
        Assert.Equal(reason, Rejected[id]);
    }

    public void Await(Func<bool> condition, string what) => Until.True(() =>
    {
        _client.Poll();
        return condition();
    }, what);

    public override void OnExecutionReportNew(in ExecutionReportNewBlock report) => Accepted.Add(report.ClOrdID);

    public override void OnCanceled(in ExecutionReportCanceledBlock report) =>
        Ended[report.OrigClOrdID] = report.CancelReason;

    public override void OnRejected(in ExecutionReportRejectedBlock report) =>
        Rejected[report.ClOrdID] = report.OrdRejReason;

    public void Dispose() => _client.Dispose();
}
