namespace MatchingEngine.Pipeline;

/// <summary>Which processor a stage gets. Processor 0 is left to the system and its interrupts.</summary>
internal static class ThreadPlacement
{
    private const int ProcessorsToPin = 4;

    /// <summary>The gateway's place.</summary>
    public const int Gateway = 1;

    /// <summary>The journal's place.</summary>
    public const int Journal = 2;

    /// <summary>The core's place.</summary>
    public const int Core = 3;

    /// <summary>The place of whoever follows the events.</summary>
    public const int Follower = 4;

    /// <summary>True when there is a processor for the follower as well.</summary>
    public static bool CanFollowerSpin => Environment.ProcessorCount > Follower + 1;

    /// <summary>
    /// The processor of a place; null, that is anywhere, on a machine too small for a processor a stage.
    /// </summary>
    public static int? Processor(int place) => Environment.ProcessorCount >= ProcessorsToPin ? place : null;

    /// <summary>True when each stage can spin on a processor of its own.</summary>
    public static bool CanSpin => Environment.ProcessorCount >= ProcessorsToPin;
}
