namespace MatchingEngine.AeronDriver.Media;

/// <summary>
/// Sessions of one stream that were asked for a setup frame not long ago, so that each datagram of theirs does not ask
/// again. A session may be anything that a stranger writes into a datagram: the room is fixed, and whoever comes last takes
/// the place of the oldest. Who loses its place is merely asked again. Used by the receiver's thread alone.
/// </summary>
internal sealed class ElicitedSessions(long intervalNanos)
{
    public const int Capacity = 128;

    private readonly int[] _sessions = new int[Capacity];
    private readonly long[] _askedNanos = new long[Capacity];
    private int _count;
    private int _next;

    /// <summary>Whether the session is to be asked now; true no more than once an interval unless pushed out.</summary>
    public bool TryAsk(int sessionId, long nowNanos)
    {
        int index = _sessions.AsSpan(0, _count).IndexOf(sessionId);
        if (index >= 0)
        {
            if (nowNanos - _askedNanos[index] < intervalNanos)
            {
                return false;
            }

            _askedNanos[index] = nowNanos;
            return true;
        }

        _sessions[_next] = sessionId;
        _askedNanos[_next] = nowNanos;
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        return true;
    }
}
