namespace Adaptive.Aeron;

/// <content>Handlers that the application adds and removes.</content>
internal sealed partial class ClientConductor
{
    private readonly Dictionary<long, AvailableCounterHandler> _availableCounterHandlers = [];
    private readonly Dictionary<long, UnavailableCounterHandler> _unavailableCounterHandlers = [];
    private readonly Dictionary<long, Action> _closeHandlers = [];

    public long AddHandler(AvailableCounterHandler handler) => AddTo(_availableCounterHandlers, handler);

    public long AddHandler(UnavailableCounterHandler handler) => AddTo(_unavailableCounterHandlers, handler);

    public long AddHandler(Action handler) => AddTo(_closeHandlers, handler);

    public bool RemoveHandler(AvailableCounterHandler handler) => RemoveFrom(_availableCounterHandlers, handler);

    public bool RemoveHandler(UnavailableCounterHandler handler) => RemoveFrom(_unavailableCounterHandlers, handler);

    public bool RemoveHandler(Action handler) => RemoveFrom(_closeHandlers, handler);

    public bool RemoveAvailableCounterHandler(long registrationId) =>
        Locked(() => _availableCounterHandlers.Remove(registrationId), whenClosed: false);

    public bool RemoveUnavailableCounterHandler(long registrationId) =>
        Locked(() => _unavailableCounterHandlers.Remove(registrationId), whenClosed: false);

    public bool RemoveCloseHandler(long registrationId) =>
        Locked(() => _closeHandlers.Remove(registrationId), whenClosed: false);

    private void AddHandlersOfContext()
    {
        if (_ctx.AvailableCounterHandler() is { } available)
        {
            _availableCounterHandlers.Add(_proxy.NextCorrelationId(), available);
        }

        if (_ctx.UnavailableCounterHandler() is { } unavailable)
        {
            _unavailableCounterHandlers.Add(_proxy.NextCorrelationId(), unavailable);
        }

        if (_ctx.CloseHandler() is { } close)
        {
            _closeHandlers.Add(_proxy.NextCorrelationId(), close);
        }
    }

    private long AddTo<T>(Dictionary<long, T> handlers, T handler) => Do(() =>
    {
        long registrationId = _proxy.NextCorrelationId();
        handlers.Add(registrationId, handler);
        return registrationId;
    });

    private bool RemoveFrom<T>(Dictionary<long, T> handlers, T handler)
        where T : Delegate => Locked(
        () =>
        {
            foreach ((long registrationId, T candidate) in handlers)
            {
                if (candidate.Equals(handler))
                {
                    return handlers.Remove(registrationId);
                }
            }

            return false;
        },
        whenClosed: false);

    private void NotifyUnavailableCounter(long registrationId, int counterId)
    {
        foreach (UnavailableCounterHandler handler in _unavailableCounterHandlers.Values.ToArray())
        {
            Callback(() => handler(CountersReader, registrationId, counterId));
        }
    }

    private void NotifyCloseHandlers()
    {
        foreach (Action handler in _closeHandlers.Values.ToArray())
        {
            Callback(handler);
        }
    }
}
