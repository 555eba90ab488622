using MatchingEngine.AeronDriver;

namespace MatchingEngine.Tools.Service;

/// <summary>The Aeron media driver that the service brings: one thread, which sleeps when there is nothing to do.</summary>
internal static class EmbeddedDriver
{
    private const long Millisecond = 1_000_000;
    private const long TimerIntervalNanos = 20 * Millisecond;

    private const long UntetheredLimitNanos = 50 * Millisecond;
    private const long UntetheredRestingNanos = 1_000 * Millisecond;

    // In shared memory all that waits for the driver is what subscribers ask for, and a publisher that is a window ahead.
    private const long MaxParkNanosOfMemory = 10 * Millisecond;
    private const long MaxParkNanosOfNetwork = 1 * Millisecond;

    /// <summary>Starts it. What a driver left whose process is dead, as after a kill, is cleared away.</summary>
    /// <param name="directory">Its directory; null for Aeron's default.</param>
    /// <param name="sendsDatagrams">Whether something waits for it to be sent.</param>
    /// <param name="lingerMillis">How long its end is put off at the most for who has not received everything.</param>
    /// <param name="report">Takes what an operator should read.</param>
    /// <exception cref="InvalidOperationException">Another driver serves the directory.</exception>
    public static MediaDriver Launch(string? directory, bool sendsDatagrams, int lingerMillis, Action<string> report)
    {
        var context = new MediaDriverContext
        {
            ThreadingMode = ThreadingMode.Shared,
            Idle = DriverIdle.Backoff,
            TimerIntervalNanos = TimerIntervalNanos,
            // As the feed's own channel has them: for subscribers over a network, and channels that say nothing.
            UntetheredWindowLimitTimeoutNanos = UntetheredLimitNanos,
            UntetheredLingerTimeoutNanos = UntetheredLimitNanos,
            UntetheredRestingTimeoutNanos = UntetheredRestingNanos,
            MaxParkNanos = sendsDatagrams ? MaxParkNanosOfNetwork : MaxParkNanosOfMemory,
            // Receivers of a group do not say that they have the end: what they missed of it they must ask for by then.
            PublicationLingerTimeoutNanos = Math.Max(1, lingerMillis / 2) * Millisecond,
            DeleteDirectoryOnShutdown = true,
            ErrorHandler = error => report($"media driver: {error.Message}"),
        };
        if (directory is not null)
            context.DirectoryName = directory;
        if (DeadDriver.IsIn(context.DirectoryName))
            context.DriverTimeoutMillis = 0;
        try
        {
            return MediaDriver.Launch(context);
        }
        catch (ActiveDriverException exception)
        {
            throw new InvalidOperationException(
                $"A media driver runs in {context.DirectoryName} already. Use it (--external-driver), choose another "
                + "directory (--aeron-dir), or publish nothing (--no-feed).",
                exception);
        }
    }
}
