namespace MatchingEngine.SystemTests.Support;

/// <summary>Where things are, seen from the test assembly.</summary>
internal static class Repository
{
    private const string Marker = "Directory.Packages.props";

    /// <summary>The program under test, built along with the tests.</summary>
    public static string MeAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "me.dll");

    /// <summary>The recorded hour of an exchange, beside the repository; absent on most machines.</summary>
    public static string NasdaqDirectory { get; } = Path.GetFullPath(
        Path.Combine(Root() ?? AppContext.BaseDirectory, "..", "shared", "data", "nasdaq-msft-2012-06-21"));

    public static string NasdaqCommands { get; } = Path.Combine(NasdaqDirectory, "commands.csv");

    public static string NasdaqFills { get; } = Path.Combine(NasdaqDirectory, "fills.csv");

    public static bool HasNasdaq => File.Exists(NasdaqCommands) && File.Exists(NasdaqFills);

    /// <summary>Top folder of the checkout; null outside of one.</summary>
    public static string? Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Marker)))
                return at.FullName;
        }
        return null;
    }
}
