using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// A connection to a media driver with subscriptions, made again when the driver ends or another takes its place. Never
/// waits: without a driver it looks now and then whether there is one. Single-threaded: the Aeron client has no thread
/// of its own.
/// </summary>
internal sealed class AeronLink : IDisposable, IErrorHandler
{
    // The driver says each second that it lives.
    private const long DriverTimeoutMillis = 5_000;
    private const long RetryMillis = 200;
    private const long MaxRetryMillis = 2_000;
    private const long ReviveMillis = 20;

    private readonly string? _directory;
    private readonly List<FeedSubscription> _subscriptions;
    private Adaptive.Aeron.Aeron? _aeron;
    private int _completed;
    private long _notBeforeMillis;
    private long _retryMillis = RetryMillis;
    private long _reviveDueMillis;

    public AeronLink(string? directory, List<FeedSubscription> subscriptions)
    {
        _directory = directory;
        _subscriptions = subscriptions;
    }

    /// <summary>Whether all subscriptions are made.</summary>
    public bool IsReady => _aeron is { IsClosed: false } && _completed == _subscriptions.Count;

    /// <summary>Connections to a driver so far.</summary>
    public long ConnectCount { get; private set; }

    /// <summary>Why there is no connection, or what the Aeron client complained of last; null for nothing.</summary>
    public string? LastError { get; private set; }

    public int DoWork(long nowMillis)
    {
        if (_aeron is null)
            return nowMillis >= _notBeforeMillis ? TryConnect(nowMillis) : 0;
        int work = _aeron.ConductorAgentInvoker!.Invoke();
        if (_aeron.IsClosed)
        {
            Close(nowMillis);
            return 1;
        }
        if (_completed < _subscriptions.Count || nowMillis >= _reviveDueMillis)
            work += Complete(nowMillis);
        return work;
    }

    /// <summary>Gives the connection up; another one is made at once.</summary>
    public void Reconnect(long nowMillis)
    {
        Close(nowMillis);
        _notBeforeMillis = nowMillis;
    }

    public void Dispose() => _aeron?.Dispose();

    /// <inheritdoc/>
    public void OnError(Exception exception) => LastError = exception.Message;

    private int TryConnect(long nowMillis)
    {
        try
        {
            if (!IsDriverThere())
            {
                LastError = "there is no media driver";
                Wait(nowMillis);
                return 0;
            }
            _aeron = Adaptive.Aeron.Aeron.Connect(NewContext());
            _completed = 0;
            foreach (FeedSubscription subscription in _subscriptions)
                subscription.Begin(_aeron);
            ConnectCount++;
            LastError = null;
            return 1;
        }
        // Files of a driver that is just coming or going can be anything.
        catch (Exception exception) when (exception is AeronException or IOException or UnauthorizedAccessException
            or InvalidOperationException or ArgumentException)
        {
            LastError = exception.Message;
            Close(nowMillis);
            return 1;
        }
    }

    private int Complete(long nowMillis)
    {
        try
        {
            while (_completed < _subscriptions.Count && _subscriptions[_completed].TryComplete(_aeron!))
                _completed++;
            if (_completed < _subscriptions.Count)
                return 0;
            _retryMillis = RetryMillis;
            _reviveDueMillis = nowMillis + ReviveMillis;
            foreach (FeedSubscription subscription in _subscriptions)
                subscription.Revive(_aeron!, nowMillis);
            return 0;
        }
        catch (AeronException exception)
        {
            LastError = exception.Message;
            Close(nowMillis);
            return 1;
        }
    }

    private void Close(long nowMillis)
    {
        foreach (FeedSubscription subscription in _subscriptions)
            subscription.End();
        _completed = 0;
        _aeron?.Dispose();
        _aeron = null;
        Wait(nowMillis);
    }

    private void Wait(long nowMillis)
    {
        _notBeforeMillis = nowMillis + _retryMillis;
        _retryMillis = Math.Min(2 * _retryMillis, MaxRetryMillis);
    }

    /// <summary>Without this look, connecting would wait for a driver.</summary>
    private bool IsDriverThere()
    {
        using Adaptive.Aeron.Aeron.Context context = NewContext();
        return context.IsDriverActive(DriverTimeoutMillis, static _ => { });
    }

    private Adaptive.Aeron.Aeron.Context NewContext()
    {
        Adaptive.Aeron.Aeron.Context context = new Adaptive.Aeron.Aeron.Context()
            .UseConductorAgentInvoker(true)
            .DriverTimeoutMs(DriverTimeoutMillis)
            .ErrorHandler(this)
            .SubscriberErrorHandler(this);
        return _directory is null ? context : context.AeronDirectoryName(_directory);
    }
}
