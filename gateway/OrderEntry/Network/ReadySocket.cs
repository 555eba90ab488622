namespace MatchingEngine.OrderEntry;

/// <summary>A connection that the poller found ready.</summary>
/// <param name="Token">The connection's token.</param>
/// <param name="CanWrite">The socket takes bytes again.</param>
/// <param name="IsBroken">The socket reports an error, or both sides have closed.</param>
internal readonly record struct ReadySocket(int Token, bool CanWrite, bool IsBroken);
