namespace MatchingEngine.AeronDriver.Loss;

/// <summary>
/// How long a gap must last before the sender is asked for it. One receiver asks almost at once. Of many receivers that
/// all miss the same frame one should ask for all, so each waits for a random time; the distribution is the one that
/// keeps the expected number of requests small for the size of the group.
/// </summary>
internal sealed class NakDelay
{
    private readonly long _firstNanos;
    private readonly long _retryNanos;
    private readonly Random? _random;
    private readonly double _uniformScale;
    private readonly double _uniformBase;
    private readonly double _timeConstant;
    private readonly double _timeFactor;

    private NakDelay(long firstNanos, long retryNanos)
    {
        _firstNanos = firstNanos;
        _retryNanos = retryNanos;
    }

    private NakDelay(long maxBackoffNanos, int groupSize, Random random)
    {
        double lambda = Math.Log(groupSize) + 1;
        double growth = Math.Exp(lambda) - 1;
        _random = random;
        _uniformScale = lambda / maxBackoffNanos;
        _uniformBase = lambda / (maxBackoffNanos * growth);
        _timeConstant = maxBackoffNanos / lambda;
        _timeFactor = growth * _timeConstant;
    }

    public static NakDelay Unicast(long delayNanos, int retryRatio) => new(delayNanos, delayNanos * retryRatio);

    public static NakDelay Multicast(long maxBackoffNanos, int groupSize, Random random) =>
        new(maxBackoffNanos, groupSize, random);

    /// <summary>For streams whose gaps are filled by the receiver itself.</summary>
    public static NakDelay None() => new(0, 0);

    /// <summary>Wait before the first request for a gap.</summary>
    public long FirstNanos() => _random is null ? _firstNanos : RandomNanos();

    /// <summary>Wait before each further request for it.</summary>
    public long RetryNanos() => _random is null ? _retryNanos : RandomNanos();

    private long RandomNanos()
    {
        double x = (_random!.NextDouble() * _uniformScale) + _uniformBase;
        return (long)(_timeConstant * Math.Log(x * _timeFactor));
    }
}
