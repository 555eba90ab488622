using System.Globalization;

namespace Adaptive.Agrona;

/// <summary>Reads sizes and durations as they stand in properties and channel parameters.</summary>
public static class SystemUtil
{
    /// <summary>Reads a size: a whole number, or one followed by k, m or g for the powers of 1,024.</summary>
    /// <param name="propertyName">What the text belongs to; stands in the error.</param>
    /// <param name="propertyValue">The text.</param>
    /// <returns>The size in bytes.</returns>
    /// <exception cref="FormatException">The text is no size, or one that does not fit.</exception>
    public static long ParseSize(string propertyName, string propertyValue)
    {
        int shift = propertyValue.Length == 0 ? 0 : char.ToLowerInvariant(propertyValue[^1]) switch
        {
            'k' => 10,
            'm' => 20,
            'g' => 30,
            _ => 0,
        };

        long number = Number(propertyName, propertyValue, shift == 0 ? 0 : 1);
        return number <= long.MaxValue >> shift && number >= long.MinValue >> shift
            ? number << shift
            : throw new FormatException($"{propertyName}: does not fit 64 bits: {propertyValue}");
    }

    /// <summary>Reads a duration: a whole number of nanoseconds, or a number followed by ns, us, ms or s.</summary>
    /// <param name="propertyName">What the text belongs to; stands in the error.</param>
    /// <param name="propertyValue">The text.</param>
    /// <returns>The duration in nanoseconds.</returns>
    /// <exception cref="FormatException">The text is no duration.</exception>
    /// <exception cref="OverflowException">The duration does not fit.</exception>
    public static long ParseDuration(string propertyName, string propertyValue)
    {
        string text = propertyValue.ToLowerInvariant();
        (int suffix, long nanos) = text switch
        {
            _ when text.EndsWith("ns", StringComparison.Ordinal) => (2, 1L),
            _ when text.EndsWith("us", StringComparison.Ordinal) => (2, 1_000L),
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (2, 1_000_000L),
            _ when text.EndsWith('s') => (1, 1_000_000_000L),
            _ => (0, 1L),
        };

        return checked(Number(propertyName, propertyValue, suffix) * nanos);
    }

    /// <summary>Writes a duration so that <see cref="ParseDuration"/> reads it.</summary>
    /// <param name="durationNs">Nanoseconds, zero or more.</param>
    /// <returns>The number in the largest unit that leaves it whole, with the unit.</returns>
    public static string FormatDuration(long durationNs)
    {
        (long value, string unit) = durationNs switch
        {
            _ when durationNs % 1_000_000_000 == 0 => (durationNs / 1_000_000_000, "s"),
            _ when durationNs % 1_000_000 == 0 => (durationNs / 1_000_000, "ms"),
            _ when durationNs % 1_000 == 0 => (durationNs / 1_000, "us"),
            _ => (durationNs, "ns"),
        };

        return value.ToString(CultureInfo.InvariantCulture) + unit;
    }

    private static long Number(string name, string text, int suffix)
    {
        ReadOnlySpan<char> digits = text.AsSpan(0, text.Length - suffix);
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new FormatException($"{name}: cannot be read as a number with a unit: {text}");
    }
}
