namespace Architecture.Tests;

public class LayerTests
{
    [Fact]
    public void Projects_of_the_repository_depend_downwards_only()
    {
        var graph = ProjectGraph.OfRepository();

        Assert.Contains("engine/Core/MatchingEngine.Core.csproj", graph.Projects);
        Assert.Equal([], LayerRules.Violations(graph));
    }

    [Fact]
    public void Graph_that_points_downwards_is_accepted()
    {
        ProjectGraph graph = Layers()
            .Add("gateway/Client/C.csproj", "engine/Messages/M.csproj", "lib/L/L.csproj")
            .Add("tools/me/T.csproj", "gateway/OrderEntry/G.csproj", "engine/Core/K.csproj", "lib/L/L.csproj")
            .Add("tests/X/X.csproj", "tools/me/T.csproj");

        Assert.Equal([], LayerRules.Violations(graph));
    }

    [Theory]
    [InlineData("lib/Z/Z.csproj", "engine/Messages/M.csproj")]
    [InlineData("engine/Messages/Z/Z.csproj", "engine/Core/K.csproj")]
    [InlineData("engine/Core/Z/Z.csproj", "lib/L/L.csproj")]
    [InlineData("engine/Core/Z/Z.csproj", "journal/J.csproj")]
    [InlineData("journal/Z/Z.csproj", "engine/Pipeline/P.csproj")]
    [InlineData("engine/Pipeline/Z/Z.csproj", "gateway/OrderEntry/G.csproj")]
    [InlineData("gateway/Z/Z.csproj", "engine/Core/K.csproj")]
    [InlineData("gateway/Z/Z.csproj", "journal/J.csproj")]
    [InlineData("gateway/Client/Z/Z.csproj", "engine/Pipeline/P.csproj")]
    public void Reference_that_the_table_does_not_name_is_found(string from, string to)
    {
        ProjectGraph graph = Layers().Add(from, to);

        Assert.Equal([$"{from} may not use {to}"], LayerRules.Violations(graph));
    }

    [Fact]
    public void Tools_may_not_use_tests()
    {
        ProjectGraph graph = Layers().Add("tests/X/X.csproj").Add("tools/me/T.csproj", "tests/X/X.csproj");

        Assert.Equal(["tools/me/T.csproj may not use tests/X/X.csproj"], LayerRules.Violations(graph));
    }

    [Fact]
    public void Circle_within_a_layer_is_found()
    {
        ProjectGraph graph = new ProjectGraph()
            .Add("lib/A/A.csproj", "lib/B/B.csproj")
            .Add("lib/B/B.csproj", "lib/C/C.csproj")
            .Add("lib/C/C.csproj", "lib/B/B.csproj");

        Assert.Equal(
            ["circle: lib/B/B.csproj -> lib/C/C.csproj -> lib/B/B.csproj"], LayerRules.Violations(graph));
    }

    [Fact]
    public void Project_outside_the_table_and_missing_project_are_found()
    {
        ProjectGraph graph = new ProjectGraph()
            .Add("extras/A/A.csproj")
            .Add("engine/Helpers/H.csproj")
            .Add("lib/B/B.csproj", "lib/Gone/Gone.csproj");

        Assert.Equal(
            [
                "engine/Helpers/H.csproj is in no folder that the layers know",
                "extras/A/A.csproj is in no folder that the layers know",
                "lib/B/B.csproj uses lib/Gone/Gone.csproj, which is not there",
            ],
            LayerRules.Violations(graph));
    }

    [Fact]
    public void Project_and_library_items_are_read_as_references()
    {
        const string Xml = """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <ProjectReference Include="../Core/K.csproj; ..\..\journal\J.csproj" />
                <ProjectReference Include="$(RepositoryRoot)lib/Sbe/Sbe.csproj" OutputItemType="Analyzer" />
                <Library Include="Disruptor" />
                <Library Update="Ignored" />
                <PackageReference Include="xunit" />
              </ItemGroup>
            </Project>
            """;

        Assert.Equal(
            [
                "engine/Core/K.csproj", "journal/J.csproj", "lib/Sbe/Sbe.csproj",
                "lib/Disruptor/Disruptor.csproj",
            ],
            ProjectGraph.ReferencesIn("engine/Pipeline/P.csproj", Xml));
    }

    private static ProjectGraph Layers() => new ProjectGraph()
        .Add("lib/L/L.csproj")
        .Add("engine/Messages/M.csproj", "lib/L/L.csproj")
        .Add("engine/Core/K.csproj", "engine/Messages/M.csproj")
        .Add("journal/J.csproj", "engine/Messages/M.csproj", "engine/Core/K.csproj")
        .Add("engine/Pipeline/P.csproj", "journal/J.csproj", "engine/Core/K.csproj", "lib/L/L.csproj")
        .Add("gateway/OrderEntry/G.csproj", "engine/Pipeline/P.csproj", "engine/Messages/M.csproj", "lib/L/L.csproj");
}
