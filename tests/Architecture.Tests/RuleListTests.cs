namespace Architecture.Tests;

public class RuleListTests
{
    private const string Scenarios = "tests/Core.Tests/Scenarios";

    private readonly RuleList _rules = new(Repository.ReadAll("engine/RULES.md"));

    [Fact]
    public void Every_rule_names_a_test_and_every_test_named_is_there()
    {
        Assert.True(_rules.Count > 100, $"only {_rules.Count} rules were found");
        Assert.Equal([], _rules.WithoutTest());
        Assert.Equal([], _rules.Missing(ScenarioNames(), TestSources()));
    }

    [Fact]
    public void Every_scenario_is_named_by_a_rule()
    {
        Assert.Equal([], ScenarioNames().Except(_rules.Names).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("no_such_scenario")]
    [InlineData("NoSuchTests")]
    [InlineData("RuleListTests.No_such_test")]
    [InlineData("RuleListTests.ScenarioNames")]
    public void Test_that_is_not_there_is_found(string name)
    {
        RuleList list = new($"| rule | held by |\n| --- | --- |\n| it works | `fifo_priority`, `{name}` |\n");

        Assert.Equal([$"it works: {name}"], list.Missing(ScenarioNames(), TestSources()));
    }

    [Fact]
    public void Rule_without_a_test_is_found()
    {
        RuleList list = new("| rule | held by |\n| --- | --- |\n| it works | |\n| so does this | `fifo_priority` |\n");

        Assert.Equal(["it works"], list.WithoutTest());
        Assert.Equal([], list.Missing(ScenarioNames(), TestSources()));
    }

    private static HashSet<string> ScenarioNames() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, Scenarios), "*.txt")
            .Select(file => Path.GetFileNameWithoutExtension(file))];

    private static string[] TestSources() =>
        [.. Repository.SourcePaths().Where(path => path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(Repository.ReadAll)];
}
