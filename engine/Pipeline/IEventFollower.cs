namespace MatchingEngine.Pipeline;

/// <summary>
/// Takes the events of the engine beside the gateway and at its own pace: a publisher of what happens. It must always
/// keep up: when it is a whole event ring behind, the engine waits. Called by one thread at a time: its own, or one of
/// the engine's that has nothing else to do; while the journal is replayed, that of the replay.
/// </summary>
public interface IEventFollower : IEventConsumer
{
    /// <summary>
    /// Does what is due without an event, such as heartbeats, without waiting. Called after each batch of events, and
    /// at least ten times a second.
    /// </summary>
    /// <returns>How much was done; 0 lets the thread idle.</returns>
    int DoWork();
}
