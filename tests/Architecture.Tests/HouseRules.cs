using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Rules on the text of source files.</summary>
internal static partial class HouseRules
{
    public const int MaxFileLines = 600;
    public const int MaxLineLength = 120;

    /// <summary>Beyond this a long line is an error and no longer a matter of judgement.</summary>
    public const int HardMaxLineLength = 160;

    private static readonly string[] ProductFolders = ["engine/", "journal/", "gateway/", "tools/", "lib/"];

    public static bool IsProduct(string path) =>
        ProductFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>"path: n lines" when the file is too long, otherwise nothing.</summary>
    public static IEnumerable<string> TooLong(string path, string text)
    {
        int lines = text.TrimEnd('\n').Split('\n').Length;
        return lines > MaxFileLines ? [$"{path}: {lines} lines"] : [];
    }

    /// <summary>"path:line: n characters" for each line longer than the limit.</summary>
    public static IEnumerable<string> LongLines(string path, string text, int maxLength) => text.Split('\n')
        .Select((line, index) => (Length: line.TrimEnd('\r').Length, Number: index + 1))
        .Where(line => line.Length > maxLength)
        .Select(line => $"{path}:{line.Number}: {line.Length} characters");

    /// <summary>"path:line: text" for each line that admits to unfinished work.</summary>
    public static IEnumerable<string> UnfinishedWork(string path, string text) => text.Split('\n')
        .Select((line, index) => (Text: line, Number: index + 1))
        .Where(line => UnfinishedPattern().IsMatch(line.Text))
        .Select(line => $"{path}:{line.Number}: {line.Text.Trim()}");

    /// <summary>The project paths that a solution file lists, with forward slashes.</summary>
    public static IEnumerable<string> ProjectsOfSolution(string text) =>
        SolutionProjectPattern().Matches(text).Select(match => match.Groups[1].Value.Replace('\\', '/'));

    [GeneratedRegex(@"\b(TODO|FIXME|NotImplementedException)\b")]
    private static partial Regex UnfinishedPattern();

    [GeneratedRegex(@"^Project\(""[^""]*""\) = ""[^""]*"", ""([^""]*\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex SolutionProjectPattern();
}
