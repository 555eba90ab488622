namespace MatchingEngine.MarketData;

/// <summary>
/// When a stream says that it lives: at once to who has just come, then once an interval, and soon after something
/// could not be sent, for who waits for it would not know.
/// </summary>
internal struct HeartbeatTimer(int intervalMillis)
{
    private const int RetryMillis = 10;

    private long _dueMillis;
    private bool _wasConnected;

    public bool IsDue(long nowMillis, bool isConnected, bool hasFailed)
    {
        if (isConnected && !_wasConnected)
            _dueMillis = nowMillis;
        else if (hasFailed)
            _dueMillis = Math.Min(_dueMillis, nowMillis + RetryMillis);
        _wasConnected = isConnected;
        return isConnected && nowMillis >= _dueMillis;
    }

    public void Done(long nowMillis, bool isSent) =>
        _dueMillis = nowMillis + (isSent ? intervalMillis : RetryMillis);
}
