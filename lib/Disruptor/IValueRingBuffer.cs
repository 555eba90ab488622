namespace Disruptor;

/// <summary>A ring whose slots hold values.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
public interface IValueRingBuffer<T> : ICursored, ISequenced, IValueDataProvider<T>
    where T : struct
{
    /// <summary>Adds consumers which the producers must not overtake; each is set to the current cursor.</summary>
    void AddGatingSequences(params Sequence[] gatingSequences);

    /// <summary>Takes a consumer out of those that hold the producers back; true when it was among them.</summary>
    bool RemoveGatingSequence(Sequence sequence);

    /// <summary>The lowest of the gating sequences and the cursor.</summary>
    long GetMinimumGatingSequence();

    /// <summary>Makes a barrier that waits for the given sequences, or for the cursor if there are none.</summary>
    SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack);
}
