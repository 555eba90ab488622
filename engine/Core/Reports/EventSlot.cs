using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Begins an event: every byte that counts is written, so that the same history gives the same bytes.
/// </summary>
internal static class EventSlot
{
    /// <summary>As below, for writers that write every byte of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TBlock BeginWhole<TBlock, TSink>(CoreState state, ref TSink sink, long timeNanos)
        where TBlock : unmanaged, IMessageBlock
        where TSink : struct, IEventSink =>
        ref sink.Claim().BeginWhole<TBlock>(state.LastSequence, timeNanos);

    /// <summary>
    /// Writes the side, the small fields behind it, and the bytes of no field up to the end of the word, at once.
    /// </summary>
    /// <param name="side">The side of the block; the eight bytes from it on are written.</param>
    /// <param name="kinds">The bytes, that of the side lowest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetKinds(ref Side side, uint kinds) => Unsafe.As<Side, ulong>(ref side) = kinds;

    /// <summary>Three small fields for <see cref="SetKinds"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Kinds(Side side, OrdStatus status, byte third) =>
        (byte)side | (uint)(byte)status << 8 | (uint)third << 16;

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
