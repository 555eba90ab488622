namespace Disruptor;

/// <summary>
/// A consumer without a thread of its own: it reads what is there when it is asked. For use by one thread at a time.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
public class ValueEventPoller<T>
    where T : struct
{
    private readonly IValueDataProvider<T> _dataProvider;
    private readonly ISequencer _sequencer;
    private readonly DependentSequenceGroup _dependentSequences;

    /// <summary>Makes a poller that reads behind the dependent sequences.</summary>
    public ValueEventPoller(
        IValueDataProvider<T> dataProvider,
        ISequencer sequencer,
        Sequence sequence,
        DependentSequenceGroup dependentSequences)
    {
        _dataProvider = dataProvider;
        _sequencer = sequencer;
        _dependentSequences = dependentSequences;
        Sequence = sequence;
    }

    /// <summary>The last handled sequence. To keep the producers from overtaking, add it to the ring's gates.</summary>
    public Sequence Sequence { get; }

    /// <summary>Handles the events that are there, until the handler returns false; never waits.</summary>
    /// <remarks>When the handler throws, its event is not counted as handled: the next poll reads it again.</remarks>
    public EventPoller.PollState Poll(EventPoller.ValueHandler<T> eventHandler)
    {
        var next = Sequence.Value + 1;
        var available = _sequencer.GetHighestPublishedSequence(next, _dependentSequences.Value);
        if (available < next)
            return _dependentSequences.CursorValue >= next ? EventPoller.PollState.Gating : EventPoller.PollState.Idle;

        var handled = next - 1;
        try
        {
            var goOn = true;
            while (goOn && handled < available)
            {
                var sequence = handled + 1;
                goOn = eventHandler(ref _dataProvider[sequence], sequence, sequence == available);
                handled = sequence;
            }
        }
        finally
        {
            Sequence.SetValue(handled);
        }

        return EventPoller.PollState.Processing;
    }
}
