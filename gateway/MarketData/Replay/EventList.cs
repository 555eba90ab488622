using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.MarketData;

/// <summary>The events of one command.</summary>
internal sealed class EventList
{
    private EventRecord[] _events = new EventRecord[256];

    public int Count { get; private set; }

    public ref EventRecord this[int index] => ref _events[index];

    public void Clear() => Count = 0;

    public ref EventRecord Claim()
    {
        if (Count == _events.Length)
            Array.Resize(ref _events, Count * 2);
        return ref _events[Count++];
    }
}

/// <summary>Lets a core write into a list.</summary>
internal readonly struct EventListSink(EventList events) : IEventSink
{
    public ref EventRecord Claim() => ref events.Claim();
}
