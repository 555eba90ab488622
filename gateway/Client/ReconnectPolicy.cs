namespace MatchingEngine.Client;

/// <summary>
/// How a client comes back after its connection ended: the first wait is <see cref="InitialDelayMillis"/>, each further
/// one twice the one before, up to <see cref="MaxDelayMillis"/>, each drawn out by up to a quarter at random so that
/// clients of a restarted venue do not come in step.
/// </summary>
public sealed record ReconnectPolicy
{
    /// <summary>Reconnects without end, first after 100 ms, at last every 10 s.</summary>
    public static ReconnectPolicy Default { get; } = new();

    /// <summary>Never reconnects by itself.</summary>
    public static ReconnectPolicy None { get; } = new() { MaxAttempts = 0 };

    /// <summary>First wait in milliseconds, 0 and up.</summary>
    public int InitialDelayMillis { get; init; } = 100;

    /// <summary>
    /// Longest wait in milliseconds before the random part, at least <see cref="InitialDelayMillis"/>.
    /// </summary>
    public int MaxDelayMillis { get; init; } = 10_000;

    /// <summary>Attempts in a row without a stable session before the client stops; 0: none at all.</summary>
    public int MaxAttempts { get; init; } = int.MaxValue;

    /// <summary>
    /// Milliseconds a session must stay established before the count of attempts starts anew, so that a session that
    /// breaks as soon as it is made does not defeat the back-off.
    /// </summary>
    public int StableMillis { get; init; } = 5_000;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(InitialDelayMillis);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelayMillis, InitialDelayMillis);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxAttempts);
        ArgumentOutOfRangeException.ThrowIfNegative(StableMillis);
    }
}
