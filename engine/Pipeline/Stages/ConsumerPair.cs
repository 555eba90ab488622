using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>Gives each event of a replay to two consumers, one after the other.</summary>
internal sealed class ConsumerPair(IEventConsumer first, IEventConsumer second) : IEventConsumer
{
    public void OnEvent(in EventRecord record, bool replayed)
    {
        first.OnEvent(in record, replayed);
        second.OnEvent(in record, replayed);
    }
}
