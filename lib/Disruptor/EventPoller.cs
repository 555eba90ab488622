namespace Disruptor;

/// <summary>What the pollers share: the state they return and the handler they call.</summary>
public static class EventPoller
{
    /// <summary>Handles an event that a poller has read.</summary>
    /// <param name="data">The slot itself.</param>
    /// <param name="sequence">The sequence of the event.</param>
    /// <param name="endOfBatch">True for the last event that is there to be read now.</param>
    /// <returns>Whether to go on; after false the poller stops behind this event.</returns>
    public delegate bool ValueHandler<T>(ref T data, long sequence, bool endOfBatch)
        where T : struct;

    /// <summary>What a poll found.</summary>
    public enum PollState
    {
        /// <summary>At least one event was handled.</summary>
        Processing = 0,

        /// <summary>There are events, but they are not published or not yet handled by those in front.</summary>
        Gating = 1,

        /// <summary>There is no event.</summary>
        Idle = 2,
    }
}
