namespace Adaptive.Agrona.Concurrent.Broadcast;

/// <summary>
/// Reads what one transmitter broadcasts to any number of receivers. The transmitter waits for nobody: a receiver that
/// falls behind by more than the buffer loses messages and is told so. For one thread.
/// </summary>
public class BroadcastReceiver
{
    private readonly UnsafeBuffer _buffer;
    private readonly int _capacity;
    private readonly int _tailIntentIndex;
    private readonly int _tailIndex;
    private readonly int _latestIndex;
    private long _cursor;
    private long _nextRecord;
    private int _recordOffset;
    private long _lappedCount;

    /// <summary>Begins after the last message that has been sent so far.</summary>
    /// <param name="buffer">Records and trailer, aligned to 8 bytes.</param>
    /// <exception cref="InvalidOperationException">The length without the trailer is no power of two.</exception>
    public BroadcastReceiver(IAtomicBuffer buffer)
    {
        _capacity = buffer.Capacity - BroadcastBufferDescriptor.TrailerLength;
        BroadcastBufferDescriptor.CheckCapacity(_capacity);
        buffer.VerifyAlignment();
        _buffer = buffer as UnsafeBuffer ?? new UnsafeBuffer(buffer);
        _tailIntentIndex = _capacity + BroadcastBufferDescriptor.TailIntentCounterOffset;
        _tailIndex = _capacity + BroadcastBufferDescriptor.TailCounterOffset;
        _latestIndex = _capacity + BroadcastBufferDescriptor.LatestCounterOffset;
        _cursor = _nextRecord = _buffer.GetLongVolatile(_tailIndex);
        _recordOffset = (int)_cursor & (_capacity - 1);
    }

    /// <summary>Bytes of the buffer without the trailer.</summary>
    /// <returns>A power of two.</returns>
    public int Capacity() => _capacity;

    /// <summary>How often the transmitter has overtaken this receiver.</summary>
    /// <returns>The number; messages have been lost each time.</returns>
    public long LappedCount() => _lappedCount;

    /// <summary>Type of the message that was received.</summary>
    /// <returns>The type.</returns>
    public int TypeId() => _buffer.GetInt(RecordDescriptor.GetTypeOffset(_recordOffset));

    /// <summary>First byte in <see cref="Buffer"/> of the message that was received.</summary>
    /// <returns>The index.</returns>
    public int Offset() => RecordDescriptor.GetMsgOffset(_recordOffset);

    /// <summary>Bytes of the message that was received.</summary>
    /// <returns>The length.</returns>
    public int Length() =>
        _buffer.GetInt(RecordDescriptor.GetLengthOffset(_recordOffset)) - RecordDescriptor.HeaderLength;

    /// <summary>Holds the message; the transmitter may overwrite it any time, see <see cref="Validate"/>.</summary>
    /// <returns>The buffer.</returns>
    public IMutableDirectBuffer Buffer() => _buffer;

    /// <summary>Moves on to the next message.</summary>
    /// <returns>False when there is none.</returns>
    public bool ReceiveNext()
    {
        long tail = _buffer.GetLongVolatile(_tailIndex);
        long cursor = _nextRecord;
        if (tail <= cursor)
        {
            return false;
        }

        if (!IsIntact(cursor))
        {
            _lappedCount++;
            cursor = _buffer.GetLongVolatile(_latestIndex);
        }

        int offset = (int)cursor & (_capacity - 1);
        _cursor = cursor;
        _nextRecord = cursor + AlignedLength(offset);
        if (_buffer.GetInt(RecordDescriptor.GetTypeOffset(offset)) == RecordDescriptor.PaddingMsgTypeID)
        {
            offset = 0;
            _cursor = _nextRecord;
            _nextRecord += AlignedLength(offset);
        }

        _recordOffset = offset;
        return true;
    }

    /// <summary>Whether the message that was received has stayed whole until now.</summary>
    /// <returns>False when it may have been overwritten: what was read of it must not be used.</returns>
    public bool Validate()
    {
        // Whatever was read of the message must have been read before the intent is.
        Interlocked.MemoryBarrier();
        return IsIntact(_cursor);
    }

    private bool IsIntact(long cursor) => cursor + _capacity > _buffer.GetLongVolatile(_tailIntentIndex);

    private int AlignedLength(int recordOffset) => BitUtil.Align(
        _buffer.GetInt(RecordDescriptor.GetLengthOffset(recordOffset)), RecordDescriptor.RecordAlignment);
}
