using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>Counters that clients made.</summary>
internal sealed class CounterRegistry(DriverServices services, StreamCounters counters)
{
    private readonly List<(long RegistrationId, long ClientId, DriverCounter Counter)> _counters = [];
    private readonly Dictionary<(int TypeId, long RegistrationId), DriverCounter> _static = [];

    /// <summary>A counter that goes away with its client.</summary>
    public void Add(long correlationId, long clientId, int typeId, byte[] key, byte[] label)
    {
        DriverCounter counter = counters.Allocate(
            new CounterDescription(typeId, key, label, correlationId, clientId));
        _counters.Add((correlationId, clientId, counter));
        services.Notifier.CounterReady(correlationId, counter.Id);
    }

    /// <summary>A counter that stays until the driver ends; whoever asks for the same gets the same.</summary>
    public void AddStatic(long correlationId, int typeId, long registrationId, byte[] key, byte[] label)
    {
        if (!_static.TryGetValue((typeId, registrationId), out DriverCounter? counter))
        {
            counter = counters.Allocate(new CounterDescription(typeId, key, label, registrationId, -1));
            _static.Add((typeId, registrationId), counter);
        }

        services.Notifier.StaticCounterReady(correlationId, counter.Id);
    }

    public void Remove(long correlationId, long registrationId)
    {
        int index = _counters.FindIndex(each => each.RegistrationId == registrationId);
        if (index < 0)
        {
            throw new CommandRefusedException(ErrorCode.UnknownCounter, $"unknown counter: {registrationId}");
        }

        services.Notifier.OperationSucceeded(correlationId);
        RemoveAt(index);
    }

    public void RemoveOfClient(long clientId)
    {
        for (int index = _counters.Count - 1; index >= 0; index--)
        {
            if (_counters[index].ClientId == clientId)
            {
                RemoveAt(index);
            }
        }
    }

    private void RemoveAt(int index)
    {
        (long registrationId, _, DriverCounter counter) = _counters[index];
        _counters.RemoveAt(index);
        services.Notifier.UnavailableCounter(registrationId, counter.Id);
        counters.Free(counter);
    }
}
