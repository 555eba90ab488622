using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>A counter of this client. Any thread may use it until it or the client is disposed.</summary>
public sealed class Counter : AtomicCounter
{
    private readonly ClientConductor? _conductor;
    private volatile bool _isClosed;

    /// <summary>A view of a counter that somebody else has.</summary>
    /// <param name="countersReader">Reads counters.</param>
    /// <param name="counterId">Id of the counter.</param>
    public Counter(CountersReader countersReader, int counterId)
        : base(countersReader.ValuesBuffer, counterId)
    {
        RegistrationId = countersReader.GetCounterRegistrationId(counterId);
        CorrelationId = Aeron.NULL_VALUE;
    }

    internal Counter(ClientConductor conductor, long correlationId, long registrationId, int counterId)
        : base(conductor.CountersReader.ValuesBuffer, counterId)
    {
        _conductor = conductor;
        CorrelationId = correlationId;
        RegistrationId = registrationId;
    }

    /// <summary>Correlation id of the command that made the counter; −1 when this client did not.</summary>
    public long CorrelationId { get; }

    /// <summary>Registration id.</summary>
    public long RegistrationId { get; }

    /// <summary>Whether this has been disposed, or its client has.</summary>
    public override bool IsClosed => _isClosed;

    /// <summary>Removes the counter when this client made it. Does not wait for the driver.</summary>
    public override void Dispose()
    {
        if (!_isClosed)
        {
            if (_conductor is null)
            {
                _isClosed = true;
            }
            else
            {
                _conductor.RemoveCounter(this);
            }
        }
    }

    internal void InternalClose() => _isClosed = true;
}
