namespace Disruptor;

/// <summary>The producer's side of a ring: claim sequences, fill their slots, publish them.</summary>
public interface ISequenced
{
    /// <summary>Number of slots; a power of two.</summary>
    int BufferSize { get; }

    /// <summary>Whether <paramref name="requiredCapacity"/> more slots could be claimed now.</summary>
    bool HasAvailableCapacity(int requiredCapacity);

    /// <summary>Number of slots that could be claimed now.</summary>
    long GetRemainingCapacity();

    /// <summary>Claims the next slot; spins while the ring is full.</summary>
    /// <returns>The claimed sequence, which has to be published.</returns>
    long Next();

    /// <summary>Claims <paramref name="n"/> slots in a row; spins while the ring has not that much room.</summary>
    /// <param name="n">Number of slots, 1 to <see cref="BufferSize"/>.</param>
    /// <returns>The highest claimed sequence; the lowest is <paramref name="n"/> - 1 less.</returns>
    /// <exception cref="ArgumentException"><paramref name="n"/> is out of range.</exception>
    long Next(int n);

    /// <summary>Claims the next slot if there is room; never waits.</summary>
    /// <returns>False when the ring is full: then nothing is claimed and <paramref name="sequence"/> is 0.</returns>
    bool TryNext(out long sequence);

    /// <summary>Claims <paramref name="n"/> slots in a row if there is room; never waits.</summary>
    /// <param name="n">Number of slots, 1 to <see cref="BufferSize"/>.</param>
    /// <param name="sequence">The highest claimed sequence, or 0.</param>
    /// <returns>False when there is not enough room: then nothing is claimed.</returns>
    /// <exception cref="ArgumentException"><paramref name="n"/> is out of range.</exception>
    bool TryNext(int n, out long sequence);

    /// <summary>Makes a claimed and filled slot visible to the consumers.</summary>
    void Publish(long sequence);

    /// <summary>Makes the claimed and filled slots <paramref name="lo"/> to <paramref name="hi"/> visible.</summary>
    void Publish(long lo, long hi);
}
