namespace MatchingEngine.Pipeline;

/// <summary>
/// The one place where the engine's process asks for the time; everything behind the command ring gets it from the
/// command.
/// </summary>
public static class EngineClock
{
    private const long NanosPerTick = 100;

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z, in steps of 100.</summary>
    public static long NowNanos() => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * NanosPerTick;
}
