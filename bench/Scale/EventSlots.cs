using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale;

/// <summary>Takes events in as a ring does, one slot after the other, over and over.</summary>
internal struct EventSlots() : IEventSink
{
    private const int Capacity = 4_096;

    private readonly EventRecord[] _slots = new EventRecord[Capacity];

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>One of the last events, counted from the first of all.</summary>
    public readonly ref readonly EventRecord At(long number) => ref _slots[number & (Capacity - 1)];

    public ref EventRecord Claim() => ref _slots[Count++ & (Capacity - 1)];
}
