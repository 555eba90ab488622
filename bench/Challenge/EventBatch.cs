using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>
/// Takes the events of one command, to be turned into reports after it. There is room for as many as a command can have
/// that meets every open order; what is not used costs address space only.
/// </summary>
internal unsafe struct EventBatch : IEventSink
{
    // Two for each trade; the answer before them and what ends the order after them.
    private const int EventsOfTrade = 2;
    private const int OtherEvents = 2;

    private readonly EventRecord* _first;
    private readonly EventRecord* _end;
    private EventRecord* _next;

    /// <param name="maxOpenOrders">Orders that a command can meet.</param>
    public EventBatch(int maxOpenOrders)
    {
        nuint capacity = (nuint)maxOpenOrders * EventsOfTrade + OtherEvents;
        _first = (EventRecord*)NativeMemory.AlignedAlloc(capacity * RecordLayout.SlotSize, RecordLayout.SlotSize);
        _next = _first;
        _end = _first + capacity;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref EventRecord Claim()
    {
        EventRecord* slot = _next;
        if (slot == _end)
            ThrowFull();
        _next = slot + 1;
        return ref *slot;
    }

    /// <summary>The first event. It is there, as whatever the benchmark sends is answered.</summary>
    public readonly EventRecord* First => _first;

    /// <summary>Takes the event of a command that had just one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakeOnly()
    {
        if (_next != _first + 1)
            return false;
        _next = _first;
        return true;
    }

    /// <summary>Takes all events, and gives those from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<EventRecord> TakeFrom(int from)
    {
        ReadOnlySpan<EventRecord> events = new(_first + from, (int)(_next - _first) - from);
        _next = _first;
        return events;
    }

    public readonly void Free() => NativeMemory.AlignedFree(_first);

    private static void ThrowFull() =>
        throw new InvalidOperationException("A command has more events than it can have.");
}
