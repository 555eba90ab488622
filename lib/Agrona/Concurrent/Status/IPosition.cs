namespace Adaptive.Agrona.Concurrent.Status;

/// <summary>A position in a stream that one thread moves and anybody reads.</summary>
public interface IPosition : IReadablePosition
{
    /// <summary>Reads it plainly; for the thread that moves it.</summary>
    /// <returns>Bytes since the beginning of the stream.</returns>
    long Get();

    /// <summary>Writes it plainly.</summary>
    /// <param name="value">Bytes since the beginning of the stream.</param>
    void Set(long value);

    /// <summary>Writes it with release.</summary>
    /// <param name="value">Bytes since the beginning of the stream.</param>
    void SetOrdered(long value);

    /// <summary>Writes it with release.</summary>
    /// <param name="value">Bytes since the beginning of the stream.</param>
    void SetRelease(long value);

    /// <summary>Writes it with a full fence.</summary>
    /// <param name="value">Bytes since the beginning of the stream.</param>
    void SetVolatile(long value);

    /// <summary>Raises it plainly when a value is higher.</summary>
    /// <param name="proposedValue">The value.</param>
    /// <returns>Whether it was.</returns>
    bool ProposeMax(long proposedValue);

    /// <summary>Raises it with release when a value is higher.</summary>
    /// <param name="proposedValue">The value.</param>
    /// <returns>Whether it was.</returns>
    bool ProposeMaxOrdered(long proposedValue);
}
