namespace MatchingEngine.AeronDriver.Media;

/// <summary>Who wants a stream at a receive endpoint, and its sessions. Used by the receiver's thread alone.</summary>
internal sealed class StreamInterest(long elicitIntervalNanos = 0)
{
    /// <summary>
    /// Sessions that are kept from coming back. Beyond that the oldest may: with <c>rejoin=false</c> they would pile up.
    /// </summary>
    public const int MaxCoolingDown = 1024;

    /// <summary>
    /// Most sessions at a time, with those that cool down. Each costs a log and counters, and anybody may begin one.
    /// </summary>
    public const int MaxSessions = 2 * MaxCoolingDown;

    private readonly Queue<int> _coolingDown = [];
    private readonly Dictionary<int, int> _wantedSessions = [];
    private int _wantsAll;

    /// <summary>Sessions that have an image, are getting one, or have lost one.</summary>
    public Dictionary<int, SessionEntry> Sessions { get; } = [];

    /// <summary>Sessions without an image that were asked for a setup frame.</summary>
    public ElicitedSessions Elicited { get; } = new(elicitIntervalNanos);

    /// <summary>Whether no session may begin before another has ended.</summary>
    public bool IsFull => Sessions.Count >= MaxSessions;

    public bool IsEmpty => _wantsAll == 0 && _wantedSessions.Count == 0;

    public bool Wants(int sessionId) => _wantsAll > 0 || _wantedSessions.ContainsKey(sessionId);

    public void Add(int? sessionId)
    {
        if (sessionId is { } session)
        {
            _wantedSessions[session] = _wantedSessions.GetValueOrDefault(session) + 1;
        }
        else
        {
            _wantsAll++;
        }
    }

    public void Remove(int? sessionId)
    {
        if (sessionId is not { } session)
        {
            _wantsAll--;
        }
        else if (_wantedSessions.TryGetValue(session, out int count))
        {
            if (count > 1)
            {
                _wantedSessions[session] = count - 1;
            }
            else
            {
                _wantedSessions.Remove(session);
            }
        }
    }

    /// <summary>A session has lost its image and is not to get another for a while.</summary>
    public void CoolDown(int sessionId)
    {
        SessionEntry entry = Sessions[sessionId];
        entry.Image = null;
        entry.State = SessionState.CoolingDown;
        _coolingDown.Enqueue(sessionId);
        if (_coolingDown.Count <= MaxCoolingDown)
        {
            return;
        }

        int oldest = _coolingDown.Dequeue();
        if (Sessions.TryGetValue(oldest, out SessionEntry? former) && former.State == SessionState.CoolingDown)
        {
            Sessions.Remove(oldest);
        }
    }
}
