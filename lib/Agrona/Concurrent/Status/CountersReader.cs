using System.Text;

namespace Adaptive.Agrona.Concurrent.Status;

/// <summary>
/// Reads counters and what is said about them. A counter is a record of 128 bytes with its value and one of 512 bytes
/// with type, key and label; its id is the index of both. Any thread may read at any time.
/// </summary>
public class CountersReader
{
    /// <summary>The id of no counter.</summary>
    public const int NULL_COUNTER_ID = -1;

    /// <summary>Type of a counter that was given none.</summary>
    public const int DEFAULT_TYPE_ID = 0;

    /// <summary>Registration id of a counter that was given none.</summary>
    public const long DEFAULT_REGISTRATION_ID = 0;

    /// <summary>Owner of a counter that was given none.</summary>
    public const long DEFAULT_OWNER_ID = 0;

    /// <summary>State of a record that was never used; no used one stands behind it.</summary>
    public const int RECORD_UNUSED = 0;

    /// <summary>State of a counter.</summary>
    public const int RECORD_ALLOCATED = 1;

    /// <summary>State of a record that was a counter and may be one again.</summary>
    public const int RECORD_RECLAIMED = -1;

    /// <summary>Deadline of a counter in use, epoch milliseconds.</summary>
    public static readonly long NOT_FREE_TO_REUSE = long.MaxValue;

    /// <summary>Offset of the type in a metadata record.</summary>
    public static readonly int TYPE_ID_OFFSET = 4;

    /// <summary>Offset of the deadline, epoch milliseconds, in a metadata record.</summary>
    public static readonly int FREE_FOR_REUSE_DEADLINE_OFFSET = 8;

    /// <summary>Offset of the key in a metadata record.</summary>
    public static readonly int KEY_OFFSET = 16;

    /// <summary>Offset of the label, its length first, in a metadata record.</summary>
    public static readonly int LABEL_OFFSET = 128;

    /// <summary>Bytes of label and length.</summary>
    public static readonly int FULL_LABEL_LENGTH = 384;

    /// <summary>Bytes of the longest label.</summary>
    public static readonly int MAX_LABEL_LENGTH = 380;

    /// <summary>Bytes of the longest key.</summary>
    public static readonly int MAX_KEY_LENGTH = 112;

    /// <summary>Bytes of a metadata record.</summary>
    public static readonly int METADATA_LENGTH = 512;

    /// <summary>Bytes of a value record.</summary>
    public static readonly int COUNTER_LENGTH = 128;

    /// <summary>Offset of the registration id in a value record.</summary>
    public static readonly int REGISTRATION_ID_OFFSET = 8;

    /// <summary>Offset of the owner's id in a value record.</summary>
    public static readonly int OWNER_ID_OFFSET = 16;

    /// <summary>Offset of the reference id in a value record.</summary>
    public static readonly int REFERENCE_ID_OFFSET = 24;

    private readonly UnsafeBuffer _metaData;
    private readonly UnsafeBuffer _values;

    /// <summary>Reads counters whose labels are UTF-8.</summary>
    /// <param name="metaDataBuffer">Metadata records, four times as long as the values.</param>
    /// <param name="valuesBuffer">Value records.</param>
    public CountersReader(IAtomicBuffer metaDataBuffer, IAtomicBuffer valuesBuffer)
        : this(metaDataBuffer, valuesBuffer, Encoding.UTF8)
    {
    }

    /// <summary>Reads counters.</summary>
    /// <param name="metaDataBuffer">Metadata records, four times as long as the values.</param>
    /// <param name="valuesBuffer">Value records.</param>
    /// <param name="encoding">Encoding of the labels.</param>
    public CountersReader(IAtomicBuffer metaDataBuffer, IAtomicBuffer valuesBuffer, Encoding encoding)
    {
        _metaData = metaDataBuffer as UnsafeBuffer ?? new UnsafeBuffer(metaDataBuffer);
        _values = valuesBuffer as UnsafeBuffer ?? new UnsafeBuffer(valuesBuffer);
        LabelCharset = encoding;
        MaxCounterId = (valuesBuffer.Capacity / COUNTER_LENGTH) - 1;
    }

    /// <summary>Takes a counter with its value.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="counterId">Its id.</param>
    /// <param name="label">Its label.</param>
    public delegate void CounterConsumer(long value, int counterId, string label);

    /// <summary>Takes what is said about a counter.</summary>
    /// <param name="counterId">Its id.</param>
    /// <param name="typeId">Its type.</param>
    /// <param name="keyBuffer">Its key, valid during the call.</param>
    /// <param name="label">Its label.</param>
    public delegate void MetaData(int counterId, int typeId, IDirectBuffer keyBuffer, string label);

    /// <summary>Metadata records.</summary>
    public IAtomicBuffer MetaDataBuffer => _metaData;

    /// <summary>Value records.</summary>
    public IAtomicBuffer ValuesBuffer => _values;

    /// <summary>Encoding of the labels.</summary>
    public Encoding LabelCharset { get; }

    /// <summary>Highest id that there is room for.</summary>
    public int MaxCounterId { get; set; }

    /// <summary>Where a counter's value record begins.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>Offset in bytes.</returns>
    public static int CounterOffset(int counterId) => counterId * COUNTER_LENGTH;

    /// <summary>Where a counter's metadata record begins.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>Offset in bytes.</returns>
    public static int MetaDataOffset(int counterId) => counterId * METADATA_LENGTH;

    /// <summary>Shows each counter.</summary>
    /// <param name="consumer">Gets value, id and label.</param>
    public void ForEach(CounterConsumer consumer)
    {
        for (int id = 0; id <= MaxCounterId; id++)
        {
            int state = GetCounterState(id);
            if (state == RECORD_UNUSED)
            {
                break;
            }

            if (state == RECORD_ALLOCATED)
            {
                consumer(GetCounterValue(id), id, GetCounterLabel(id));
            }
        }
    }

    /// <summary>Shows what is said about each counter.</summary>
    /// <param name="metaData">Gets id, type, key and label.</param>
    public void ForEach(MetaData metaData)
    {
        for (int id = 0; id <= MaxCounterId; id++)
        {
            int state = GetCounterState(id);
            if (state == RECORD_UNUSED)
            {
                break;
            }

            if (state == RECORD_ALLOCATED)
            {
                var key = new UnsafeBuffer(_metaData, MetaDataOffset(id) + KEY_OFFSET, MAX_KEY_LENGTH);
                metaData(id, GetCounterTypeId(id), key, GetCounterLabel(id));
            }
        }
    }

    /// <summary>Looks for a counter.</summary>
    /// <param name="typeId">Its type.</param>
    /// <param name="registrationId">Its registration id.</param>
    /// <returns>Its id, or <see cref="NULL_COUNTER_ID"/>.</returns>
    public int FindByTypeIdAndRegistrationId(int typeId, long registrationId)
    {
        for (int id = 0; id <= MaxCounterId; id++)
        {
            int state = GetCounterState(id);
            if (state == RECORD_UNUSED)
            {
                break;
            }

            if (state == RECORD_ALLOCATED
                && GetCounterTypeId(id) == typeId
                && GetCounterRegistrationId(id) == registrationId)
            {
                return id;
            }
        }

        return NULL_COUNTER_ID;
    }

    /// <summary>Value of a counter, read with acquire.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>The value.</returns>
    public long GetCounterValue(int counterId)
    {
        ValidateCounterId(counterId);
        return _values.GetLongVolatile(CounterOffset(counterId));
    }

    /// <summary>Registration id of a counter.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>The id that it was registered under.</returns>
    public long GetCounterRegistrationId(int counterId)
    {
        ValidateCounterId(counterId);
        return _values.GetLongVolatile(CounterOffset(counterId) + REGISTRATION_ID_OFFSET);
    }

    /// <summary>State of a record.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>Unused, allocated or reclaimed.</returns>
    public int GetCounterState(int counterId)
    {
        ValidateCounterId(counterId);
        return _metaData.GetIntVolatile(MetaDataOffset(counterId));
    }

    /// <summary>Type of a counter.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>The type.</returns>
    public int GetCounterTypeId(int counterId)
    {
        ValidateCounterId(counterId);
        return _metaData.GetInt(MetaDataOffset(counterId) + TYPE_ID_OFFSET);
    }

    /// <summary>When a reclaimed record may be used again.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>Epoch milliseconds; <see cref="NOT_FREE_TO_REUSE"/> while it is in use.</returns>
    public long GetFreeForReuseDeadline(int counterId)
    {
        ValidateCounterId(counterId);
        return _metaData.GetLongVolatile(MetaDataOffset(counterId) + FREE_FOR_REUSE_DEADLINE_OFFSET);
    }

    /// <summary>Label of a counter.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <returns>The text.</returns>
    public string GetCounterLabel(int counterId)
    {
        ValidateCounterId(counterId);
        int offset = MetaDataOffset(counterId) + LABEL_OFFSET;
        int length = Math.Clamp(_metaData.GetIntVolatile(offset), 0, MAX_LABEL_LENGTH);
        byte[] label = new byte[length];
        _metaData.GetBytes(offset + BitUtil.SIZE_OF_INT, label);
        return LabelCharset.GetString(label);
    }

    /// <summary>Checks that an id is one that there is room for.</summary>
    /// <param name="counterId">Id of the counter.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public void ValidateCounterId(int counterId)
    {
        if ((uint)counterId > (uint)MaxCounterId)
        {
            throw new ArgumentException($"counter id must be 0 to {MaxCounterId}: {counterId}", nameof(counterId));
        }
    }
}
