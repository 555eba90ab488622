using System.Diagnostics;
using MatchingEngine.AeronDriver.Inspection;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// What was published stays with the media driver, after its publication was closed, until all subscribers have it.
/// A driver that ends with its service must be given the time for that.
/// </summary>
internal static class FeedLinger
{
    /// <summary>Type of the counter that Aeron keeps for each publication, and frees when it is done with it.</summary>
    private const int PublisherLimitTypeId = 1;

    private const int CheckMillis = 5;

    /// <summary>Waits until the driver is done with publications that were closed.</summary>
    /// <param name="directory">Directory of the driver.</param>
    /// <param name="registrationIds">The publications; those without subscribers need no waiting.</param>
    /// <param name="limitMillis">How long at the most.</param>
    /// <param name="report">Told when the time was not enough, or when the driver can't be looked at.</param>
    public static void AwaitReceipt(
        string directory, IReadOnlyList<long> registrationIds, int limitMillis, Action<string> report)
    {
        if (limitMillis == 0 || registrationIds.Count == 0)
            return;
        try
        {
            using DriverInspector inspector = DriverInspector.Open(directory);
            Await(inspector, registrationIds, limitMillis, report);
        }
        catch (IOException exception)
        {
            // Somebody took its directory away: the rest of the end must not be left out for that.
            report($"feed: ended without waiting for subscribers: {exception.Message}");
        }
    }

    private static void Await(
        DriverInspector inspector, IReadOnlyList<long> registrationIds, int limitMillis, Action<string> report)
    {
        long start = Stopwatch.GetTimestamp();
        while (inspector.Counters().Any(counter =>
            counter.TypeId == PublisherLimitTypeId && registrationIds.Contains(counter.RegistrationId)))
        {
            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds >= limitMillis)
            {
                report($"feed: ended after {limitMillis} ms with subscribers that had not received everything; they can ask "
                    + "for it after the next start.");
                return;
            }
            Thread.Sleep(CheckMillis);
        }
    }
}
