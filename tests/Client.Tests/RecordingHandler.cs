using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>Keeps everything that the client calls back.</summary>
internal sealed class RecordingHandler : OrderEntryHandler
{
    /// <summary>Sequenced messages as they came: number, what they answer, ClOrdID.</summary>
    public List<(uint SeqNo, uint RefSeqNum, ulong ClOrdID)> Sequenced { get; } = [];

    public List<string> Calls { get; } = [];

    public List<EstablishedInfo> Established { get; } = [];

    public List<(uint SeqNo, ulong ClOrdID, ushort TemplateId, UndeliveredReason Reason)> Undelivered { get; } = [];

    public List<(uint RefSeqNum, BusinessRejectReason Reason)> BusinessRejects { get; } = [];

    public List<(DisconnectReason Reason, string Detail)> Disconnects { get; } = [];

    public ExecutionReportTradeBlock LastTrade { get; private set; }

    public Action? OnAnySequenced { get; set; }

    public Action? OnEachDutyCycle { get; set; }

    public OrderEntryClient AttachedClient => Client;

    public override void OnEstablished(in EstablishedInfo info)
    {
        Calls.Add("Established");
        Established.Add(info);
    }

    public override void OnExecutionReportNew(in ExecutionReportNewBlock report) =>
        Add("New", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);

    public override void OnTrade(in ExecutionReportTradeBlock report)
    {
        LastTrade = report;
        Add("Trade", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);
    }

    public override void OnCanceled(in ExecutionReportCanceledBlock report) =>
        Add("Canceled", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);

    public override void OnReplaced(in ExecutionReportReplacedBlock report) =>
        Add("Replaced", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);

    public override void OnMassCancelReport(in OrderMassCancelReportBlock report) =>
        Add("MassCancel", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);

    public override void OnRestated(in ExecutionReportRestatedBlock report) =>
        Add("Restated", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);

    public override void OnRejected(in ExecutionReportRejectedBlock report) =>
        Add("Rejected", report.MsgSeqNum, report.RefSeqNum, report.ClOrdID);

    public override void OnCancelReject(in OrderCancelRejectBlock reject) =>
        Add("CancelReject", reject.MsgSeqNum, reject.RefSeqNum, reject.ClOrdID);

    public override void OnSystemCommandResponse(in SystemCommandResponseBlock response) =>
        Add("SystemCommand", response.MsgSeqNum, response.RefSeqNum, 0);

    public override void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
        Calls.Add("BusinessReject");
        BusinessRejects.Add((reject.RefSeqNum, reject.BusinessRejectReason));
    }

    public override void OnNotApplied(in NotAppliedBlock notApplied) =>
        Calls.Add($"NotApplied {notApplied.FromSeqNo} {notApplied.Count}");

    public override void OnUndelivered(uint msgSeqNum, ulong clOrdID, ushort templateId, UndeliveredReason reason)
    {
        Calls.Add($"Undelivered {msgSeqNum} {reason}");
        Undelivered.Add((msgSeqNum, clOrdID, templateId, reason));
    }

    public override void OnNegotiationReject(in NegotiationRejectBlock reject) =>
        Calls.Add($"NegotiationReject {reject.NegotiationRejectCode}");

    public override void OnEstablishmentReject(in EstablishmentRejectBlock reject) =>
        Calls.Add($"EstablishmentReject {reject.EstablishmentRejectCode}");

    public override void OnTerminated(TerminationCode code) => Calls.Add($"Terminated {code}");

    public override void OnDisconnected(DisconnectReason reason, string detail)
    {
        Calls.Add($"Disconnected {reason}");
        Disconnects.Add((reason, detail));
    }

    public override int OnDutyCycle()
    {
        OnEachDutyCycle?.Invoke();
        return 0;
    }

    private void Add(string kind, uint seqNo, uint refSeqNum, ulong clOrdID)
    {
        Calls.Add($"{kind} {seqNo}");
        Sequenced.Add((seqNo, refSeqNum, clOrdID));
        OnAnySequenced?.Invoke();
    }
}
