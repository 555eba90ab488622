namespace MatchingEngine.Pipeline;

/// <summary>The parts that a thread layout drives.</summary>
internal sealed record EngineStages(
    JournalStage Journal,
    CoreStage Core,
    EventRelease Release,
    DigestMailbox Digests,
    IDutyCycle Gateway,
    EngineFault Fault,
    FollowerThread? Follower);
