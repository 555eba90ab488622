namespace MatchingEngine.OrderEntry;

/// <summary>
/// Decides which refusals an operator is told of: one a second, with the count of those before it that he was not. Who
/// is refused may try again as often as he likes, and must not fill the operator's log.
/// </summary>
internal sealed class RefusalNotices
{
    private const int IntervalMillis = 1_000;

    private long _dueMillis = long.MinValue;
    private long _untold;

    /// <summary>Whether this refusal is told.</summary>
    /// <param name="nowMillis">Monotonic time.</param>
    /// <param name="untold">When it is: how many were not since the last one that was.</param>
    public bool TryTell(long nowMillis, out long untold)
    {
        untold = _untold;
        if (nowMillis < _dueMillis)
        {
            _untold++;
            return false;
        }
        _dueMillis = nowMillis + IntervalMillis;
        _untold = 0;
        return true;
    }
}
