using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// Takes events in as a ring does: one slot after the other, over and over, with nobody reading. Small enough for the
/// second-level cache.
/// </summary>
internal struct EventSlots() : IEventSink
{
    private const int Capacity = 4_096;

    private readonly EventRecord[] _slots = new EventRecord[Capacity];

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>The event written last.</summary>
    public readonly ref readonly EventRecord Last => ref _slots[(Count - 1) & (Capacity - 1)];

    public ref EventRecord Claim() => ref _slots[Count++ & (Capacity - 1)];
}
