using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Admin;

/// <summary>What became of an operator's command.</summary>
/// <param name="Result">Accepted, refused, not sent, or unknown.</param>
/// <param name="Reason">Why it was not accepted; null when it was.</param>
/// <param name="Sequence">Number of the command in the journal; 0 when there is no answer of the engine.</param>
/// <param name="EndedOrders">Orders that it ended.</param>
internal sealed record AdminOutcome(AdminResult Result, string? Reason, long Sequence = 0, uint EndedOrders = 0)
{
    /// <summary>The engine has answered.</summary>
    public static AdminOutcome Of(in SystemCommandResponseBlock answer) =>
        answer.SystemCommandResult == SystemCommandResult.Accepted
            ? new AdminOutcome(AdminResult.Accepted, null, answer.RefSequence, answer.TotalAffectedOrders)
            : new AdminOutcome(AdminResult.Refused, answer.SystemCommandResult.ToString(), answer.RefSequence);
}
