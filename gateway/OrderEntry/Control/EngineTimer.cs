using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Gives the engine time and the end of the trading date, as commands. Learns from the events, live and replayed, what
/// it has to remember: so a restart neither forgets a close nor repeats one.
/// </summary>
internal sealed class EngineTimer(GatewayContext context)
{
    private const long NanosPerDay = TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerDay;

    /// <summary>Open orders that end at a time.</summary>
    private readonly HashSet<ulong> _timedOrders = new(1_024);

    private readonly long _closeNanosOfDay =
        (context.Options.CloseAtUtc?.Ticks ?? 0) * TimeSpan.NanosecondsPerTick;

    /// <summary>Every scheduled end of a trading date up to this time has been commanded.</summary>
    private long _closedThroughNanos;
    private bool _isHistoryKnown;
    private long _publishedBefore;
    private long _quietSinceMillis = context.NowMillis;

    /// <summary>Whether there are open orders that end at a time.</summary>
    public bool HasTimedOrders => _timedOrders.Count > 0;

    public void OnTimedOrder(ulong orderId) => _timedOrders.Add(orderId);

    /// <summary>An order, whichever, is no longer open.</summary>
    public void OnOrderEnd(ulong orderId) => _timedOrders.Remove(orderId);

    /// <summary>The first event of a journal: ends of trading dates before it concern nobody.</summary>
    public void OnHistory(long timestampNanos)
    {
        if (_isHistoryKnown)
            return;
        _isHistoryKnown = true;
        _closedThroughNanos = timestampNanos;
    }

    /// <summary>The trading date of the whole venue was ended, by whomever.</summary>
    public void OnClosed(long timestampNanos) =>
        _closedThroughNanos = Math.Max(_closedThroughNanos, timestampNanos);

    /// <summary>Commands what is due; when the monotonic time has changed.</summary>
    public void OnTick()
    {
        if (context.Options.CloseAtUtc is not null)
            CloseWhenDue();
        AdvanceWhenQuiet();
    }

    private void CloseWhenDue()
    {
        long now = context.Clock.UtcNanos;
        OnHistory(now);
        long today = now - now % NanosPerDay + _closeNanosOfDay;
        long due = today <= now ? today : today - NanosPerDay;
        if (due <= _closedThroughNanos)
            return;
        _closedThroughNanos = due;
        context.Service.Add(new TradingSessionClosedBlock());
    }

    /// <summary>
    /// Every command carries time, so only a silence needs one of its own; and only while an order waits for its time.
    /// </summary>
    private void AdvanceWhenQuiet()
    {
        bool isQuiet = _publishedBefore == context.Counters.CommandsPublished && context.Service.IsEmpty;
        _publishedBefore = context.Counters.CommandsPublished;
        if (!isQuiet)
            _quietSinceMillis = context.NowMillis;
        int interval = context.Options.TimeAdvanceMillis;
        if (interval == 0 || !HasTimedOrders || context.NowMillis - _quietSinceMillis < interval)
            return;
        _quietSinceMillis = context.NowMillis;
        // Our own command does not break the silence.
        _publishedBefore++;
        context.Service.Add(new TimeAdvancedBlock());
    }
}
