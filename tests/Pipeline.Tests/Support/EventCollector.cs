using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>Keeps the bytes of every event.</summary>
internal sealed class EventCollector : IEventConsumer
{
    public List<byte[]> Events { get; } = [];

    public void OnEvent(in EventRecord record, bool replayed)
    {
        EventRecord copy = record;
        Events.Add(copy.Bytes.ToArray());
    }
}
