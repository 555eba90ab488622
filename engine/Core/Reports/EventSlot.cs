using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Begins an event: every byte that counts is written, so that the same history gives the same bytes.
/// </summary>
internal static class EventSlot
{
    /// <summary>As below, for writers that write every field: only the word that has bytes of no field is cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TBlock BeginWhole<TBlock, TSink>(CoreState state, ref TSink sink, int clearedOffset)
        where TBlock : unmanaged, IMessageBlock
        where TSink : struct, IEventSink =>
        ref sink.Claim().BeginWhole<TBlock>(state.LastSequence, state.TimeNanos, clearedOffset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TBlock Begin<TBlock, TSink>(CoreState state, ref TSink sink)
        where TBlock : unmanaged, IMessageBlock
        where TSink : struct, IEventSink
    {
        ref EventRecord slot = ref sink.Claim();
        slot.Flags = EventFlags.None;
        slot.Sequence = state.LastSequence;
        slot.TimestampNanos = state.TimeNanos;
        return ref slot.Begin<TBlock>();
    }
}
