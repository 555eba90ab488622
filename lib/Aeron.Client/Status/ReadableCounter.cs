using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron.Status;

/// <summary>Reads a counter that somebody else has. Any thread may read.</summary>
public sealed class ReadableCounter : IDisposable
{
    private readonly CountersReader _countersReader;
    private readonly UnsafeBuffer _value;
    private volatile bool _closed;

    /// <summary>Reads a counter whatever its registration.</summary>
    /// <param name="countersReader">Reads counters.</param>
    /// <param name="counterId">Id of the counter.</param>
    /// <exception cref="InvalidOperationException">The counter is not in use.</exception>
    public ReadableCounter(CountersReader countersReader, int counterId)
        : this(countersReader, Aeron.NULL_VALUE, counterId)
    {
    }

    /// <summary>Reads a counter.</summary>
    /// <param name="countersReader">Reads counters.</param>
    /// <param name="registrationId">Its registration id.</param>
    /// <param name="counterId">Id of the counter.</param>
    /// <exception cref="InvalidOperationException">The counter is not in use.</exception>
    public ReadableCounter(CountersReader countersReader, long registrationId, int counterId)
    {
        if (countersReader.GetCounterState(counterId) != CountersReader.RECORD_ALLOCATED)
        {
            throw new InvalidOperationException($"counter is not in use: {counterId}");
        }

        _countersReader = countersReader;
        RegistrationId = registrationId;
        CounterId = counterId;
        _value = new UnsafeBuffer(countersReader.ValuesBuffer, CountersReader.CounterOffset(counterId), sizeof(long));
    }

    /// <summary>Its registration id; −1 when none was given.</summary>
    public long RegistrationId { get; }

    /// <summary>Its id.</summary>
    public int CounterId { get; }

    /// <summary>Its state, one of RECORD_… of <see cref="CountersReader"/>.</summary>
    public int State => _countersReader.GetCounterState(CounterId);

    /// <summary>Its label.</summary>
    public string Label => _countersReader.GetCounterLabel(CounterId);

    /// <summary>Whether this has been disposed.</summary>
    public bool IsClosed => _closed;

    /// <summary>Reads with acquire.</summary>
    /// <returns>The value.</returns>
    public long Get() => _value.GetLongVolatile(0);

    /// <summary>Reads plainly.</summary>
    /// <returns>The value.</returns>
    public long GetWeak() => _value.GetLong(0);

    /// <summary>Reads plainly.</summary>
    /// <returns>The value.</returns>
    public long GetPlain() => _value.GetLong(0);

    /// <summary>Marks this as closed; the counter stays.</summary>
    public void Dispose() => _closed = true;
}
