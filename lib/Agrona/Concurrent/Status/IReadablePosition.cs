namespace Adaptive.Agrona.Concurrent.Status;

/// <summary>A position in a stream that somebody else moves.</summary>
public interface IReadablePosition : IDisposable
{
    /// <summary>Id of the counter that holds it.</summary>
    int Id { get; }

    /// <summary>Reads it with acquire.</summary>
    /// <returns>Bytes since the beginning of the stream.</returns>
    long GetVolatile();
}
