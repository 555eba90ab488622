namespace MatchingEngine.AeronDriver.Media;

/// <summary>Who wants a stream at a receive endpoint, and its sessions. Used by the receiver's thread alone.</summary>
internal sealed class StreamInterest
{
    private readonly Dictionary<int, int> _wantedSessions = [];
    private int _wantsAll;

    public Dictionary<int, SessionEntry> Sessions { get; } = [];

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
}
