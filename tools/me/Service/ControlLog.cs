using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Tools.Inspect;

namespace MatchingEngine.Tools.Service;

/// <summary>Writes what was done to the venue for people: who, what, and what came of it.</summary>
internal sealed class ControlLog
{
    private readonly ControlTrail _trail;
    private readonly Action<string> _report;
    private long _droppedBefore;

    /// <param name="trail">Where the notices come from; this is their only reader.</param>
    /// <param name="report">Takes a line each.</param>
    public ControlLog(ControlTrail trail, Action<string> report)
    {
        _trail = trail;
        _report = report;
    }

    /// <summary>Writes what there is by now.</summary>
    public void Write()
    {
        while (_trail.TryTake(out ControlNotice? notice))
            _report(TextOf(notice));
        long dropped = _trail.Dropped;
        if (dropped == _droppedBefore)
            return;
        _report($"{dropped - _droppedBefore} lines on operators' commands found no room; the journal has the commands "
            + "(me inspect)");
        _droppedBefore = dropped;
    }

    /// <summary>One line.</summary>
    internal static string TextOf(ControlNotice notice)
    {
        string session = notice.SessionName.Length == 0
            ? $"session {notice.SessionId}"
            : $"session {notice.SessionId} ({notice.SessionName})";
        string who = notice.SessionId == 0 ? "service" : $"{session} message {notice.MsgSeqNum}";
        string untold = notice.Untold == 0 ? "" : $"; {notice.Untold} refusals before it were not told";
        string name = RecordText.NameOf(notice.TemplateId);
        return notice.Kind switch
        {
            ControlNoticeKind.Sent => $"operator {who}: {RecordText.Of(notice.Command).Summary}",
            ControlNoticeKind.NotAuthorized => $"refused {who}: {name} is for operators' sessions only{untold}",
            ControlNoticeKind.LogonRefused => $"refused {name} of {session}: {notice.Reason}{untold}",
            _ => $"{(notice.SessionId == 0 ? "" : "operator ")}{who}: {AnswerOf(notice)}",
        };
    }

    private static string AnswerOf(ControlNotice notice)
    {
        SystemCommandResponseBlock answer = notice.Answer;
        string orders = answer.TotalAffectedOrders == 0 ? "" : $", {answer.TotalAffectedOrders} orders ended";
        string what = $"command {answer.RefSequence} {RecordText.NameOf(notice.TemplateId)}";
        return $"{what} {answer.SystemCommandResult}{orders}";
    }
}
