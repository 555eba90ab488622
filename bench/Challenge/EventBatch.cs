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

    private readonly ReportWriter _writer;
    private readonly EventRecord* _events;
    private readonly EventRecord* _end;
    private EventRecord* _next;

    /// <param name="writer">Makes reports of the events.</param>
    /// <param name="maxOpenOrders">Orders that a command can meet.</param>
    public EventBatch(ReportWriter writer, int maxOpenOrders)
    {
        nuint capacity = (nuint)maxOpenOrders * EventsOfTrade + OtherEvents;
        _writer = writer;
        _events = (EventRecord*)NativeMemory.AlignedAlloc(capacity * RecordLayout.SlotSize, RecordLayout.SlotSize);
        _next = _events;
        _end = _events + capacity;
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

    /// <summary>Takes the event of a command that had just one, and one of this kind.</summary>
    /// <returns>Null when that is not so.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EventRecord* TakeOnly(ushort templateId)
    {
        EventRecord* only = _events;
        if (_next != only + 1 || only->Header.TemplateId != templateId)
            return null;
        _next = only;
        return only;
    }

    /// <summary>Writes a report of each event.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void WriteAll()
    {
        for (EventRecord* taken = _events; taken != _next; taken++)
            _writer.Write(in *taken);
        _next = _events;
    }

    public readonly void Free() => NativeMemory.AlignedFree(_events);

    private static void ThrowFull() => throw new InvalidOperationException("A command has more events than it can have.");
}
