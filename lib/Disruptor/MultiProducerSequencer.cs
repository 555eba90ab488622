using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// The sequencer for any number of producer threads. The cursor is what is claimed; what is published is told slot by
/// slot, by the number of the round in which the slot was last published. Safe for use by any number of threads.
/// </summary>
public sealed class MultiProducerSequencer : ISequencer
{
    private const int NeverPublished = -1;

    private readonly Sequence _cursor = new();
    private readonly Sequence _cachedGate = new();
    private readonly IWaitStrategy _waitStrategy;
    private readonly int[] _publishedRounds;
    private readonly int _bufferSize;
    private readonly int _indexMask;
    private readonly int _roundShift;
    private readonly bool _isBlocking;
    private Sequence[] _gatingSequences = [];

    /// <summary>Makes a sequencer whose consumers wait with a <see cref="BlockingWaitStrategy"/>.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public MultiProducerSequencer(int bufferSize)
        : this(bufferSize, Dsl.SequencerFactory.DefaultWaitStrategy())
    {
    }

    /// <summary>Makes a sequencer whose consumers wait with the given strategy.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public MultiProducerSequencer(int bufferSize, IWaitStrategy waitStrategy)
    {
        Throw.IfNotARingSize(bufferSize);
        _bufferSize = bufferSize;
        _waitStrategy = waitStrategy;
        _isBlocking = waitStrategy.IsBlockingStrategy;
        _indexMask = bufferSize - 1;
        _roundShift = BitOperations.Log2((uint)bufferSize);
        _publishedRounds = new int[bufferSize];
        Array.Fill(_publishedRounds, NeverPublished);
    }

    /// <inheritdoc/>
    public int BufferSize => _bufferSize;

    /// <summary>The highest claimed sequence, published or not; -1 before the first claim.</summary>
    public long Cursor => _cursor.Value;

    /// <inheritdoc/>
    public long Next() => ClaimWaiting(1);

    /// <inheritdoc/>
    public long Next(int n)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize)
            Throw.ClaimOutOfRange();

        return ClaimWaiting(n);
    }

    /// <inheritdoc/>
    public bool TryNext(out long sequence) => TryClaim(1, out sequence);

    /// <inheritdoc/>
    public bool TryNext(int n, out long sequence)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize)
            Throw.ClaimOutOfRange();

        return TryClaim(n, out sequence);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        MarkPublished(sequence);
        if (_isBlocking)
            _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    public void Publish(long lo, long hi)
    {
        for (var sequence = lo; sequence <= hi; sequence++)
            MarkPublished(sequence);

        if (_isBlocking)
            _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity) => HasRoom(_cursor.Value, requiredCapacity);

    /// <inheritdoc/>
    public long GetRemainingCapacity()
    {
        var claimed = _cursor.Value;
        return _bufferSize - (claimed - MinimumGate(claimed));
    }

    /// <inheritdoc/>
    public void Claim(long sequence)
    {
        _cursor.SetValue(sequence);
        _cachedGate.SetValue(MinimumGate(sequence));
    }

    /// <inheritdoc/>
    public bool IsAvailable(long sequence) => Volatile.Read(ref PublishedRound(sequence)) == RoundOf(sequence);

    /// <inheritdoc/>
    public void AddGatingSequences(params Sequence[] gatingSequences) =>
        Sequences.Add(ref _gatingSequences, _cursor, gatingSequences);

    /// <inheritdoc/>
    public bool RemoveGatingSequence(Sequence sequence) => Sequences.Remove(ref _gatingSequences, sequence);

    /// <inheritdoc/>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) =>
        new(this, _waitStrategy, new DependentSequenceGroup(_cursor, sequencesToTrack));

    /// <inheritdoc/>
    public ValueEventPoller<T> NewPoller<T>(IValueDataProvider<T> provider, params Sequence[] gatingSequences)
        where T : struct =>
        new(provider, this, new Sequence(), new DependentSequenceGroup(_cursor, gatingSequences));

    /// <inheritdoc/>
    public long GetMinimumSequence() => MinimumGate(_cursor.Value);

    /// <inheritdoc/>
    public long GetHighestPublishedSequence(long lowerBound, long availableSequence)
    {
        var sequence = lowerBound;
        while (sequence <= availableSequence && IsAvailable(sequence))
            sequence++;

        return sequence - 1;
    }

    /// <summary>Claims without a check of the number; waits for room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long ClaimWaiting(int n)
    {
        var next = _cursor.AddAndGet(n);
        if (next - _bufferSize > _cachedGate.Value)
            WaitForRoom(next, n);

        return next;
    }

    /// <summary>Claims without a check of the number, if there is room.</summary>
    internal bool TryClaim(int n, out long sequence)
    {
        long claimed;
        long next;
        do
        {
            claimed = _cursor.Value;
            next = claimed + n;
            if (!HasRoom(claimed, n))
            {
                sequence = 0;
                return false;
            }
        }
        while (!_cursor.CompareAndSet(claimed, next));

        sequence = next;
        return true;
    }

    private bool HasRoom(long claimed, int n)
    {
        var oldestOverwritten = claimed + n - _bufferSize;
        if (oldestOverwritten <= _cachedGate.Value)
            return true;

        var minimum = MinimumGate(claimed);
        _cachedGate.SetValue(minimum);
        return oldestOverwritten <= minimum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForRoom(long next, int n)
    {
        var spinWait = default(AggressiveSpinWait);
        while (true)
        {
            var minimum = MinimumGate(next - n);
            if (next - _bufferSize <= minimum)
            {
                _cachedGate.SetValue(minimum);
                return;
            }

            spinWait.SpinOnce();
        }
    }

    private long MinimumGate(long unlessGated) => Sequences.Minimum(Volatile.Read(ref _gatingSequences), unlessGated);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MarkPublished(long sequence) => Volatile.Write(ref PublishedRound(sequence), RoundOf(sequence));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int PublishedRound(long sequence) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_publishedRounds), (nint)(sequence & _indexMask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int RoundOf(long sequence) => (int)(sequence >> _roundShift);
}
