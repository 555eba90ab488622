using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.Replay;

/// <summary>Takes the events of a replay that is run for its end state alone.</summary>
internal sealed class IgnoredEvents : IEventConsumer
{
    public void OnEvent(in EventRecord record, bool replayed)
    {
    }
}
