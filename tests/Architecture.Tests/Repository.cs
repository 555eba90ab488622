namespace Architecture.Tests;

/// <summary>
/// The repository that the tests were built from. Paths are relative to its root, with forward slashes.
/// </summary>
internal static class Repository
{
    public const string SolutionName = "MatchingEngine.sln";

    private static readonly string[] SkippedFolders = ["bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> ProjectPaths() => [.. Files("*.csproj")];

    /// <summary>Source files that people write: without build output and generated code.</summary>
    public static IReadOnlyList<string> SourcePaths() => [.. Files("*.cs").Where(path => !IsGenerated(path))];

    public static string ReadAll(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool IsGenerated(string path) =>
        path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
        || path.Split('/').Contains("generated", StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Files(string pattern) => FilesBelow(new DirectoryInfo(Root), pattern)
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> FilesBelow(DirectoryInfo folder, string pattern)
    {
        IEnumerable<FileInfo> below = folder.EnumerateDirectories()
            .Where(child => !child.Name.StartsWith('.') && !SkippedFolders.Contains(child.Name))
            .SelectMany(child => FilesBelow(child, pattern));
        return folder.EnumerateFiles(pattern).Concat(below);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionName))
                || File.Exists(Path.Combine(folder.FullName, "global.json")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No repository above {AppContext.BaseDirectory}.");
    }
}
