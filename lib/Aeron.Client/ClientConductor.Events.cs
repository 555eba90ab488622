using Adaptive.Aeron.Command;
using Adaptive.Aeron.Exceptions;
using Adaptive.Aeron.Status;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <content>What the driver says.</content>
internal sealed partial class ClientConductor
{
    private readonly PublicationErrorFrame _publicationErrorFrame = new();

    public void OnPublicationReady(PublicationBuffersReadyFlyweight ready, bool isExclusive)
    {
        long correlationId = ready.CorrelationId();
        if (!_channelsAsked.Remove(correlationId, out string? channel))
        {
            return;
        }

        long logId = ready.RegistrationId();
        LogBuffers log = AcquireLog(logId, ready.LogFileName());
        var limit = new UnsafeBufferPosition(_counterValues, ready.PublicationLimitCounterId());
        int statusId = ready.ChannelStatusCounterId();
        _resources[correlationId] = isExclusive
            ? new ExclusivePublication(
                this, channel, ready.StreamId(), ready.SessionId(), limit, statusId, log, logId, correlationId)
            : new ConcurrentPublication(
                this, channel, ready.StreamId(), ready.SessionId(), limit, statusId, log, logId, correlationId);
    }

    public void OnSubscriptionReady(long correlationId, int channelStatusId)
    {
        if (_resources.TryGetValue(correlationId, out object? resource) && resource is Subscription subscription)
        {
            subscription.ChannelStatusId = channelStatusId;
        }
    }

    public unsafe void OnAvailableImage(ImageBuffersReadyFlyweight ready)
    {
        if (!_resources.TryGetValue(ready.SubscriptionRegistrationId(), out object? resource)
            || resource is not Subscription subscription)
        {
            return;
        }

        long correlationId = ready.CorrelationId();
        int positionId = ready.SubscriberPositionId();
        var image = new Image(
            subscription,
            ready.SessionId(),
            new UnsafeBufferPosition(_counterValues, positionId),
            AcquireLog(correlationId, ready.LogFileName()),
            _ctx.SubscriberErrorHandler(),
            ready.SourceIdentity(),
            correlationId,
            (long*)(_counterValues.BufferPointer + CountersReader.CounterOffset(positionId)));
        subscription.AddImage(image);
        if (subscription.AvailableImageHandler is { } handler)
        {
            Callback(() => handler(image));
        }
    }

    public void OnUnavailableImage(long correlationId, long subscriptionRegistrationId)
    {
        if (_resources.TryGetValue(subscriptionRegistrationId, out object? resource)
            && resource is Subscription subscription
            && subscription.RemoveImage(correlationId) is { } image)
        {
            CloseImage(subscription, image, _ctx.ResourceLingerDurationNs());
        }
    }

    public void OnCounterReady(long correlationId, int counterId, bool isMine)
    {
        if (isMine)
        {
            _resources[correlationId] = new Counter(this, correlationId, correlationId, counterId);
        }

        foreach (AvailableCounterHandler handler in _availableCounterHandlers.Values.ToArray())
        {
            Callback(() => handler(CountersReader, correlationId, counterId));
        }
    }

    public void OnStaticCounter(long correlationId, int counterId)
    {
        long registrationId = CountersReader.GetCounterRegistrationId(counterId);
        _resources[correlationId] = new Counter(this, correlationId, registrationId, counterId);
    }

    public void OnUnavailableCounter(long registrationId, int counterId)
    {
        if (_resources.TryGetValue(registrationId, out object? resource) && resource is Counter counter)
        {
            counter.InternalClose();
            _resources.Remove(registrationId);
        }

        NotifyUnavailableCounter(registrationId, counterId);
    }

    public void OnClientTimeout()
    {
        if (!_isTerminating)
        {
            Terminate();
            _errorHandler.OnError(new ClientTimeoutException("client timeout from driver"));
        }
    }

    public void OnChannelEndpointError(long statusCounterId, string message)
    {
        int statusId = (int)statusCounterId;
        foreach (object resource in _resources.Values.ToArray())
        {
            if (resource is Subscription subscription && subscription.ChannelStatusId == statusId
                || resource is Publication publication && publication.ChannelStatusId == statusId)
            {
                _errorHandler.OnError(new ChannelEndpointException(statusId, message));
            }
        }
    }

    public void OnPublicationError(PublicationErrorFrameFlyweight error)
    {
        long registrationId = error.RegistrationId();
        bool isMine = _resources.Values.Any(
            resource => resource is Publication publication && publication.OriginalRegistrationId == registrationId);
        if (isMine)
        {
            _publicationErrorFrame.Set(error);
            Callback(() => _ctx.PublicationErrorFrameHandler().OnPublicationError(_publicationErrorFrame));
        }
    }

    /// <summary>An add that failed is told to whoever asks for the result; what else fails nobody waits for.</summary>
    public void OnAsyncError(long correlationId, RegistrationException error)
    {
        bool isAdd = _channelsAsked.Remove(correlationId) | _resources.Remove(correlationId);
        if (isAdd)
        {
            _resources[correlationId] = error;
        }
        else
        {
            _errorHandler.OnError(error);
        }
    }

    private void CloseImages(Subscription subscription, long lingerNs)
    {
        foreach (Image image in subscription.InternalClose())
        {
            CloseImage(subscription, image, lingerNs);
        }
    }

    private void CloseImage(Subscription subscription, Image image, long lingerNs)
    {
        image.Close();
        ReleaseLog(image.LogBuffers, image.CorrelationId, lingerNs);
        if (subscription.UnavailableImageHandler is { } handler)
        {
            Callback(() => handler(image));
        }
    }
}
