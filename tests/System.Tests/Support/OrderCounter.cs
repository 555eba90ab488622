using MatchingEngine.Client;
using MatchingEngine.Messages;

namespace MatchingEngine.SystemTests.Support;

/// <summary>Sends orders that never trade and counts what becomes of them.</summary>
internal sealed class OrderCounter : OrderEntryHandler
{
    public long Sent { get; private set; }

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    public BusinessRejectReason LastReason { get; private set; }

    public long Unanswered => Sent - Accepted - Refused;

    /// <summary>Sends an order, if the session takes it now, and does what waits.</summary>
    public void Send(OrderEntryClient client)
    {
        SendResult result = client.TryNewOrder(
            (ulong)Sent + 1, Flows.SecurityId, Side.Buy, 1_000_000_000, 1, TimeInForce.GoodTillCancel, out _);
        if (result == SendResult.Sent)
            Sent++;
        client.Poll();
    }

    public override void OnExecutionReportNew(in ExecutionReportNewBlock report) => Accepted++;

    public override void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
        Refused++;
        LastReason = reject.BusinessRejectReason;
    }
}
