namespace Adaptive.Agrona.Concurrent.RingBuffer;

/// <summary>
/// Layout of a ring buffer: a power of two of bytes, then a trailer with each field on 128 bytes of its own.
/// </summary>
public static class RingBufferDescriptor
{
    /// <summary>Tail position, counted from the end of the ring.</summary>
    public static readonly int TailPositionOffset = 128;

    /// <summary>The head position that producers saw last, counted from the end of the ring.</summary>
    public static readonly int HeadCachePositionOffset = 256;

    /// <summary>Head position, counted from the end of the ring.</summary>
    public static readonly int HeadPositionOffset = 384;

    /// <summary>Counter of correlation ids, counted from the end of the ring.</summary>
    public static readonly int CorrelationCounterOffset = 512;

    /// <summary>Consumer's heartbeat in epoch milliseconds, counted from the end of the ring.</summary>
    public static readonly int ConsumerHeartbeatOffset = 640;

    /// <summary>Bytes of the trailer.</summary>
    public static readonly int TrailerLength = 768;

    /// <summary>Checks the length of a ring.</summary>
    /// <param name="capacity">Bytes without the trailer.</param>
    /// <exception cref="InvalidOperationException">It is no power of two.</exception>
    public static void CheckCapacity(int capacity)
    {
        if (!BitUtil.IsPowerOfTwo(capacity))
        {
            throw new InvalidOperationException(
                $"capacity must be a power of two, the trailer of {TrailerLength} bytes aside: {capacity}");
        }
    }
}
