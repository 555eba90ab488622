namespace MatchingEngine.Client;

/// <summary>Counts attempts and gives the wait before the next one.</summary>
internal sealed class ReconnectBackoff(ReconnectPolicy policy)
{
    private int _attempts;

    /// <summary>True while the policy allows one more attempt.</summary>
    public bool MayRetry => _attempts < policy.MaxAttempts;

    /// <summary>Counts an attempt.</summary>
    /// <returns>Milliseconds to wait before it.</returns>
    public long NextDelayMillis()
    {
        // Past 30 doublings even 1 ms is beyond any bound that an int can name.
        int doublings = Math.Min(_attempts, 30);
        _attempts++;
        long delay = Math.Min((long)policy.InitialDelayMillis << doublings, policy.MaxDelayMillis);
        return delay + Random.Shared.NextInt64((delay / 4) + 1);
    }

    public void Reset() => _attempts = 0;

    /// <summary>Starts anew when the session held long enough.</summary>
    public void OnEstablishedFor(long millis)
    {
        if (_attempts != 0 && millis >= policy.StableMillis)
            Reset();
    }
}
