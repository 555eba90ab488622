namespace MatchingEngine.SystemTests.Support;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    private const string LockExtension = ".lock";

    public TempDirectory()
    {
        FullPath = Directory.CreateTempSubdirectory("me-system-").FullName;
    }

    public string FullPath { get; }

    /// <summary>
    /// A copy of a data directory. The lock stays: a running service holds it, and nobody can read it.
    /// </summary>
    public static TempDirectory CopyOf(string directory)
    {
        var copy = new TempDirectory();
        foreach (string file in Directory.EnumerateFiles(directory))
        {
            if (Path.GetExtension(file) != LockExtension)
                File.Copy(file, Path.Combine(copy.FullPath, Path.GetFileName(file)));
        }
        return copy;
    }

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
