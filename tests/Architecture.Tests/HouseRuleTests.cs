using Xunit.Abstractions;

namespace Architecture.Tests;

public class HouseRuleTests(ITestOutputHelper output)
{
    [Fact]
    public void No_source_file_is_longer_than_600_lines()
    {
        Assert.Equal([], Sources().SelectMany(source => HouseRules.TooLong(source.Path, source.Text)));
    }

    /// <summary>Lines between the two limits are listed in the test's output; readers decide on them.</summary>
    [Fact]
    public void No_line_is_beyond_the_hard_limit()
    {
        foreach (string line in Sources().SelectMany(
            source => HouseRules.LongLines(source.Path, source.Text, HouseRules.MaxLineLength)))
        {
            output.WriteLine("warning: " + line);
        }

        Assert.Equal([], Sources().SelectMany(
            source => HouseRules.LongLines(source.Path, source.Text, HouseRules.HardMaxLineLength)));
    }

    [Fact]
    public void Product_code_has_no_unfinished_work()
    {
        Assert.Equal([], Sources()
            .Where(source => HouseRules.IsProduct(source.Path))
            .SelectMany(source => HouseRules.UnfinishedWork(source.Path, source.Text)));
    }

    [Fact]
    public void Solution_and_folders_have_the_same_projects()
    {
        if (File.Exists(Path.Combine(Repository.Root, Repository.SolutionName)))
        {
            Assert.Equal(
                Repository.ProjectPaths(),
                HouseRules.ProjectsOfSolution(Repository.ReadAll(Repository.SolutionName))
                    .Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Sources_of_the_repository_are_found_and_build_output_is_not()
    {
        IReadOnlyList<string> paths = Repository.SourcePaths();

        Assert.Contains("tests/Architecture.Tests/HouseRuleTests.cs", paths);
        Assert.Contains(paths, HouseRules.IsProduct);
        Assert.DoesNotContain(paths, path => path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void File_of_601_lines_is_found_and_one_of_600_is_not()
    {
        string allowed = string.Concat(Enumerable.Repeat("x\n", 600));

        Assert.Equal([], HouseRules.TooLong("a.cs", allowed));
        Assert.Equal(["a.cs: 601 lines"], HouseRules.TooLong("a.cs", allowed + "x\n"));
    }

    [Fact]
    public void Line_beyond_the_limit_is_found()
    {
        string text = new string('x', 120) + "\r\n" + new string('x', 121) + "\n";

        Assert.Equal(["a.cs:2: 121 characters"], HouseRules.LongLines("a.cs", text, 120));
    }

    [Theory]
    [InlineData("// TODO: later", true)]
    [InlineData("/* FIXME */", true)]
    [InlineData("throw new NotImplementedException();", true)]
    [InlineData("throw new NotSupportedException();", false)]
    [InlineData("int todoCount;", false)]
    public void Unfinished_work_is_found(string line, bool found)
    {
        Assert.Equal(found ? ["a.cs:2: " + line] : [], HouseRules.UnfinishedWork("a.cs", "\n  " + line));
    }

    [Theory]
    [InlineData("engine/Messages/Generated/A.cs", true)]
    [InlineData("engine/Messages/A.g.cs", true)]
    [InlineData("engine/Messages/GeneratedCodes.cs", false)]
    public void Generated_code_is_told_by_its_folder_or_name(string path, bool generated)
    {
        Assert.Equal(generated, Repository.IsGenerated(path));
    }

    [Fact]
    public void Projects_are_read_from_a_solution_and_folders_are_not()
    {
        const string Solution = """
            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "engine", "engine", "{1}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "K", "engine\Core\K.csproj", "{2}"
            EndProject
            """;

        Assert.Equal(["engine/Core/K.csproj"], HouseRules.ProjectsOfSolution(Solution));
    }

    private static IEnumerable<(string Path, string Text)> Sources() =>
        Repository.SourcePaths().Select(path => (path, Repository.ReadAll(path)));
}
