using System.Text;
using Adaptive.Aeron.Command;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron;

/// <content>Commands to the driver.</content>
internal sealed partial class ClientConductor
{
    private const int MaxReasonLength = 1023;

    public ConcurrentPublication AddPublication(string channel, int streamId) =>
        (ConcurrentPublication)Add(() => AskFor(_proxy.AddPublication(channel, streamId), channel));

    public ExclusivePublication AddExclusivePublication(string channel, int streamId) =>
        (ExclusivePublication)Add(() => AskFor(_proxy.AddExclusivePublication(channel, streamId), channel));

    public Subscription AddSubscription(
        string channel, int streamId, AvailableImageHandler? available, UnavailableImageHandler? unavailable) =>
        (Subscription)Add(() => AskForSubscription(channel, streamId, available, unavailable));

    public long AsyncAddPublication(string channel, int streamId) =>
        Async(() => AskFor(_proxy.AddPublication(channel, streamId), channel));

    public long AsyncAddExclusivePublication(string channel, int streamId) =>
        Async(() => AskFor(_proxy.AddExclusivePublication(channel, streamId), channel));

    public long AsyncAddSubscription(
        string channel, int streamId, AvailableImageHandler? available, UnavailableImageHandler? unavailable) =>
        Async(() => AskForSubscription(channel, streamId, available, unavailable));

    public Counter AddCounter(
        int typeId,
        IDirectBuffer? key,
        int keyOffset,
        int keyLength,
        IDirectBuffer label,
        int labelOffset,
        int labelLength)
    {
        CheckCounter(keyLength, labelLength);
        return (Counter)Add(
            () => _proxy.AddCounter(typeId, key, keyOffset, keyLength, label, labelOffset, labelLength));
    }

    public Counter AddCounter(int typeId, string label)
    {
        UnsafeBuffer text = Ascii(label);
        return AddCounter(typeId, null, 0, 0, text, 0, text.Capacity);
    }

    public long AsyncAddCounter(
        int typeId,
        IDirectBuffer? key,
        int keyOffset,
        int keyLength,
        IDirectBuffer label,
        int labelOffset,
        int labelLength)
    {
        CheckCounter(keyLength, labelLength);
        return Async(() => _proxy.AddCounter(typeId, key, keyOffset, keyLength, label, labelOffset, labelLength));
    }

    public long AsyncAddCounter(int typeId, string label)
    {
        UnsafeBuffer text = Ascii(label);
        return AsyncAddCounter(typeId, null, 0, 0, text, 0, text.Capacity);
    }

    public Counter AddStaticCounter(
        int typeId,
        IDirectBuffer? key,
        int keyOffset,
        int keyLength,
        IDirectBuffer label,
        int labelOffset,
        int labelLength,
        long registrationId)
    {
        CheckCounter(keyLength, labelLength);
        return (Counter)Add(() => _proxy.AddStaticCounter(
            typeId, key, keyOffset, keyLength, label, labelOffset, labelLength, registrationId));
    }

    public Counter AddStaticCounter(int typeId, string label, long registrationId)
    {
        UnsafeBuffer text = Ascii(label);
        return AddStaticCounter(typeId, null, 0, 0, text, 0, text.Capacity, registrationId);
    }

    public int NextSessionId(int streamId) => Do(() =>
    {
        if (CountersReader.GetCounterValue(AeronCounters.SYSTEM_COUNTER_ID_CONTROL_PROTOCOL_VERSION)
            < ControlProtocolEvents.ControlProtocolSemanticVersion)
        {
            throw new AeronException("the driver is too old to find a session id");
        }

        AwaitResponse(_proxy.NextAvailableSessionId(streamId));
        return _events.NextSessionId;
    });

    public void RemovePublication(Publication publication, bool revoke) => Remove(() =>
    {
        if (!publication.IsClosed)
        {
            publication.InternalClose();
            if (_resources.Remove(publication.RegistrationId))
            {
                ReleaseLog(publication.LogBuffers, publication.OriginalRegistrationId, ExplicitCloseLingerNs);
                _asyncCommands.Add(_proxy.RemovePublication(publication.RegistrationId, revoke));
            }
        }
    });

    public void RemoveSubscription(Subscription subscription) => Remove(() =>
    {
        if (!subscription.IsClosed)
        {
            CloseImages(subscription, ExplicitCloseLingerNs);
            if (_resources.Remove(subscription.RegistrationId))
            {
                _asyncCommands.Add(_proxy.RemoveSubscription(subscription.RegistrationId));
            }
        }
    });

    public void RemoveCounter(Counter counter) => Remove(() =>
    {
        if (!counter.IsClosed)
        {
            counter.InternalClose();
            if (_resources.Remove(counter.CorrelationId))
            {
                _asyncCommands.Add(_proxy.RemoveCounter(counter.RegistrationId));
            }
        }
    });

    public void AsyncRemovePublication(long registrationId) => AsyncRemove<Publication>(
        registrationId,
        publication => publication.Dispose(),
        () => _proxy.RemovePublication(registrationId, revoke: false));

    public void AsyncRemoveSubscription(long registrationId) => AsyncRemove<Subscription>(
        registrationId, subscription => subscription.Dispose(), () => _proxy.RemoveSubscription(registrationId));

    public void AsyncRemoveCounter(long registrationId) => AsyncRemove<Counter>(
        registrationId, counter => counter.Dispose(), () => _proxy.RemoveCounter(registrationId));

    public T? Get<T>(long registrationId)
        where T : class => Do(() =>
    {
        if (_asyncCommands.Contains(registrationId))
        {
            Service(Aeron.NULL_VALUE);
        }

        _resources.TryGetValue(registrationId, out object? resource);
        if (resource is RegistrationException error)
        {
            _resources.Remove(registrationId);
            throw new RegistrationException(error);
        }

        return resource is Subscription && _asyncCommands.Contains(registrationId) ? null : resource as T;
    });

    public void AddDestination(long registrationId, string channel) =>
        Await(() => _proxy.AddDestination(registrationId, channel));

    public void RemoveDestination(long registrationId, string channel) =>
        Await(() => _proxy.RemoveDestination(registrationId, channel));

    public void RemoveDestination(long registrationId, long destinationRegistrationId) =>
        Await(() => _proxy.RemoveDestination(registrationId, destinationRegistrationId));

    public void AddRcvDestination(long registrationId, string channel) =>
        Await(() => _proxy.AddRcvDestination(registrationId, channel));

    public void RemoveRcvDestination(long registrationId, string channel) =>
        Await(() => _proxy.RemoveRcvDestination(registrationId, channel));

    public long AsyncAddDestination(long registrationId, string channel) =>
        Async(() => _proxy.AddDestination(registrationId, channel));

    public long AsyncRemoveDestination(long registrationId, string channel) =>
        Async(() => _proxy.RemoveDestination(registrationId, channel));

    public long AsyncRemoveDestination(long registrationId, long destinationRegistrationId) =>
        Async(() => _proxy.RemoveDestination(registrationId, destinationRegistrationId));

    public long AsyncAddRcvDestination(long registrationId, string channel) =>
        Async(() => _proxy.AddRcvDestination(registrationId, channel));

    public long AsyncRemoveRcvDestination(long registrationId, string channel) =>
        Async(() => _proxy.RemoveRcvDestination(registrationId, channel));

    public void RejectImage(long imageCorrelationId, long position, string reason)
    {
        if (reason.Length > MaxReasonLength)
        {
            throw new ArgumentException($"reason is longer than {MaxReasonLength} characters", nameof(reason));
        }

        Await(() => _proxy.RejectImage(imageCorrelationId, position, reason));
    }

    private static UnsafeBuffer Ascii(string text) => new(Encoding.ASCII.GetBytes(text));

    private static void CheckCounter(int keyLength, int labelLength)
    {
        if (keyLength < 0 || keyLength > Agrona.Concurrent.Status.CountersReader.MAX_KEY_LENGTH)
        {
            throw new ArgumentException($"key length out of range: {keyLength}", nameof(keyLength));
        }

        if (labelLength < 0 || labelLength > Agrona.Concurrent.Status.CountersReader.MAX_LABEL_LENGTH)
        {
            throw new ArgumentException($"label length out of range: {labelLength}", nameof(labelLength));
        }
    }

    private long AskFor(long correlationId, string channel)
    {
        _channelsAsked[correlationId] = channel;
        return correlationId;
    }

    /// <summary>
    /// The subscription is there before the driver's answer, so that no image which comes right behind that is missed.
    /// </summary>
    private long AskForSubscription(
        string channel, int streamId, AvailableImageHandler? available, UnavailableImageHandler? unavailable)
    {
        long correlationId = _proxy.AddSubscription(channel, streamId);
        _resources[correlationId] =
            new Subscription(this, channel, streamId, correlationId, available, unavailable);
        return correlationId;
    }

    private object Add(Func<long> command) => Do(() =>
    {
        long correlationId = command();
        AwaitResponse(correlationId);
        return _resources[correlationId];
    });

    private void Await(Func<long> command) => Do<object?>(() =>
    {
        AwaitResponse(command());
        return null;
    });

    private long Async(Func<long> command) => Do(() =>
    {
        long correlationId = command();
        _asyncCommands.Add(correlationId);
        return correlationId;
    });

    /// <summary>Does something under the client's lock, unless the client is closed or a handler calls back in.</summary>
    private T Do<T>(Func<T> function)
    {
        EnterCommand();
        try
        {
            return function();
        }
        finally
        {
            _lock.Unlock();
        }
    }

    private void Remove(Action command)
    {
        _lock.Lock();
        try
        {
            if (!_isClosed && !_isTerminating)
            {
                EnsureNotReentrant();
                command();
            }
        }
        finally
        {
            _lock.Unlock();
        }
    }

    /// <summary>Removes what may not be there yet: then the driver makes it and removes it right after.</summary>
    private void AsyncRemove<T>(long registrationId, Action<T> dispose, Func<long> command)
        where T : class => Remove(() =>
    {
        bool isPending = _asyncCommands.Remove(registrationId);
        if (_resources.TryGetValue(registrationId, out object? resource) && resource is T ready && !isPending)
        {
            dispose(ready);
        }
        else if (isPending)
        {
            _resources.Remove(registrationId);
            _channelsAsked.Remove(registrationId);
            _asyncCommands.Add(command());
        }
    });
}
