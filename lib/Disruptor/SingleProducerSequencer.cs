using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// The sequencer for exactly one producer thread: claiming is plain arithmetic, publishing one release store.
/// Claiming and publishing are not safe for use by several threads, and that is not checked.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 48 + (2 * CacheLines.PairPadding))]
public sealed class SingleProducerSequencer : ISequencer
{
    [FieldOffset(0)]
    private readonly Sequence _cursor;

    [FieldOffset(8)]
    private readonly IWaitStrategy _waitStrategy;

    [FieldOffset(16)]
    private Sequence[] _gatingSequences;

    [FieldOffset(24)]
    private readonly int _bufferSize;

    [FieldOffset(28)]
    private readonly bool _isBlocking;

    // Written by the producer only and at every claim: far from the fields above, which the consumers read too.
    [FieldOffset(32 + CacheLines.PairPadding)]
    private long _claimed;

    [FieldOffset(40 + CacheLines.PairPadding)]
    private long _cachedGate;

    /// <summary>Makes a sequencer whose consumers wait with a <see cref="BlockingWaitStrategy"/>.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public SingleProducerSequencer(int bufferSize)
        : this(bufferSize, Dsl.SequencerFactory.DefaultWaitStrategy())
    {
    }

    /// <summary>Makes a sequencer whose consumers wait with the given strategy.</summary>
    /// <exception cref="ArgumentException">The size is not a power of two of at least 1.</exception>
    public SingleProducerSequencer(int bufferSize, IWaitStrategy waitStrategy)
    {
        Throw.IfNotARingSize(bufferSize);
        _bufferSize = bufferSize;
        _waitStrategy = waitStrategy;
        _isBlocking = waitStrategy.IsBlockingStrategy;
        _cursor = new Sequence();
        _gatingSequences = [];
        _claimed = Sequence.InitialCursorValue;
        _cachedGate = Sequence.InitialCursorValue;
    }

    /// <inheritdoc/>
    public int BufferSize => _bufferSize;

    /// <summary>The highest published sequence; -1 before the first event.</summary>
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
        _cursor.SetValue(sequence);
        if (_isBlocking)
            _waitStrategy.SignalAllWhenBlocking();
    }

    /// <inheritdoc/>
    public void Publish(long lo, long hi) => Publish(hi);

    /// <inheritdoc/>
    public bool HasAvailableCapacity(int requiredCapacity) => HasRoom(_claimed + requiredCapacity);

    /// <inheritdoc/>
    public long GetRemainingCapacity()
    {
        var claimed = _claimed;
        return _bufferSize - (claimed - MinimumGate(claimed));
    }

    /// <inheritdoc/>
    public void Claim(long sequence)
    {
        _claimed = sequence;
        _cachedGate = MinimumGate(sequence);
    }

    /// <inheritdoc/>
    public bool IsAvailable(long sequence)
    {
        var cursor = _cursor.Value;
        return sequence <= cursor && sequence > cursor - _bufferSize;
    }

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
    public long GetHighestPublishedSequence(long nextSequence, long availableSequence) => availableSequence;

    /// <summary>Claims without a check of the number; waits for room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long ClaimWaiting(int n)
    {
        var next = _claimed + n;
        if (next - _bufferSize > _cachedGate)
            WaitForRoom(next);

        _claimed = next;
        return next;
    }

    /// <summary>Claims without a check of the number, if there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryClaim(int n, out long sequence)
    {
        var next = _claimed + n;
        if (next - _bufferSize > _cachedGate && !HasRoom(next))
        {
            sequence = 0;
            return false;
        }

        _claimed = next;
        sequence = next;
        return true;
    }

    private bool HasRoom(long next)
    {
        var oldestOverwritten = next - _bufferSize;
        if (oldestOverwritten <= _cachedGate)
            return true;

        _cachedGate = MinimumGate(_claimed);
        return oldestOverwritten <= _cachedGate;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitForRoom(long next)
    {
        var spinWait = default(AggressiveSpinWait);
        while (!HasRoom(next))
            spinWait.SpinOnce();
    }

    private long MinimumGate(long unlessGated) => Sequences.Minimum(Volatile.Read(ref _gatingSequences), unlessGated);
}
