using System.Globalization;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>The sample hour: commands and the fills that the venue reported.</summary>
internal static class NasdaqHour
{
    public static string Directory { get; } =
        Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "data", "nasdaq-msft-2012-06-21"));

    public static IEnumerable<long[]> CommandRows() => Rows("commands.csv", kindColumn: 1);

    public static IEnumerable<long[]> FillRows() => Rows("fills.csv", kindColumn: -1);

    // A kind is read as the number of its letter.
    private static IEnumerable<long[]> Rows(string file, int kindColumn) =>
        File.ReadLines(Path.Combine(Directory, file)).Select(line => line.Split(',')
            .Select((cell, column) => column == kindColumn ? cell[0] : long.Parse(cell, CultureInfo.InvariantCulture))
            .ToArray());

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "global.json")))
                return at.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
