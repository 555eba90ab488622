namespace Disruptor;

/// <summary>Hands out the sequences of a ring and knows which are published and which still in use.</summary>
public interface ISequencer : ISequenced, ICursored
{
    /// <summary>Moves the claim position to <paramref name="sequence"/>; only for setting up, before any use.</summary>
    void Claim(long sequence);

    /// <summary>Whether <paramref name="sequence"/> is published and not yet overwritten.</summary>
    bool IsAvailable(long sequence);

    /// <summary>
    /// Adds consumers which the producers must not overtake. Each sequence is set to the current cursor.
    /// Safe from any thread.
    /// </summary>
    void AddGatingSequences(params Sequence[] gatingSequences);

    /// <summary>Takes a consumer out of those that hold the producers back.</summary>
    /// <returns>True when it was among them.</returns>
    bool RemoveGatingSequence(Sequence sequence);

    /// <summary>Makes a barrier that waits for the given sequences, or for the cursor if there are none.</summary>
    SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack);

    /// <summary>Makes a poller that reads behind the given sequences, or behind the cursor if there are none.</summary>
    ValueEventPoller<T> NewPoller<T>(IValueDataProvider<T> provider, params Sequence[] gatingSequences)
        where T : struct;

    /// <summary>The lowest of the gating sequences and the cursor.</summary>
    long GetMinimumSequence();

    /// <summary>The end of the unbroken run of published sequences.</summary>
    /// <param name="nextSequence">Where the run has to start.</param>
    /// <param name="availableSequence">Where the search ends.</param>
    /// <returns>The last sequence of the run; <paramref name="nextSequence"/> - 1 when there is none.</returns>
    long GetHighestPublishedSequence(long nextSequence, long availableSequence);
}
