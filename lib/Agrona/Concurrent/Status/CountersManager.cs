using System.Text;

namespace Adaptive.Agrona.Concurrent.Status;

/// <summary>
/// Allocates counters and frees them. A freed record is not used again before its time, so that readers which still
/// have its id can see that it is gone. For one thread; reading is free for all.
/// </summary>
public class CountersManager : CountersReader
{
    private readonly IEpochClock? _epochClock;
    private readonly long _freeToReuseTimeoutMs;
    private readonly List<int> _freeIds = [];
    private int _nextId;

    /// <summary>Manages counters whose labels are UTF-8 and which are used again at once.</summary>
    /// <param name="metaDataBuffer">Metadata records, four times as long as the values; zero.</param>
    /// <param name="valuesBuffer">Value records; zero.</param>
    public CountersManager(IAtomicBuffer metaDataBuffer, IAtomicBuffer valuesBuffer)
        : this(metaDataBuffer, valuesBuffer, Encoding.UTF8)
    {
    }

    /// <summary>Manages counters which are used again at once.</summary>
    /// <param name="metaDataBuffer">Metadata records, four times as long as the values; zero.</param>
    /// <param name="valuesBuffer">Value records; zero.</param>
    /// <param name="labelCharset">Encoding of the labels.</param>
    public CountersManager(IAtomicBuffer metaDataBuffer, IAtomicBuffer valuesBuffer, Encoding labelCharset)
        : this(metaDataBuffer, valuesBuffer, labelCharset, null!, 0)
    {
    }

    /// <summary>Manages counters.</summary>
    /// <param name="metaDataBuffer">Metadata records, four times as long as the values; zero.</param>
    /// <param name="valuesBuffer">Value records; zero.</param>
    /// <param name="labelCharset">Encoding of the labels.</param>
    /// <param name="epochClock">Tells when a record was freed.</param>
    /// <param name="freeToReuseTimeoutMs">Milliseconds before it may be used again.</param>
    /// <exception cref="ArgumentException">The metadata is shorter than four times the values.</exception>
    public CountersManager(
        IAtomicBuffer metaDataBuffer,
        IAtomicBuffer valuesBuffer,
        Encoding labelCharset,
        IEpochClock epochClock,
        long freeToReuseTimeoutMs)
        : base(metaDataBuffer, valuesBuffer, labelCharset)
    {
        valuesBuffer.VerifyAlignment();
        if (metaDataBuffer.Capacity < valuesBuffer.Capacity * (METADATA_LENGTH / COUNTER_LENGTH))
        {
            throw new ArgumentException("metadata buffer is too short for the values buffer", nameof(metaDataBuffer));
        }

        _epochClock = epochClock;
        _freeToReuseTimeoutMs = freeToReuseTimeoutMs;
    }

    /// <summary>Allocates a counter without a key.</summary>
    /// <param name="label">Its label, cut to what fits.</param>
    /// <param name="typeId">Its type.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public int Allocate(string label, int typeId = DEFAULT_TYPE_ID) => Allocate(label, typeId, static _ => { });

    /// <summary>Allocates a counter.</summary>
    /// <param name="label">Its label, cut to what fits.</param>
    /// <param name="typeId">Its type.</param>
    /// <param name="keyFunc">Writes the key into the buffer that it is given, which is zero.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public int Allocate(string label, int typeId, Action<IMutableDirectBuffer> keyFunc)
    {
        int counterId = NextId();
        int record = MetaDataOffset(counterId);
        keyFunc(new UnsafeBuffer(MetaDataBuffer, record + KEY_OFFSET, MAX_KEY_LENGTH));
        byte[] text = LabelCharset.GetBytes(label);
        PutLabel(record, new UnsafeBuffer(text), 0, text.Length);
        Publish(record, typeId);
        return counterId;
    }

    /// <summary>Allocates a counter.</summary>
    /// <param name="typeId">Its type.</param>
    /// <param name="keyBuffer">Holds its key; null when it has none.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="keyLength">Bytes of the key, cut to what fits.</param>
    /// <param name="labelBuffer">Holds its label.</param>
    /// <param name="labelOffset">First byte of the label.</param>
    /// <param name="labelLength">Bytes of the label, cut to what fits.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public int Allocate(
        int typeId,
        IDirectBuffer? keyBuffer,
        int keyOffset,
        int keyLength,
        IDirectBuffer labelBuffer,
        int labelOffset,
        int labelLength)
    {
        int counterId = NextId();
        int record = MetaDataOffset(counterId);
        if (keyBuffer is not null)
        {
            MetaDataBuffer.PutBytes(record + KEY_OFFSET, keyBuffer, keyOffset, Math.Min(keyLength, MAX_KEY_LENGTH));
        }

        PutLabel(record, labelBuffer, labelOffset, labelLength);
        Publish(record, typeId);
        return counterId;
    }

    /// <summary>Allocates a counter without type and key.</summary>
    /// <param name="label">Its label, cut to what fits.</param>
    /// <returns>The counter; disposing it frees it.</returns>
    public AtomicCounter NewCounter(string label) => Owned(Allocate(label));

    /// <summary>Allocates a counter without a key.</summary>
    /// <param name="label">Its label, cut to what fits.</param>
    /// <param name="typeId">Its type.</param>
    /// <returns>The counter; disposing it frees it.</returns>
    public AtomicCounter NewCounter(string label, int typeId) => Owned(Allocate(label, typeId));

    /// <summary>Allocates a counter.</summary>
    /// <param name="label">Its label, cut to what fits.</param>
    /// <param name="typeId">Its type.</param>
    /// <param name="keyFunc">Writes the key into the buffer that it is given, which is zero.</param>
    /// <returns>The counter; disposing it frees it.</returns>
    public AtomicCounter NewCounter(string label, int typeId, Action<IMutableDirectBuffer> keyFunc) =>
        Owned(Allocate(label, typeId, keyFunc));

    /// <summary>Allocates a counter.</summary>
    /// <param name="typeId">Its type.</param>
    /// <param name="keyBuffer">Holds its key; null when it has none.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="keyLength">Bytes of the key, cut to what fits.</param>
    /// <param name="labelBuffer">Holds its label.</param>
    /// <param name="labelOffset">First byte of the label.</param>
    /// <param name="labelLength">Bytes of the label, cut to what fits.</param>
    /// <returns>The counter; disposing it frees it.</returns>
    public AtomicCounter NewCounter(
        int typeId,
        IDirectBuffer? keyBuffer,
        int keyOffset,
        int keyLength,
        IDirectBuffer labelBuffer,
        int labelOffset,
        int labelLength) =>
        Owned(Allocate(typeId, keyBuffer, keyOffset, keyLength, labelBuffer, labelOffset, labelLength));

    /// <summary>Frees a counter: its key is gone at once, its record may be used again after the time-out.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <exception cref="InvalidOperationException">It is not allocated.</exception>
    public void Free(int counterId)
    {
        if (GetCounterState(counterId) != RECORD_ALLOCATED)
        {
            throw new InvalidOperationException($"counter is not allocated: {counterId}");
        }

        int record = MetaDataOffset(counterId);
        MetaDataBuffer.PutIntRelease(record, RECORD_RECLAIMED);
        MetaDataBuffer.SetMemory(record + KEY_OFFSET, MAX_KEY_LENGTH, 0);
        MetaDataBuffer.PutLongRelease(
            record + FREE_FOR_REUSE_DEADLINE_OFFSET, NowMs() + _freeToReuseTimeoutMs);
        _freeIds.Add(counterId);
    }

    /// <summary>Writes a counter's value with release.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <param name="value">The value.</param>
    public void SetCounterValue(int counterId, long value)
    {
        ValidateCounterId(counterId);
        ValuesBuffer.PutLongRelease(CounterOffset(counterId), value);
    }

    private AtomicCounter Owned(int counterId) => new(ValuesBuffer, counterId, this);

    private long NowMs() => _epochClock?.Time() ?? 0;

    private int NextId()
    {
        if (_freeIds.Count > 0)
        {
            long nowMs = NowMs();
            for (int i = 0; i < _freeIds.Count; i++)
            {
                int freed = _freeIds[i];
                if (nowMs >= GetFreeForReuseDeadline(freed))
                {
                    _freeIds.RemoveAt(i);
                    ValuesBuffer.SetMemory(CounterOffset(freed), REFERENCE_ID_OFFSET + BitUtil.SIZE_OF_LONG, 0);
                    return freed;
                }
            }
        }

        return _nextId <= MaxCounterId
            ? _nextId++
            : throw new InvalidOperationException($"no room for another counter: max id {MaxCounterId}");
    }

    private void PutLabel(int record, IDirectBuffer label, int offset, int length)
    {
        int fitting = Math.Min(length, MAX_LABEL_LENGTH);
        MetaDataBuffer.PutBytes(record + LABEL_OFFSET + BitUtil.SIZE_OF_INT, label, offset, fitting);
        MetaDataBuffer.PutIntRelease(record + LABEL_OFFSET, fitting);
    }

    private void Publish(int record, int typeId)
    {
        MetaDataBuffer.PutInt(record + TYPE_ID_OFFSET, typeId);
        MetaDataBuffer.PutLong(record + FREE_FOR_REUSE_DEADLINE_OFFSET, NOT_FREE_TO_REUSE);
        MetaDataBuffer.PutIntRelease(record, RECORD_ALLOCATED);
    }
}
