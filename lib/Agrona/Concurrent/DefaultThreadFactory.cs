namespace Adaptive.Agrona.Concurrent;

/// <summary>Makes threads that keep the process alive.</summary>
public class DefaultThreadFactory : IThreadFactory
{
    /// <inheritdoc/>
    public Thread NewThread(ThreadStart runner) => new(runner);
}
