namespace Adaptive.Agrona.Concurrent;

/// <summary>Makes threads that do not keep the process alive.</summary>
public class BackgroundThreadFactory : IThreadFactory
{
    /// <summary>The one that everybody can share.</summary>
    public static readonly BackgroundThreadFactory Instance = new();

    /// <inheritdoc/>
    public Thread NewThread(ThreadStart runner) => new(runner) { IsBackground = true };
}
