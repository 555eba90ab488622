using System.Diagnostics.CodeAnalysis;

namespace Adaptive.Agrona.Concurrent.RingBuffer;

/// <summary>
/// Ring of messages with many producers, in any thread and process that maps it, and one consumer. Producers never wait
/// for each other: each moves the tail once and writes what it claimed.
/// </summary>
public class ManyToOneRingBuffer : IRingBuffer
{
    /// <summary>Type of a record that holds no message.</summary>
    public const int PaddingMsgTypeId = -1;

    private const int InsufficientCapacity = -2;

    private readonly UnsafeBuffer _buffer;
    private readonly int _capacity;
    private readonly int _maxMsgLength;
    private readonly int _tailIndex;
    private readonly int _headCacheIndex;
    private readonly int _headIndex;
    private readonly int _correlationIndex;
    private readonly int _heartbeatIndex;

    /// <summary>Makes a ring of memory that is zero or holds a ring.</summary>
    /// <param name="buffer">Ring and trailer, aligned to 8 bytes.</param>
    /// <exception cref="InvalidOperationException">The length without the trailer is no power of two.</exception>
    public ManyToOneRingBuffer(IAtomicBuffer buffer)
    {
        _capacity = buffer.Capacity - RingBufferDescriptor.TrailerLength;
        RingBufferDescriptor.CheckCapacity(_capacity);
        buffer.VerifyAlignment();
        _buffer = buffer as UnsafeBuffer ?? new UnsafeBuffer(buffer);
        _maxMsgLength = _capacity / 8;
        _tailIndex = _capacity + RingBufferDescriptor.TailPositionOffset;
        _headCacheIndex = _capacity + RingBufferDescriptor.HeadCachePositionOffset;
        _headIndex = _capacity + RingBufferDescriptor.HeadPositionOffset;
        _correlationIndex = _capacity + RingBufferDescriptor.CorrelationCounterOffset;
        _heartbeatIndex = _capacity + RingBufferDescriptor.ConsumerHeartbeatOffset;
    }

    /// <inheritdoc/>
    public int Capacity() => _capacity;

    /// <inheritdoc/>
    public int MaxMsgLength() => _maxMsgLength;

    /// <inheritdoc/>
    public IAtomicBuffer Buffer() => _buffer;

    /// <inheritdoc/>
    public bool Write(int msgTypeId, IDirectBuffer srcBuffer, int offset, int length)
    {
        int index = TryClaim(msgTypeId, length);
        if (index < 0)
        {
            return false;
        }

        _buffer.PutBytes(index, srcBuffer, offset, length);
        Commit(index);
        return true;
    }

    /// <inheritdoc/>
    public int TryClaim(int msgTypeId, int length)
    {
        RecordDescriptor.CheckTypeId(msgTypeId);
        if ((uint)length > (uint)_maxMsgLength)
        {
            ThrowLength(length);
        }

        int recordLength = length + RecordDescriptor.HeaderLength;
        int recordIndex = Claim(BitUtil.Align(recordLength, RecordDescriptor.Alignment));
        if (recordIndex < 0)
        {
            return recordIndex;
        }

        _buffer.PutIntRelease(RecordDescriptor.LengthOffset(recordIndex), -recordLength);
        _buffer.PutInt(RecordDescriptor.TypeOffset(recordIndex), msgTypeId);
        return RecordDescriptor.EncodedMsgOffset(recordIndex);
    }

    /// <inheritdoc/>
    public void Commit(int index)
    {
        int recordIndex = index - RecordDescriptor.HeaderLength;
        _buffer.PutIntRelease(RecordDescriptor.LengthOffset(recordIndex), ClaimedLength(recordIndex));
    }

    /// <inheritdoc/>
    public void Abort(int index)
    {
        int recordIndex = index - RecordDescriptor.HeaderLength;
        int length = ClaimedLength(recordIndex);
        _buffer.PutInt(RecordDescriptor.TypeOffset(recordIndex), PaddingMsgTypeId);
        _buffer.PutIntRelease(RecordDescriptor.LengthOffset(recordIndex), length);
    }

    /// <inheritdoc/>
    public int Read(MessageHandler handler) => Read(handler, int.MaxValue);

    /// <inheritdoc/>
    public virtual int Read(MessageHandler handler, int messageCountLimit)
    {
        long head = _buffer.GetLong(_headIndex);
        int headIndex = (int)head & (_capacity - 1);
        int contiguous = _capacity - headIndex;
        int bytesRead = 0;
        int messagesRead = 0;
        try
        {
            while (bytesRead < contiguous && messagesRead < messageCountLimit)
            {
                int recordIndex = headIndex + bytesRead;
                int recordLength = _buffer.GetIntVolatile(RecordDescriptor.LengthOffset(recordIndex));
                if (recordLength <= 0)
                {
                    break;
                }

                bytesRead += BitUtil.Align(recordLength, RecordDescriptor.Alignment);
                int typeId = _buffer.GetInt(RecordDescriptor.TypeOffset(recordIndex));
                if (typeId != PaddingMsgTypeId)
                {
                    messagesRead++;
                    handler(
                        typeId,
                        _buffer,
                        RecordDescriptor.EncodedMsgOffset(recordIndex),
                        recordLength - RecordDescriptor.HeaderLength);
                }
            }
        }
        finally
        {
            if (bytesRead > 0)
            {
                // Producers take the zero length for "claimed, nothing written yet", so all must be zero before they
                // may claim it again.
                _buffer.SetMemory(headIndex, bytesRead, 0);
                _buffer.PutLongRelease(_headIndex, head + bytesRead);
            }
        }

        return messagesRead;
    }

    /// <inheritdoc/>
    public long NextCorrelationId() => _buffer.GetAndAddLong(_correlationIndex, 1);

    /// <inheritdoc/>
    public void ConsumerHeartbeatTime(long time) => _buffer.PutLongRelease(_heartbeatIndex, time);

    /// <inheritdoc/>
    public long ConsumerHeartbeatTime() => _buffer.GetLongVolatile(_heartbeatIndex);

    /// <inheritdoc/>
    public long ProducerPosition() => _buffer.GetLongVolatile(_tailIndex);

    /// <inheritdoc/>
    public long ConsumerPosition() => _buffer.GetLongVolatile(_headIndex);

    /// <inheritdoc/>
    public int Size()
    {
        while (true)
        {
            long headBefore = ConsumerPosition();
            long tail = ProducerPosition();
            if (ConsumerPosition() == headBefore)
            {
                return (int)Math.Min(tail - headBefore, _capacity);
            }
        }
    }

    /// <inheritdoc/>
    public bool Unblock()
    {
        long head = ConsumerPosition();
        long tail = ProducerPosition();
        if (head == tail)
        {
            return false;
        }

        int index = (int)head & (_capacity - 1);
        int length = _buffer.GetIntVolatile(index);
        if (length < 0)
        {
            WritePadding(index, -length);
            return true;
        }

        if (length > 0)
        {
            return false;
        }

        int tailIndex = (int)tail & (_capacity - 1);
        int limit = tailIndex > index ? tailIndex : _capacity;
        return PadGap(index, limit);
    }

    /// <summary>Pads from a record of which nothing is written to the next one of which something is.</summary>
    private bool PadGap(int index, int limit)
    {
        for (int i = index + RecordDescriptor.Alignment; i < limit; i += RecordDescriptor.Alignment)
        {
            if (_buffer.GetIntVolatile(i) != 0)
            {
                // A producer may have begun to write below while this looked further up: then it is no gap any more.
                bool stillZero = true;
                for (int j = i - RecordDescriptor.Alignment; j >= index && stillZero; j -= RecordDescriptor.Alignment)
                {
                    stillZero = _buffer.GetIntVolatile(j) == 0;
                }

                if (stillZero)
                {
                    WritePadding(index, i - index);
                }

                return stillZero;
            }
        }

        return false;
    }

    private void WritePadding(int index, int length)
    {
        _buffer.PutInt(RecordDescriptor.TypeOffset(index), PaddingMsgTypeId);
        _buffer.PutIntRelease(RecordDescriptor.LengthOffset(index), length);
    }

    private int ClaimedLength(int recordIndex)
    {
        int length = _buffer.GetInt(RecordDescriptor.LengthOffset(recordIndex));
        return length < 0
            ? -length
            : throw new InvalidOperationException($"claim at {recordIndex} is already committed or aborted");
    }

    private int Claim(int required)
    {
        long head = _buffer.GetLongVolatile(_headCacheIndex);
        while (true)
        {
            long tail = _buffer.GetLongVolatile(_tailIndex);
            if (required > _capacity - (int)(tail - head))
            {
                head = _buffer.GetLongVolatile(_headIndex);
                if (required > _capacity - (int)(tail - head))
                {
                    return InsufficientCapacity;
                }

                _buffer.PutLongRelease(_headCacheIndex, head);
            }

            int tailIndex = (int)tail & (_capacity - 1);
            int padding = 0;
            if (required > _capacity - tailIndex)
            {
                int headIndex = (int)head & (_capacity - 1);
                if (required > headIndex)
                {
                    head = _buffer.GetLongVolatile(_headIndex);
                    headIndex = (int)head & (_capacity - 1);
                    if (required > headIndex)
                    {
                        return InsufficientCapacity;
                    }

                    _buffer.PutLongRelease(_headCacheIndex, head);
                }

                padding = _capacity - tailIndex;
            }

            if (_buffer.CompareAndSetLong(_tailIndex, tail, tail + required + padding))
            {
                if (padding == 0)
                {
                    return tailIndex;
                }

                _buffer.PutIntRelease(RecordDescriptor.LengthOffset(tailIndex), -padding);
                WritePadding(tailIndex, padding);
                return 0;
            }
        }
    }

    [DoesNotReturn]
    private void ThrowLength(int length) =>
        throw new ArgumentException($"message length must be 0 to {_maxMsgLength}: {length}", nameof(length));
}
