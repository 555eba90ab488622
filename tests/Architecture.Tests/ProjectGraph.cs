using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>Projects by path, each with the paths of the projects that it refers to.</summary>
internal sealed class ProjectGraph
{
    private readonly SortedDictionary<string, List<string>> _references = new(StringComparer.Ordinal);

    public IEnumerable<string> Projects => _references.Keys;

    public static ProjectGraph OfRepository()
    {
        var graph = new ProjectGraph();
        foreach (string path in Repository.ProjectPaths())
        {
            graph.Add(path, [.. ReferencesIn(path, Repository.ReadAll(path))]);
        }

        return graph;
    }

    /// <summary>The projects that the text of a project file refers to, directly or as a library.</summary>
    public static IEnumerable<string> ReferencesIn(string projectPath, string projectXml)
    {
        string folder = projectPath[..(projectPath.LastIndexOf('/') + 1)];
        foreach (XElement item in XDocument.Parse(projectXml).Descendants())
        {
            foreach (string include in Includes(item))
            {
                if (item.Name.LocalName == "ProjectReference")
                {
                    const string RootProperty = "$(RepositoryRoot)";
                    string path = include.Replace('\\', '/');
                    yield return path.StartsWith(RootProperty, StringComparison.Ordinal)
                        ? Normalize(path[RootProperty.Length..])
                        : Normalize(folder + path);
                }
                else if (item.Name.LocalName == "Library")
                {
                    yield return $"lib/{include}/{include}.csproj";
                }
            }
        }
    }

    public ProjectGraph Add(string project, params string[] references)
    {
        _references.Add(project, [.. references]);
        return this;
    }

    public bool Contains(string project) => _references.ContainsKey(project);

    public IReadOnlyList<string> ReferencesOf(string project) => _references.GetValueOrDefault(project) ?? [];

    private static string[] Includes(XElement item) => ((string?)item.Attribute("Include") ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
