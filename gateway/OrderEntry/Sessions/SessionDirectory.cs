using System.Diagnostics.CodeAnalysis;

namespace MatchingEngine.OrderEntry;

/// <summary>The sessions that may log on. Immutable, safe from every thread.</summary>
public sealed class SessionDirectory
{
    /// <summary>Most sessions that a gateway serves.</summary>
    public const int SessionsMax = 1_024;

    private readonly Dictionary<uint, SessionDefinition> _sessions = [];

    /// <summary>Makes a directory.</summary>
    /// <param name="sessions">The sessions; each id once, at most <see cref="SessionsMax"/>.</param>
    /// <exception cref="ArgumentException">An id twice, or too many sessions.</exception>
    public SessionDirectory(IEnumerable<SessionDefinition> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        foreach (SessionDefinition session in sessions)
        {
            if (_sessions.Count == SessionsMax)
                throw new ArgumentException($"There are more than {SessionsMax} sessions.", nameof(sessions));
            if (!_sessions.TryAdd(session.SessionId, session))
                throw new ArgumentException($"Session {session.SessionId} is there twice.", nameof(sessions));
        }
    }

    /// <summary>All sessions, in no order.</summary>
    public IReadOnlyCollection<SessionDefinition> Sessions => _sessions.Values;

    /// <summary>Finds a session.</summary>
    /// <param name="sessionId">Its id.</param>
    /// <param name="session">The session, when the answer is true.</param>
    public bool TryGet(uint sessionId, [NotNullWhen(true)] out SessionDefinition? session) =>
        _sessions.TryGetValue(sessionId, out session);
}
