using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Where the core writes its events. Implemented by structs, so that the core is compiled once for each sink and
/// calls it directly.
/// </summary>
public interface IEventSink
{
    /// <summary>
    /// The next free slot, with whatever bytes it held before. The core fills it completely before it claims another
    /// one or returns from <c>Apply</c>. May wait for room, never fails.
    /// </summary>
    ref EventRecord Claim();
}
