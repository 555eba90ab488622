using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Begins an event: every byte that counts is written, so that the same history gives the same bytes.
/// </summary>
internal static class EventSlot
{
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
