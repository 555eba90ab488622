using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Feed;

/// <summary>Takes the events of a core that is followed for its state alone.</summary>
internal readonly struct DiscardedEvents : IEventSink
{
    private readonly EventRecord[] _slot;

    public DiscardedEvents() => _slot = new EventRecord[1];

    public ref EventRecord Claim() => ref _slot[0];
}
