namespace Adaptive.Agrona.Concurrent.Status;

/// <summary>A position that is a counter in the counters file.</summary>
public class UnsafeBufferPosition : IPosition
{
    private readonly UnsafeBuffer _value;
    private readonly CountersManager? _countersManager;

    /// <summary>A view of a counter.</summary>
    /// <param name="buffer">The counters' values.</param>
    /// <param name="counterId">Id of the counter.</param>
    public UnsafeBufferPosition(UnsafeBuffer buffer, int counterId)
        : this(buffer, counterId, null!)
    {
    }

    /// <summary>A view of a counter that is freed with it.</summary>
    /// <param name="buffer">The counters' values.</param>
    /// <param name="counterId">Id of the counter.</param>
    /// <param name="countersManager">Frees the counter.</param>
    public UnsafeBufferPosition(UnsafeBuffer buffer, int counterId, CountersManager countersManager)
    {
        Id = counterId;
        _countersManager = countersManager;
        _value = new UnsafeBuffer(buffer, CountersReader.CounterOffset(counterId), BitUtil.SIZE_OF_LONG);
    }

    /// <inheritdoc/>
    public int Id { get; }

    /// <summary>Whether it has been disposed.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public long Get() => _value.GetLong(0);

    /// <inheritdoc/>
    public long GetVolatile() => _value.GetLongVolatile(0);

    /// <inheritdoc/>
    public void Set(long value) => _value.PutLong(0, value);

    /// <inheritdoc/>
    public void SetOrdered(long value) => _value.PutLongRelease(0, value);

    /// <inheritdoc/>
    public void SetRelease(long value) => _value.PutLongRelease(0, value);

    /// <inheritdoc/>
    public void SetVolatile(long value) => _value.PutLongVolatile(0, value);

    /// <inheritdoc/>
    public bool ProposeMax(long proposedValue)
    {
        bool higher = _value.GetLong(0) < proposedValue;
        if (higher)
        {
            _value.PutLong(0, proposedValue);
        }

        return higher;
    }

    /// <inheritdoc/>
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
    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            _countersManager?.Free(Id);
        }
    }
}
