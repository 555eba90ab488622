using System.Diagnostics;
using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Inspection;

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
    /// <param name="report">Takes what an operator should read.</param>
    /// <exception cref="InvalidOperationException">Another driver serves the directory.</exception>
    public static MediaDriver Launch(string? directory, bool sendsDatagrams, Action<string> report)
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
            DeleteDirectoryOnShutdown = true,
            ErrorHandler = error => report($"media driver: {error.Message}"),
        };
        if (directory is not null)
            context.DirectoryName = directory;
        if (HasDeadDriver(context.DirectoryName))
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

    private static bool HasDeadDriver(string directory)
    {
        try
        {
            using DriverInspector inspector = DriverInspector.Open(directory);
            using Process process = Process.GetProcessById((int)inspector.Pid);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            // No process has this id.
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
