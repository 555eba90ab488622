using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>Whose an order is and what it wants.</summary>
/// <param name="Session">Index of the session.</param>
/// <param name="Side">Buy or sell.</param>
internal readonly record struct OrderOwner(int Session, Side Side);
