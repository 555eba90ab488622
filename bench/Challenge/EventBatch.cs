using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>Takes the events of one command, to be turned into reports after it, or sooner when there are many.</summary>
internal unsafe struct EventBatch(ReportWriter writer) : IEventSink
{
    private const int Capacity = 32;

    private readonly EventRecord* _events =
        (EventRecord*)NativeMemory.AlignedAlloc(Capacity * RecordLayout.SlotSize, RecordLayout.SlotSize);
    private int _count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref EventRecord Claim()
    {
        if (_count == Capacity)
            Empty();
        return ref _events[_count++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write()
    {
        if (_count == 1)
            writer.Write(in _events[0]);
        else
            WriteMany();
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Empty()
    {
        WriteMany();
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void WriteMany()
    {
        for (int i = 0; i < _count; i++)
            writer.Write(in _events[i]);
    }

    public readonly void Free() => NativeMemory.AlignedFree(_events);
}
