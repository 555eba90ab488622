namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("me-pipeline-").FullName;

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
