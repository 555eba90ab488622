using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// What all rings share: claiming and publishing, gates, barriers. How many threads may claim depends on the sequencer.
/// </summary>
/// <remarks>
/// The fields never change after construction; the padding keeps neighbours in memory that do off their lines.
/// The two sequencer types are kept as such beside the interface, so that no call of the hot path is a virtual one.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 56 + (2 * CacheLines.PairPadding))]
public abstract class RingBuffer : ICursored
{
    /// <summary>The array with the slots.</summary>
    [FieldOffset(CacheLines.PairPadding)]
    private protected object _entries;

    /// <summary>Bytes from the start of the array's data to the first slot.</summary>
    [FieldOffset(8 + CacheLines.PairPadding)]
    private protected nint _firstSlotOffset;

    /// <summary>Number of slots - 1.</summary>
    [FieldOffset(16 + CacheLines.PairPadding)]
    private protected long _indexMask;

    [FieldOffset(24 + CacheLines.PairPadding)]
    private readonly SingleProducerSequencer? _single;

    [FieldOffset(32 + CacheLines.PairPadding)]
    private readonly MultiProducerSequencer? _multi;

    /// <summary>The sequencer, of whatever type.</summary>
    [FieldOffset(40 + CacheLines.PairPadding)]
    private protected readonly ISequencer _sequencer;

    [FieldOffset(48 + CacheLines.PairPadding)]
    private readonly int _bufferSize;

    private protected RingBuffer(ISequencer sequencer)
    {
        Throw.IfNotARingSize(sequencer.BufferSize);
        _sequencer = sequencer;
        _single = sequencer as SingleProducerSequencer;
        _multi = sequencer as MultiProducerSequencer;
        _bufferSize = sequencer.BufferSize;
        _indexMask = _bufferSize - 1;
        _entries = Array.Empty<byte>();
    }

    /// <summary>Number of slots; a power of two.</summary>
    public int BufferSize => _bufferSize;

    /// <summary>With one producer the highest published sequence, with many the highest claimed one.</summary>
    public long Cursor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _single is { } single ? single.Cursor : _multi is { } multi ? multi.Cursor : _sequencer.Cursor;
    }

    /// <summary>Claims the next slot; spins while the ring is full.</summary>
    /// <returns>The claimed sequence, which has to be published.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() =>
        _single is { } single ? single.ClaimWaiting(1)
        : _multi is { } multi ? multi.ClaimWaiting(1)
        : _sequencer.Next();

    /// <summary>Claims <paramref name="n"/> slots in a row; spins while the ring has not that much room.</summary>
    /// <param name="n">Number of slots, 1 to <see cref="BufferSize"/>.</param>
    /// <returns>The highest claimed sequence; the lowest is <paramref name="n"/> - 1 less.</returns>
    /// <exception cref="ArgumentException"><paramref name="n"/> is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize)
            Throw.ClaimOutOfRange();

        return _single is { } single ? single.ClaimWaiting(n)
            : _multi is { } multi ? multi.ClaimWaiting(n)
            : _sequencer.Next(n);
    }

    /// <summary>Claims the next slot if there is room; never waits.</summary>
    /// <returns>False when the ring is full: then nothing is claimed and <paramref name="sequence"/> is 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence) =>
        _single is { } single ? single.TryClaim(1, out sequence)
        : _multi is { } multi ? multi.TryClaim(1, out sequence)
        : _sequencer.TryNext(out sequence);

    /// <summary>Claims <paramref name="n"/> slots in a row if there is room; never waits.</summary>
    /// <param name="n">Number of slots, 1 to <see cref="BufferSize"/>.</param>
    /// <param name="sequence">The highest claimed sequence, or 0.</param>
    /// <returns>False when there is not enough room: then nothing is claimed.</returns>
    /// <exception cref="ArgumentException"><paramref name="n"/> is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence)
    {
        if ((uint)(n - 1) >= (uint)_bufferSize)
            Throw.ClaimOutOfRange();

        return _single is { } single ? single.TryClaim(n, out sequence)
            : _multi is { } multi ? multi.TryClaim(n, out sequence)
            : _sequencer.TryNext(n, out sequence);
    }

    /// <summary>Makes a claimed and filled slot visible to the consumers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        if (_single is { } single)
            single.Publish(sequence);
        else if (_multi is { } multi)
            multi.Publish(sequence);
        else
            _sequencer.Publish(sequence);
    }

    /// <summary>Makes the claimed and filled slots <paramref name="lo"/> to <paramref name="hi"/> visible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi)
    {
        if (_single is { } single)
            single.Publish(hi);
        else
            _sequencer.Publish(lo, hi);
    }

    /// <summary>Whether <paramref name="requiredCapacity"/> more slots could be claimed now.</summary>
    public bool HasAvailableCapacity(int requiredCapacity) => _sequencer.HasAvailableCapacity(requiredCapacity);

    /// <summary>Number of slots that could be claimed now.</summary>
    public long GetRemainingCapacity() => _sequencer.GetRemainingCapacity();

    /// <summary>Whether <paramref name="sequence"/> is published and not yet overwritten.</summary>
    public bool IsAvailable(long sequence) =>
        _single is { } single ? single.IsAvailable(sequence)
        : _multi is { } multi ? multi.IsAvailable(sequence)
        : _sequencer.IsAvailable(sequence);

    /// <summary>Adds consumers which the producers must not overtake; each is set to the current cursor.</summary>
    public void AddGatingSequences(params Sequence[] gatingSequences) =>
        _sequencer.AddGatingSequences(gatingSequences);

    /// <summary>Takes a consumer out of those that hold the producers back.</summary>
    /// <returns>True when it was among them.</returns>
    public bool RemoveGatingSequence(Sequence sequence) => _sequencer.RemoveGatingSequence(sequence);

    /// <summary>The lowest of the gating sequences and the cursor.</summary>
    public long GetMinimumGatingSequence() => _sequencer.GetMinimumSequence();

    /// <summary>Makes a barrier that waits for the given sequences, or for the cursor if there are none.</summary>
    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) => _sequencer.NewBarrier(sequencesToTrack);
}
