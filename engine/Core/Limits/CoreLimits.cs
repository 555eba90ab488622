namespace MatchingEngine.Core;

/// <summary>
/// The limits of the engine, each with a name and an answer of its own when it is reached. Immutable.
/// A journal must be replayed under the limits that it was written under: they decide which commands were refused.
/// </summary>
public sealed record CoreLimits
{
    /// <summary>Largest value that any of the counting limits may have.</summary>
    public const int Ceiling = 1 << 28;

    /// <summary>The limits that hold when nothing else is configured.</summary>
    public static CoreLimits Default { get; } = new();

    /// <summary>Instruments that can be defined, 1 and up. Reached: <c>InstrumentLimitReached</c>.</summary>
    public int MaxInstruments { get; init; } = 4_096;

    /// <summary>Sessions that can be negotiated, 1 and up. Reached: <c>SessionLimitReached</c>.</summary>
    public int MaxSessions { get; init; } = 1_024;

    /// <summary>
    /// Orders that can rest in all books together, 1 and up. Reached: <c>OrderExceedsLimit</c>. Each instrument has a
    /// limit of its own in its definition, with the same answer.
    /// </summary>
    public int MaxOpenOrders { get; init; } = 1 << 22;

    /// <summary>
    /// Client order ids that one session version can use up, 1 and up. Reached: <c>ClOrdIDLimitReached</c>.
    /// </summary>
    public int MaxClientOrderIdsPerSession { get; init; } = 1 << 24;

    /// <summary>
    /// Slices that an iceberg may show one after the other, 1 and up. More: <c>InvalidDisplayQty</c>.
    /// </summary>
    public int MaxIcebergSlices { get; init; } = 1_000;

    /// <summary>
    /// Trailing stops that may wait in one instrument, 1 and up: each trade looks at all of them. Reached:
    /// <c>TrailingStopLimitReached</c>.
    /// </summary>
    public int MaxTrailingStopsPerInstrument { get; init; } = 1_024;

    /// <summary>
    /// Fill-or-kill stops that may wait in one instrument, 1 and up: each counts the book when it is triggered, and one
    /// command may trigger all of them. Reached: <c>OrderExceedsLimit</c>.
    /// </summary>
    public int MaxFillOrKillStopsPerInstrument { get; init; } = 64;

    /// <summary>
    /// Accounts, each counted once for each instrument it has to do with, 1 and up. Reached:
    /// <c>AccountLimitReached</c>.
    /// </summary>
    public int MaxAccounts { get; init; } = 1 << 16;

    /// <summary>Resting orders whose index has memory set aside at the start; above this it grows as it goes.</summary>
    public int ExpectedOpenOrders { get; init; } = 1 << 14;

    /// <summary>
    /// Client order ids a session, more or less in sequence, that memory is set aside for at negotiation; above this it
    /// grows as it goes.
    /// </summary>
    public int ExpectedClientOrderIdsPerSession { get; init; } = 1 << 10;

    /// <summary>
    /// Secret number that spreads client order ids in their hash maps, so that no client can choose ids that collide.
    /// Any value: it never shows in an event or a digest.
    /// </summary>
    public ulong MapSeed { get; init; }

    /// <summary>Throws when a limit is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1 or above <see cref="Ceiling"/>.</exception>
    public void Validate()
    {
        RequireRange(MaxInstruments, nameof(MaxInstruments));
        RequireRange(MaxSessions, nameof(MaxSessions));
        RequireRange(MaxOpenOrders, nameof(MaxOpenOrders));
        RequireRange(MaxClientOrderIdsPerSession, nameof(MaxClientOrderIdsPerSession));
        RequireRange(MaxAccounts, nameof(MaxAccounts));
        RequireRange(MaxIcebergSlices, nameof(MaxIcebergSlices));
        RequireRange(MaxTrailingStopsPerInstrument, nameof(MaxTrailingStopsPerInstrument));
        RequireRange(MaxFillOrKillStopsPerInstrument, nameof(MaxFillOrKillStopsPerInstrument));
        RequireRange(ExpectedOpenOrders, nameof(ExpectedOpenOrders));
        RequireRange(ExpectedClientOrderIdsPerSession, nameof(ExpectedClientOrderIdsPerSession));
    }

    private static void RequireRange(int value, string name)
    {
        if (value is < 1 or > Ceiling)
            throw new ArgumentOutOfRangeException(name, value, $"must be between 1 and {Ceiling}");
    }
}
