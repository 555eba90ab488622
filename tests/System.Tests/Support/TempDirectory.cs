namespace MatchingEngine.SystemTests.Support;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory()
    {
        FullPath = Directory.CreateTempSubdirectory("me-system-").FullName;
    }

    public string FullPath { get; }

    /// <summary>A copy of everything in another directory.</summary>
    public static TempDirectory CopyOf(string directory)
    {
        var copy = new TempDirectory();
        foreach (string file in Directory.EnumerateFiles(directory))
            File.Copy(file, Path.Combine(copy.FullPath, Path.GetFileName(file)));
        return copy;
    }

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
