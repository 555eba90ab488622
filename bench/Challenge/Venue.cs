using System.Numerics;
using System.Runtime.CompilerServices;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Challenge;

/// <summary>The one session and the one instrument that the benchmark trades.</summary>
internal static class Venue
{
    public const uint SecurityId = 1;
    public const uint SessionId = 1;

    /// <summary>Half a cent in units of 10^-8.</summary>
    private const long TickSize = 500_000;

    /// <summary>Highest price in ticks: 16 times what the benchmark's widest day reaches, and then some.</summary>
    private const long MaxTicks = 1_000_000_000_000;

    public const int MaxOpenOrders = 1 << 22;

    private const long MaxQuantity = uint.MaxValue;

    /// <summary>The engine's limits.</summary>
    /// <param name="seed">Secret of its hash maps.</param>
    public static CoreLimits LimitsWith(ulong seed) => new()
    {
        MaxInstruments = 1,
        MaxSessions = 1,
        MaxOpenOrders = MaxOpenOrders,
        ExpectedOpenOrders = 1 << 16,
        MaxClientOrderIdsPerSession = 1 << 26,
        ExpectedClientOrderIdsPerSession = 1 << 21,
        MapSeed = seed,
    };

    /// <summary>Negotiates the session and defines the instrument.</summary>
    /// <returns>Number of the command applied last.</returns>
    public static long Open(MatchingCore core, ref EventBatch events)
    {
        CommandRecord negotiated = new() { Sequence = 1 };
        ref SessionNegotiatedBlock session = ref negotiated.Begin<SessionNegotiatedBlock>();
        session.SessionID = SessionId;
        session.SessionVerID = 1;
        core.Apply(in negotiated, ref events);
        CommandRecord defined = new() { Sequence = 2 };
        ref SecurityDefinitionBlock definition = ref defined.Begin<SecurityDefinitionBlock>();
        definition.SecurityID = SecurityId;
        definition.MinPriceIncrement = TickSize;
        definition.RoundLot = 1;
        definition.MinTradeVol = 1;
        definition.MaxTradeVol = MaxQuantity;
        definition.HighLimitPrice = MaxTicks * TickSize;
        definition.MaxOpenOrders = MaxOpenOrders;
        core.Apply(in defined, ref events);
        events.TakeFrom(0);
        return defined.Sequence;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PriceOf(long ticks) => (ulong)ticks <= MaxTicks ? ticks * TickSize : 0;

    // The tick is an odd number times two to this, and its multiples are divided by multiplying with the inverse of the
    // odd number modulo 2^64: prices of events are multiples.
    private const int TickShift = 5;
    private const ulong InverseOfOddTick = 0x790FB65668C26139;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TicksOf(long price) =>
        (long)BitOperations.RotateRight((ulong)price * InverseOfOddTick, TickShift);
}
