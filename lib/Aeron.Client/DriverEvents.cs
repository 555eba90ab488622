using Adaptive.Aeron.Command;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Broadcast;

namespace Adaptive.Aeron;

/// <summary>
/// Takes what the driver broadcasts to all clients and picks out what concerns this one: answers to its commands, its
/// subscriptions' images, its end, and counters.
/// </summary>
internal sealed class DriverEvents
{
    private readonly CopyBroadcastReceiver _receiver;
    private readonly ClientConductor _conductor;
    private readonly long _clientId;
    private readonly HashSet<long> _asyncCommands;
    private readonly MessageHandler _handler;
    private readonly ErrorResponseFlyweight _error = new();
    private readonly PublicationBuffersReadyFlyweight _publicationReady = new();
    private readonly SubscriptionReadyFlyweight _subscriptionReady = new();
    private readonly ImageBuffersReadyFlyweight _imageReady = new();
    private readonly ImageMessageFlyweight _imageGone = new();
    private readonly OperationSucceededFlyweight _succeeded = new();
    private readonly CounterUpdateFlyweight _counter = new();
    private readonly StaticCounterFlyweight _staticCounter = new();
    private readonly ClientTimeoutFlyweight _timeout = new();
    private readonly PublicationErrorFrameFlyweight _publicationError = new();
    private readonly NextAvailableSessionIdFlyweight _nextSessionId = new();
    private long _awaited;
    private bool _isHandling;

    public DriverEvents(
        CopyBroadcastReceiver receiver, ClientConductor conductor, long clientId, HashSet<long> asyncCommands)
    {
        _receiver = receiver;
        _conductor = conductor;
        _clientId = clientId;
        _asyncCommands = asyncCommands;
        _handler = OnMessage;
    }

    /// <summary>Whether messages have been lost, after which the client cannot know what it has.</summary>
    public bool IsInvalid { get; private set; }

    public long ReceivedCorrelationId { get; private set; }

    public RegistrationException? Error { get; private set; }

    public int NextSessionId { get; private set; }

    public int Receive(long awaitedCorrelationId)
    {
        if (IsInvalid)
        {
            return 0;
        }

        _awaited = awaitedCorrelationId;
        ReceivedCorrelationId = Aeron.NULL_VALUE;
        Error = null;
        try
        {
            return _receiver.Receive(_handler);
        }
        catch (Exception) when (!_isHandling)
        {
            IsInvalid = true;
            throw;
        }
        finally
        {
            _isHandling = false;
        }
    }

    private void OnMessage(int msgTypeId, IMutableDirectBuffer buffer, int index, int length)
    {
        _isHandling = true;
        switch (msgTypeId)
        {
            case ControlProtocolEvents.ON_ERROR:
                OnError(_error.Wrap(buffer, index));
                break;
            case ControlProtocolEvents.ON_AVAILABLE_IMAGE:
                _conductor.OnAvailableImage(_imageReady.Wrap(buffer, index));
                break;
            case ControlProtocolEvents.ON_UNAVAILABLE_IMAGE:
                _imageGone.Wrap(buffer, index);
                _conductor.OnUnavailableImage(_imageGone.CorrelationId(), _imageGone.SubscriptionRegistrationId());
                break;
            case ControlProtocolEvents.ON_PUBLICATION_READY:
            case ControlProtocolEvents.ON_EXCLUSIVE_PUBLICATION_READY:
                OnPublicationReady(
                    _publicationReady.Wrap(buffer, index),
                    msgTypeId == ControlProtocolEvents.ON_EXCLUSIVE_PUBLICATION_READY);
                break;
            case ControlProtocolEvents.ON_SUBSCRIPTION_READY:
                _subscriptionReady.Wrap(buffer, index);
                if (IsMine(_subscriptionReady.CorrelationId()))
                {
                    _conductor.OnSubscriptionReady(
                        _subscriptionReady.CorrelationId(), _subscriptionReady.ChannelStatusCounterId());
                }

                break;
            case ControlProtocolEvents.ON_OPERATION_SUCCESS:
                IsMine(_succeeded.Wrap(buffer, index).CorrelationId());
                break;
            case ControlProtocolEvents.ON_CLIENT_TIMEOUT:
                if (_timeout.Wrap(buffer, index).ClientId() == _clientId)
                {
                    _conductor.OnClientTimeout();
                }

                break;
            case ControlProtocolEvents.ON_PUBLICATION_ERROR:
                _conductor.OnPublicationError(_publicationError.Wrap(buffer, index));
                break;
            case ControlProtocolEvents.ON_NEXT_AVAILABLE_SESSION_ID:
                _nextSessionId.Wrap(buffer, index);
                if (IsMine(_nextSessionId.CorrelationId()))
                {
                    NextSessionId = _nextSessionId.NextSessionId();
                }

                break;
            default:
                OnCounterMessage(msgTypeId, buffer, index);
                break;
        }
    }

    private void OnCounterMessage(int msgTypeId, IMutableDirectBuffer buffer, int index)
    {
        switch (msgTypeId)
        {
            case ControlProtocolEvents.ON_COUNTER_READY:
                _counter.Wrap(buffer, index);
                _conductor.OnCounterReady(
                    _counter.CorrelationId(), _counter.CounterId(), IsMine(_counter.CorrelationId()));
                break;
            case ControlProtocolEvents.ON_STATIC_COUNTER:
                _staticCounter.Wrap(buffer, index);
                if (IsMine(_staticCounter.CorrelationId()))
                {
                    _conductor.OnStaticCounter(_staticCounter.CorrelationId(), _staticCounter.CounterId());
                }

                break;
            case ControlProtocolEvents.ON_UNAVAILABLE_COUNTER:
                _counter.Wrap(buffer, index);
                _conductor.OnUnavailableCounter(_counter.CorrelationId(), _counter.CounterId());
                break;
        }
    }

    private void OnPublicationReady(PublicationBuffersReadyFlyweight ready, bool isExclusive)
    {
        if (IsMine(ready.CorrelationId()))
        {
            _conductor.OnPublicationReady(ready, isExclusive);
        }
    }

    private void OnError(ErrorResponseFlyweight error)
    {
        long correlationId = error.OffendingCommandCorrelationId();
        if (error.ErrorCode() == ErrorCode.CHANNEL_ENDPOINT_ERROR)
        {
            _conductor.OnChannelEndpointError(correlationId, error.ErrorMessage());
            return;
        }

        bool isAwaited = correlationId == _awaited;
        if (IsMine(correlationId))
        {
            var exception = new RegistrationException(
                correlationId, error.ErrorCodeValue(), error.ErrorCode(), error.ErrorMessage());
            if (isAwaited)
            {
                Error = exception;
            }
            else
            {
                _conductor.OnAsyncError(correlationId, exception);
            }
        }
    }

    /// <summary>
    /// Whether a message answers a command of this client that is not answered yet; takes note that it is.
    /// </summary>
    private bool IsMine(long correlationId)
    {
        if (correlationId == _awaited)
        {
            ReceivedCorrelationId = correlationId;
            return true;
        }

        return _asyncCommands.Remove(correlationId);
    }
}
