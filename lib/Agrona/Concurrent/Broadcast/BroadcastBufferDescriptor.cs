namespace Adaptive.Agrona.Concurrent.Broadcast;

/// <summary>Layout of a broadcast buffer: a power of two of bytes, then a trailer.</summary>
public static class BroadcastBufferDescriptor
{
    /// <summary>Position up to which the transmitter is about to write, counted from the end of the records.</summary>
    public static readonly int TailIntentCounterOffset;

    /// <summary>Position up to which it has written, counted from the end of the records.</summary>
    public static readonly int TailCounterOffset = 8;

    /// <summary>Position of the latest record, counted from the end of the records.</summary>
    public static readonly int LatestCounterOffset = 16;

    /// <summary>Bytes of the trailer.</summary>
    public static readonly int TrailerLength = 128;

    /// <summary>Checks the length of a buffer.</summary>
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
