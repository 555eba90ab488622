using MatchingEngine.SystemTests.Support;

namespace MatchingEngine.SystemTests.Malformed;

/// <summary>A kind of bad input, and the answer that PROTOCOL.md names for it.</summary>
/// <param name="Name">What is wrong, and what must be answered.</param>
/// <param name="BatchMax">Most frames of the kind in one go.</param>
/// <param name="Place">Where it is played.</param>
/// <param name="Play">Sends so many frames over a connection, and fails unless each is answered as it must be.</param>
internal sealed record MalformedKind(
    string Name, int BatchMax, MalformedPlace Place, Action<RawPeer, Random, int> Play)
{
    public override string ToString() => Name;
}
