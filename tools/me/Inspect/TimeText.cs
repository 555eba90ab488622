using System.Globalization;

namespace MatchingEngine.Tools.Inspect;

/// <summary>Engine time for people.</summary>
internal static class TimeText
{
    private const long NanosPerTick = 100;

    /// <summary>UTC with nanoseconds, as ISO 8601 writes it.</summary>
    public static string Of(long nanos)
    {
        DateTime time = DateTime.UnixEpoch.AddTicks(nanos / NanosPerTick);
        return string.Create(
            CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.fffffff}{nanos % NanosPerTick:00}Z");
    }
}
