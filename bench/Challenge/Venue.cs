using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Challenge;

/// <summary>The one instrument that the benchmark trades.</summary>
internal static class Venue
{
    public const uint SecurityId = 1;
    public const uint SessionId = 1;

    /// <summary>Half a cent in units of 10^-8.</summary>
    public const long TickSize = 500_000;

    /// <summary>Highest price in ticks: 16 times what the benchmark's widest day reaches, and then some.</summary>
    public const long MaxTicks = 1_000_000_000_000;

    public const long MaxQuantity = uint.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PriceOf(long ticks) => (ulong)ticks <= MaxTicks ? ticks * TickSize : 0;

    // The tick is an odd number times two to this, and its multiples are divided by multiplying with the inverse of the
    // odd number modulo 2^64: prices of events are multiples.
    private const int TickShift = 5;
    private const ulong InverseOfOddTick = 0x790FB65668C26139;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TicksOf(long price) => (long)BitOperations.RotateRight((ulong)price * InverseOfOddTick, TickShift);
}
