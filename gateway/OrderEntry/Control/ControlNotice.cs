using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Something that an operator, or the service itself, did to the venue, or what somebody was refused: for the
/// operator's log. Immutable.
/// </summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="SessionId">The session that sent it; 0 for the service itself.</param>
/// <param name="SessionName">What people call that session; empty for the service itself, and for a session that is not
/// known.</param>
/// <param name="MsgSeqNum">Number of the message in its session version; 0 for the service itself.</param>
/// <param name="TemplateId">Template of the command.</param>
/// <param name="Command">The command as it goes into the journal; of <see cref="ControlNoticeKind.Sent"/>.</param>
/// <param name="Answer">What the engine said; of <see cref="ControlNoticeKind.Answered"/>.</param>
/// <param name="Reason">Why it was refused, and where it came from; of
/// <see cref="ControlNoticeKind.LogonRefused"/>.</param>
/// <param name="Untold">Refusals since the last one that was told, which were not: a second has one.</param>
public sealed record ControlNotice(
    ControlNoticeKind Kind,
    uint SessionId,
    string SessionName,
    uint MsgSeqNum,
    ushort TemplateId,
    CommandRecord Command = default,
    SystemCommandResponseBlock Answer = default,
    string Reason = "",
    long Untold = 0);
