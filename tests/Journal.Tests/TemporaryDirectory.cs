namespace MatchingEngine.Journal.Tests;

/// <summary>A directory that is gone when the test ends.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("journal-tests-");

    public string Path => _directory.FullName;

    public static implicit operator string(TemporaryDirectory directory) => directory.Path;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string[] Segments => [.. JournalDirectory.ListSegments(Path)];

    /// <summary>The contents of all segments, to be put back with <see cref="Restore"/>.</summary>
    public Dictionary<string, byte[]> Save() => Segments.ToDictionary(path => path, System.IO.File.ReadAllBytes);

    public void Restore(Dictionary<string, byte[]> saved)
    {
        foreach (string path in Segments.Except(saved.Keys))
            System.IO.File.Delete(path);
        foreach ((string path, byte[] bytes) in saved)
            System.IO.File.WriteAllBytes(path, bytes);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
