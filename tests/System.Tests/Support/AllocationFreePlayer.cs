using MatchingEngine.Client;
using MatchingEngine.Messages;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// Enters, fills, replaces, reduces and cancels orders, a window at a time, and allocates nothing. Each cycle of
/// commands leaves the book as it found it.
/// </summary>
internal sealed class AllocationFreePlayer : OrderEntryHandler
{
    public const int CommandsInCycle = 6;

    private const int CyclesInWindow = 10;
    private const long Price = 1_000_000_000;

    private ulong _lastId;
    private uint _sent;
    private uint _answered;

    public int Trades { get; private set; }

    public int Rejects { get; private set; }

    /// <summary>Sends so many cycles and waits for their answers.</summary>
    public void Play(OrderEntryClient client, int cycles)
    {
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            SendCycle(client);
            if (cycle % CyclesInWindow == CyclesInWindow - 1 || cycle == cycles - 1)
                AwaitAnswers(client);
        }
    }

    public override void OnExecutionReportNew(in ExecutionReportNewBlock report) => _answered = report.RefSeqNum;

    public override void OnTrade(in ExecutionReportTradeBlock report) => Trades++;

    public override void OnCanceled(in ExecutionReportCanceledBlock report) => _answered = report.RefSeqNum;

    public override void OnReplaced(in ExecutionReportReplacedBlock report) => _answered = report.RefSeqNum;

    public override void OnCancelReject(in OrderCancelRejectBlock reject)
    {
        Rejects++;
        _answered = reject.RefSeqNum;
    }

    private void SendCycle(OrderEntryClient client)
    {
        const uint Security = Flows.SecurityId;
        ulong maker = ++_lastId;
        Require(client.TryNewOrder(maker, Security, Side.Sell, Price, 10, TimeInForce.GoodTillCancel, out _sent));
        Require(client.TryNewOrder(++_lastId, Security, Side.Buy, Price, 2, TimeInForce.ImmediateOrCancel, out _sent));
        Require(client.TryReplace(++_lastId, maker, Security, Price + 1_000_000, 9, out _sent));
        Require(client.TryReduce(++_lastId, maker, Security, 1, out _sent));
        Require(client.TryCancel(++_lastId, maker, Security, out _sent));
        Require(client.TryCancel(++_lastId, maker, Security, out _sent));
    }

    private void AwaitAnswers(OrderEntryClient client)
    {
        while (_answered != _sent)
        {
            client.Poll();
            if (client.State != ClientState.Established)
                throw new InvalidOperationException("The session has ended.");
        }
    }

    private static void Require(SendResult result)
    {
        if (result != SendResult.Sent)
            throw new InvalidOperationException("A command was not sent.");
    }
}
