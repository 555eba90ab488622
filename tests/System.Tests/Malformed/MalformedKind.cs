using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests.Malformed;

/// <summary>A kind of bad input, and the answer that PROTOCOL.md names for it.</summary>
/// <param name="Name">What is wrong, and what must be answered.</param>
/// <param name="BatchMax">Most frames of the kind in one go.</param>
/// <param name="EndsConnection">True when the connection is over with it, so that it needs one of its own.</param>
/// <param name="Play">Sends so many frames over a connection, and fails unless each is answered as it must be.</param>
internal sealed record MalformedKind(
    string Name, int BatchMax, bool EndsConnection, Action<RawPeer, Random, int> Play)
{
    public override string ToString() => Name;
}
