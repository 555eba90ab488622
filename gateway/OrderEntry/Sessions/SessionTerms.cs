using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// What the session file says of a session beyond who it is. The gateway gives it to the engine when the session is
/// negotiated for the first time; whoever starts a gateway on a journal gives what differs.
/// </summary>
/// <param name="MaxOpenOrders">Orders that it may have open; 0 for no limit; null leaves it as it is.</param>
/// <param name="CancelOnDisconnect">Which orders end with the connection; null leaves it as it is.</param>
public sealed record SessionTerms(uint? MaxOpenOrders, CancelOnDisconnect? CancelOnDisconnect)
{
    /// <summary>The command that gives these terms.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="present">What holds now: it stays where these terms say nothing.</param>
    public SessionSettingsBlock ToBlock(uint sessionId, SessionSettingsBlock present) => new()
    {
        TargetSessionID = sessionId,
        MaxOpenOrders = MaxOpenOrders ?? present.MaxOpenOrders,
        CancelOnDisconnect = CancelOnDisconnect ?? present.CancelOnDisconnect,
    };
}
