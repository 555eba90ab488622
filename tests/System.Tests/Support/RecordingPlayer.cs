using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.SystemTests.Support;

/// <summary>
/// Plays a flow as <see cref="FlowPlayer"/> does, and notes beside it which orders the venue acknowledged.
/// </summary>
internal sealed class RecordingPlayer : OrderEntryHandler
{
    private readonly FlowPlayer _player = new(Flows.SecurityId) { AnswerLimit = Until.Limit };

    public FlowPlayer Player => _player;

    /// <summary>ClOrdIDs of the orders that were acknowledged, in order, with repetitions if there are any.</summary>
    public List<ulong> Acknowledged { get; } = [];

    public List<TerminationCode> Terminations { get; } = [];

    public override void OnEstablished(in EstablishedInfo info) => _player.OnEstablished(in info);

    public override void OnExecutionReportNew(in ExecutionReportNewBlock report)
    {
        Acknowledged.Add(report.ClOrdID);
        _player.OnExecutionReportNew(in report);
    }

    public override void OnTrade(in ExecutionReportTradeBlock report) => _player.OnTrade(in report);

    public override void OnCanceled(in ExecutionReportCanceledBlock report) => _player.OnCanceled(in report);

    public override void OnReplaced(in ExecutionReportReplacedBlock report) => _player.OnReplaced(in report);

    public override void OnRejected(in ExecutionReportRejectedBlock report) => _player.OnRejected(in report);

    public override void OnCancelReject(in OrderCancelRejectBlock reject) => _player.OnCancelReject(in reject);

    public override void OnBusinessReject(in BusinessMessageRejectBlock reject) => _player.OnBusinessReject(in reject);

    public override void OnUndelivered(uint msgSeqNum, ulong clOrdID, ushort templateId, UndeliveredReason reason) =>
        _player.OnUndelivered(msgSeqNum, clOrdID, templateId, reason);

    public override void OnTerminated(TerminationCode code) => Terminations.Add(code);
}
