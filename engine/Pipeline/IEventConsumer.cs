using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// Takes the events of the engine, in order, each after its command is durable; while the service starts, those of
/// the replay. Called on the thread that polls the pipeline.
/// </summary>
public interface IEventConsumer
{
    /// <summary>One event. The record is valid during the call only.</summary>
    /// <param name="record">The event.</param>
    /// <param name="replayed">True while the journal is replayed: nobody is connected yet.</param>
    void OnEvent(in EventRecord record, bool replayed);
}
