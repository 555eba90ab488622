namespace Adaptive.Agrona.Concurrent.Status;

/// <summary>A 64-bit number in the counters file that any thread and process can read.</summary>
public class AtomicCounter : IDisposable
{
    private readonly UnsafeBuffer _value;
    private readonly CountersManager? _countersManager;
    private bool _closed;

    /// <summary>A view of a counter.</summary>
    /// <param name="buffer">The counters' values.</param>
    /// <param name="counterId">Id of the counter.</param>
    public AtomicCounter(IAtomicBuffer buffer, int counterId)
        : this(buffer, counterId, null!)
    {
    }

    /// <summary>A view of a counter that is freed with it.</summary>
    /// <param name="buffer">The counters' values.</param>
    /// <param name="counterId">Id of the counter.</param>
    /// <param name="countersManager">Frees the counter.</param>
    public AtomicCounter(IAtomicBuffer buffer, int counterId, CountersManager countersManager)
    {
        Id = counterId;
        _countersManager = countersManager;
        _value = new UnsafeBuffer(buffer, CountersReader.CounterOffset(counterId), BitUtil.SIZE_OF_LONG);
    }

    /// <summary>Id of the counter.</summary>
    public int Id { get; }

    /// <summary>Whether it has been disposed.</summary>
    public virtual bool IsClosed => _closed;

    /// <summary>Adds one atomically.</summary>
    /// <returns>The value before.</returns>
    public long Increment() => _value.GetAndAddLong(0, 1);

    /// <summary>Adds one and writes with release; for a single writer.</summary>
    /// <returns>The value before.</returns>
    public long IncrementOrdered() => _value.AddLongOrdered(0, 1);

    /// <summary>Adds one and writes with release; for a single writer.</summary>
    /// <returns>The value before.</returns>
    public long IncrementRelease() => _value.AddLongOrdered(0, 1);

    /// <summary>Writes with a full fence.</summary>
    /// <param name="value">The value.</param>
    public void Set(long value) => _value.PutLongVolatile(0, value);

    /// <summary>Writes with release.</summary>
    /// <param name="value">The value.</param>
    public void SetOrdered(long value) => _value.PutLongRelease(0, value);

    /// <summary>Writes with release.</summary>
    /// <param name="value">The value.</param>
    public void SetRelease(long value) => _value.PutLongRelease(0, value);

    /// <summary>Adds atomically.</summary>
    /// <param name="increment">What is added.</param>
    /// <returns>The value before.</returns>
    public long GetAndAdd(long increment) => _value.GetAndAddLong(0, increment);

    /// <summary>Adds and writes with release; for a single writer.</summary>
    /// <param name="increment">What is added.</param>
    /// <returns>The value before.</returns>
    public long GetAndAddOrdered(long increment) => _value.AddLongOrdered(0, increment);

    /// <summary>Reads with acquire.</summary>
    /// <returns>The value.</returns>
    public long Get() => _value.GetLongVolatile(0);

    /// <summary>Reads plainly.</summary>
    /// <returns>The value.</returns>
    public long GetWeak() => _value.GetLong(0);

    /// <summary>Replaces an expected value atomically.</summary>
    /// <param name="expectedValue">The expected value.</param>
    /// <param name="updateValue">The new value.</param>
    /// <returns>Whether it was replaced.</returns>
    public bool CompareAndSet(long expectedValue, long updateValue) =>
        _value.CompareAndSetLong(0, expectedValue, updateValue);

    /// <summary>Raises the value plainly when a proposed one is higher; for a single writer.</summary>
    /// <param name="proposedValue">The proposed value.</param>
    /// <returns>Whether it was higher.</returns>
    public bool ProposeMax(long proposedValue)
    {
        bool higher = _value.GetLong(0) < proposedValue;
        if (higher)
        {
            _value.PutLong(0, proposedValue);
        }

        return higher;
    }

    /// <summary>Raises the value with release when a proposed one is higher; for a single writer.</summary>
    /// <param name="proposedValue">The proposed value.</param>
    /// <returns>Whether it was higher.</returns>
    public bool ProposeMaxOrdered(long proposedValue)
    {
        bool higher = _value.GetLong(0) < proposedValue;
        if (higher)
        {
            _value.PutLongRelease(0, proposedValue);
        }

        return higher;
    }

    /// <summary>Frees the counter when this owns it. Must not be used afterwards.</summary>
    public virtual void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _countersManager?.Free(Id);
        }
    }
}
