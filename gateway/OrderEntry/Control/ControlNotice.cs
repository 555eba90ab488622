using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Something that an operator, or the service itself, did to the venue: for the operator's log. Immutable.
/// </summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="SessionId">The session that sent it; 0 for the service itself.</param>
/// <param name="SessionName">What people call that session; empty for the service itself.</param>
/// <param name="MsgSeqNum">Number of the message in its session version; 0 for the service itself.</param>
/// <param name="TemplateId">Template of the command.</param>
/// <param name="Command">The command as it goes into the journal; of <see cref="ControlNoticeKind.Sent"/>.</param>
/// <param name="Answer">What the engine said; of <see cref="ControlNoticeKind.Answered"/>.</param>
public sealed record ControlNotice(
    ControlNoticeKind Kind,
    uint SessionId,
    string SessionName,
    uint MsgSeqNum,
    ushort TemplateId,
    CommandRecord Command = default,
    SystemCommandResponseBlock Answer = default);
