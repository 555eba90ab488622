using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Latency;

/// <summary>Takes the events of a replay that is timed.</summary>
internal sealed class IgnoredEvents : IEventConsumer
{
    public void OnEvent(in EventRecord record, bool replayed)
    {
    }
}
