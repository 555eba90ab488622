namespace Adaptive.Agrona.Concurrent;

/// <summary>Makes threads.</summary>
public interface IThreadFactory
{
    /// <summary>Makes a thread that is not started.</summary>
    /// <param name="runner">What it runs.</param>
    /// <returns>The thread.</returns>
    Thread NewThread(ThreadStart runner);
}
