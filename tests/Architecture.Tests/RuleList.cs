using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Reads the list of rules, and says which of the tests that it names are not there.</summary>
internal sealed partial class RuleList
{
    private readonly List<(string Rule, string[] Tests)> _rows = [];

    /// <param name="markdown">The document: tables of two columns, the tests in backticks in the second.</param>
    public RuleList(string markdown)
    {
        foreach (string line in markdown.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)))
        {
            string[] cells = line.Split('|');
            if (cells.Length == 4 && cells[2].Trim() is not ("held by" or "---"))
                _rows.Add((cells[1].Trim(), [.. Backticked().Matches(cells[2]).Select(match => match.Groups[1].Value)]));
        }
    }

    public int Count => _rows.Count;

    /// <summary>Every name in the list, each once.</summary>
    public IReadOnlySet<string> Names => _rows.SelectMany(row => row.Tests).ToHashSet(StringComparer.Ordinal);

    /// <summary>Rules that name no test.</summary>
    public IEnumerable<string> WithoutTest() => _rows.Where(row => row.Tests.Length == 0).Select(row => row.Rule);

    /// <summary>Names of tests that are not there, each with its rule.</summary>
    /// <param name="scenarios">Names of the scenarios that there are.</param>
    /// <param name="testSources">Text of all source files of tests.</param>
    public IEnumerable<string> Missing(IReadOnlySet<string> scenarios, IReadOnlyCollection<string> testSources) =>
        _rows.SelectMany(row => row.Tests
            .Where(name => !(IsScenario(name) ? scenarios.Contains(name) : IsTest(name, testSources)))
            .Select(name => $"{row.Rule}: {name}"));

    private static bool IsScenario(string name) => char.IsLower(name[0]);

    private static bool IsTest(string name, IReadOnlyCollection<string> testSources)
    {
        string[] parts = name.Split('.');
        string[] sources = [.. testSources.Where(text =>
            Regex.IsMatch(text, $@"\bclass {parts[0]}\b") && Regex.IsMatch(text, @"\[(Fact|Theory|\w+Fact)\b"))];
        return parts.Length == 1
            ? sources.Length > 0
            : sources.Any(text => Regex.IsMatch(text, $@"public (async )?(void|Task) {parts[1]}\("));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticked();
}
