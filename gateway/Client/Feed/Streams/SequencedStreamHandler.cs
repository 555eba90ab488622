namespace MatchingEngine.Client.Feed;

/// <summary>
/// Takes what comes out of a <see cref="SequencedStream"/>: every message once and in order. Called on the thread that
/// gives the stream its packets. A message whose call ends with an exception does not count as delivered.
/// </summary>
public abstract class SequencedStreamHandler
{
    /// <summary>The next message of the stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="message">The message; valid during the call.</param>
    public abstract void OnMessage(SequencedStream stream, in FeedMessage message);

    /// <summary>The state of the stream is another one.</summary>
    public virtual void OnState(SequencedStream stream, FeedState state)
    {
    }

    /// <summary>The venue numbers anew: nothing that was received before has to do with what comes.</summary>
    /// <param name="stream">The stream, which starts over after the call.</param>
    /// <param name="reset">Why.</param>
    public virtual void OnReset(SequencedStream stream, StreamReset reset)
    {
    }
}
