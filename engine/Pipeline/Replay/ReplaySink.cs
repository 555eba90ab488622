using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>Takes the events of a replayed command and passes them on, a command at a time.</summary>
internal struct ReplaySink : IEventSink
{
    private const int Capacity = 1024;

    private readonly EventRecord[] _events;
    private readonly IEventConsumer _consumer;
    private int _count;

    public ReplaySink(IEventConsumer consumer)
    {
        _consumer = consumer;
        _events = new EventRecord[Capacity];
    }

    public ref EventRecord Claim()
    {
        if (_count == Capacity)
            HandOver();
        return ref _events[_count++];
    }

    /// <summary>Hands over what was claimed since the last call: the command has no more events.</summary>
    public void Deliver()
    {
        if (_count == 0)
            return;
        _events[_count - 1].Flags = EventFlags.EndOfCommand;
        HandOver();
    }

    private void HandOver()
    {
        for (int index = 0; index < _count; index++)
            _consumer.OnEvent(in _events[index], replayed: true);
        _count = 0;
    }
}
