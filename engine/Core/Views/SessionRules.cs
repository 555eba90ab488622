using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>What a session may do, as it is now.</summary>
/// <param name="MaxOpenOrders">Orders that it may have open; 0 for no limit of its own.</param>
/// <param name="CancelOnDisconnect">Which of its orders end when it is disconnected.</param>
/// <param name="IsBlocked">Whether a kill switch stops it.</param>
public readonly record struct SessionRules(uint MaxOpenOrders, CancelOnDisconnect CancelOnDisconnect, bool IsBlocked);
