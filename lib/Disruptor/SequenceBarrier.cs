namespace Disruptor;

/// <summary>
/// Where a consumer waits for the events before it. One thread waits; any thread may cancel.
/// </summary>
public sealed class SequenceBarrier
{
    private readonly IWaitStrategy _waitStrategy;
    private readonly ISequencer? _gappedSequencer;
    private volatile CancellationTokenSource _cancellation = new();

    /// <summary>Makes a barrier over the given dependencies.</summary>
    public SequenceBarrier(
        ISequencer sequencer, IWaitStrategy waitStrategy, DependentSequenceGroup dependentSequences)
    {
        _waitStrategy = waitStrategy;
        DependentSequences = dependentSequences;

        // Only behind the cursor of many producers can there be sequences that are claimed but not published:
        // what other consumers have passed is published, and a single producer's cursor is too.
        var hasGaps = dependentSequences.DependsOnCursor && sequencer is not SingleProducerSequencer;
        _gappedSequencer = hasGaps ? sequencer : null;
    }

    /// <summary>The sequences this barrier waits for.</summary>
    public DependentSequenceGroup DependentSequences { get; }

    /// <summary>Whether the barrier is cancelled.</summary>
    public bool IsCancellationRequested => _cancellation.IsCancellationRequested;

    /// <summary>The token that is cancelled with the barrier, until <see cref="ResetProcessing"/>.</summary>
    public CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>Waits until a sequence is available.</summary>
    /// <returns>
    /// The highest available sequence, or a time-out. With many producers it may be one less than asked for, when the
    /// sequence is claimed but not yet published: then the caller has to wait again.
    /// </returns>
    /// <exception cref="OperationCanceledException">The barrier is cancelled.</exception>
    public SequenceWaitResult WaitFor(long sequence)
    {
        var cancellationToken = _cancellation.Token;
        cancellationToken.ThrowIfCancellationRequested();

        var available = DependentSequences.Value;
        if (available < sequence)
        {
            var result = _waitStrategy.WaitFor(sequence, DependentSequences, cancellationToken);
            if (result.UnsafeAvailableSequence < sequence)
                return result;

            available = result.UnsafeAvailableSequence;
        }

        return _gappedSequencer is { } gapped ? gapped.GetHighestPublishedSequence(sequence, available) : available;
    }

    /// <summary>Ends the present wait and all later ones with an <see cref="OperationCanceledException"/>.</summary>
    public void CancelProcessing()
    {
        _cancellation.Cancel();
        _waitStrategy.SignalAllWhenBlocking();
    }

    /// <summary>Makes a cancelled barrier fit for use again.</summary>
    public void ResetProcessing() => _cancellation = new CancellationTokenSource();

    /// <summary>Throws if the barrier is cancelled.</summary>
    /// <exception cref="OperationCanceledException">The barrier is cancelled.</exception>
    public void ThrowIfCancellationRequested() => _cancellation.Token.ThrowIfCancellationRequested();
}
