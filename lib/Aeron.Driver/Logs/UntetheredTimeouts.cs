namespace MatchingEngine.AeronDriver.Logs;

/// <summary>Times in the life of a subscriber that may be left behind.</summary>
/// <param name="WindowLimitNanos">It may lag for this long.</param>
/// <param name="LingerNanos">After its image was taken away it still holds the log for this long.</param>
/// <param name="RestingNanos">Then it rests for this long before it may join again.</param>
internal readonly record struct UntetheredTimeouts(long WindowLimitNanos, long LingerNanos, long RestingNanos);
