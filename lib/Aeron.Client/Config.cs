using Adaptive.Agrona;

namespace Adaptive.Aeron;

/// <summary>Properties that the process was started with, as arguments of the form <c>-Dname=value</c>.</summary>
public static class Config
{
    /// <summary>All properties.</summary>
    public static readonly Dictionary<string, string> Params = Read(Environment.GetCommandLineArgs());

    /// <summary>Value of a property.</summary>
    /// <param name="propertyName">Name.</param>
    /// <param name="defaultValue">What is returned when there is none.</param>
    /// <returns>The text.</returns>
    public static string? GetProperty(string propertyName, string? defaultValue = null) =>
        Params.GetValueOrDefault(propertyName) ?? defaultValue;

    /// <summary>Value of a property that is a duration, see <see cref="SystemUtil.ParseDuration"/>.</summary>
    /// <param name="propertyName">Name.</param>
    /// <param name="defaultValue">What is returned when there is none.</param>
    /// <returns>Nanoseconds.</returns>
    public static long GetDurationInNanos(string propertyName, long defaultValue) =>
        GetProperty(propertyName) is { } text ? SystemUtil.ParseDuration(propertyName, text) : defaultValue;

    /// <summary>Value of a property that is "true" or not.</summary>
    /// <param name="propertyName">Name.</param>
    /// <returns>Whether it is "true".</returns>
    public static bool GetBoolean(string propertyName) => GetProperty(propertyName) == "true";

    private static Dictionary<string, string> Read(string[] arguments)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string argument in arguments)
        {
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (argument.StartsWith("-D", StringComparison.Ordinal) && equals > 2)
            {
                properties[argument[2..equals]] = argument[(equals + 1)..];
            }
        }

        return properties;
    }
}
