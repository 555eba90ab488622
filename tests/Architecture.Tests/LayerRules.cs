namespace Architecture.Tests;

/// <summary>Which folder may use which; dependencies point downwards only.</summary>
internal static class LayerRules
{
    /// <summary>
    /// A folder and the folders whose projects it may refer to. The longest folder that a path begins with counts, so
    /// gateway/Client is held to its own line. A project in no folder of this table is an error.
    /// </summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["lib"] = ["lib"],
        ["engine/Messages"] = ["lib"],
        ["engine/Core"] = ["engine/Messages"],
        ["journal"] = ["engine/Messages", "engine/Core", "lib"],
        ["engine/Pipeline"] = ["journal", "engine/Core", "engine/Messages", "lib"],
        ["gateway"] = ["engine/Pipeline", "engine/Messages", "lib"],
        ["gateway/MarketData"] =
            ["gateway/Client", "engine/Pipeline", "engine/Core", "engine/Messages", "journal", "lib"],
        ["gateway/Client"] = ["engine/Messages", "lib"],
        ["tools"] = ["tools", "gateway", "engine", "journal", "lib"],
        ["bench"] = ["bench", "tools", "gateway", "engine", "journal", "lib"],
        ["tests"] = ["tests", "bench", "tools", "gateway", "engine", "journal", "lib"],
    };

    /// <summary>All that is wrong with a graph, one sentence each; empty when nothing is.</summary>
    public static IReadOnlyList<string> Violations(ProjectGraph graph)
    {
        var violations = new List<string>();
        foreach (string project in graph.Projects)
        {
            string? layer = LayerOf(project);
            if (layer is null)
            {
                violations.Add($"{project} is in no folder that the layers know");
                continue;
            }

            violations.AddRange(graph.ReferencesOf(project)
                .Where(reference => !MayUse[layer].Any(allowed => IsBelow(reference, allowed)))
                .Select(reference => $"{project} may not use {reference}"));
            violations.AddRange(graph.ReferencesOf(project)
                .Where(reference => !graph.Contains(reference))
                .Select(reference => $"{project} uses {reference}, which is not there"));
        }

        violations.AddRange(Circles(graph));
        return violations;
    }

    private static string? LayerOf(string project) =>
        MayUse.Keys.Where(folder => IsBelow(project, folder)).MaxBy(folder => folder.Length);

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static List<string> Circles(ProjectGraph graph)
    {
        var circles = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var way = new List<string>();
        foreach (string project in graph.Projects)
        {
            Visit(project);
        }

        return circles;

        void Visit(string project)
        {
            int seen = way.IndexOf(project);
            if (seen >= 0)
            {
                circles.Add("circle: " + string.Join(" -> ", way.Skip(seen).Append(project)));
                return;
            }

            if (done.Contains(project))
            {
                return;
            }

            way.Add(project);
            foreach (string reference in graph.ReferencesOf(project))
            {
                Visit(reference);
            }

            way.RemoveAt(way.Count - 1);
            done.Add(project);
        }
    }
}
