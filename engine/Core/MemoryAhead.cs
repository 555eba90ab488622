namespace MatchingEngine.Core;

/// <summary>
/// Makes memory resident in idle time that orders, levels, prices and ids to come will need. Changes nothing of the
/// state.
/// </summary>
internal sealed class MemoryAhead(CoreState state)
{
    private int _session;
    private int _sessionsAtRest;

    /// <summary>Makes a page resident at most.</summary>
    /// <returns>Whether there may be more to do.</returns>
    public bool Advance() =>
        state.Orders.TouchAhead() || state.Levels.TouchAhead() || state.PriceNodes.TouchAhead()
        || state.OrderIndex.TouchAhead() || state.Exposures.TouchAhead() || AdvanceSessions();

    // One session a turn, so that a turn is short however many there are; one round without work is the end.
    private bool AdvanceSessions()
    {
        int count = state.Sessions.Count;
        if (count == 0)
            return false;
        _session = _session + 1 < count ? _session + 1 : 0;
        bool touched = state.Sessions[_session].ClientOrderIds.TouchAhead();
        _sessionsAtRest = touched ? 0 : Math.Min(_sessionsAtRest + 1, count);
        return _sessionsAtRest < count;
    }
}
