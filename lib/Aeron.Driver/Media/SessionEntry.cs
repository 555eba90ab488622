using MatchingEngine.AeronDriver.Images;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>One session of a stream at a receive endpoint.</summary>
internal sealed class SessionEntry
{
    public SessionState State { get; set; }

    public NetworkImage? Image { get; set; }
}
