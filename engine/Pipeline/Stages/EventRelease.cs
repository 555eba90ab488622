using Disruptor;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using Sequence = Disruptor.Sequence;

namespace MatchingEngine.Pipeline;

/// <summary>
/// The gate of the house: hands events to the consumer in order, each only when its command is durable. Runs on the
/// consumer's thread.
/// </summary>
internal sealed class EventRelease
{
    private const int MaxBatch = 1024;

    private readonly ValueRingBuffer<EventRecord> _ring;
    private readonly JournalWriter _writer;
    private readonly IEventConsumer _consumer;
    private readonly Sequence _released;

    public EventRelease(ValueRingBuffer<EventRecord> ring, JournalWriter writer, IEventConsumer consumer)
    {
        _ring = ring;
        _writer = writer;
        _consumer = consumer;
        _released = new Sequence(ring.Cursor);
        ring.AddGatingSequences(_released);
    }

    /// <summary>Events that the ring has room for.</summary>
    public int Capacity => _ring.BufferSize;

    /// <summary>True when events wait for their commands to become durable, or for the next call.</summary>
    public bool HasPending => PendingCount > 0;

    /// <summary>Events that wait for their commands to become durable, or for the next call.</summary>
    public long PendingCount => _ring.Cursor - _released.Value;

    /// <summary>True when all events of the command that was released last are released.</summary>
    public bool IsBetweenCommands { get; private set; } = true;

    /// <summary>True when the next call would release something.</summary>
    public bool HasReleasable => HasPending && _ring[_released.Value + 1].Sequence <= _writer.DurableSequence;

    /// <summary>Releases what may go.</summary>
    /// <returns>Events released.</returns>
    public int DoWork()
    {
        long first = _released.Value + 1;
        long available = Math.Min(_ring.Cursor, first + MaxBatch - 1);
        if (first > available)
            return 0;
        long durable = _writer.DurableSequence;
        long next = first;
        while (next <= available)
        {
            ref EventRecord record = ref _ring[next];
            if (record.Sequence > durable)
                break;
            _consumer.OnEvent(in record, replayed: false);
            next++;
        }
        if (next == first)
            return 0;
        IsBetweenCommands = (_ring[next - 1].Flags & EventFlags.EndOfCommand) != 0;
        _released.SetValue(next - 1);
        return (int)(next - first);
    }
}
