namespace Adaptive.Agrona.Concurrent.Errors;

/// <summary>Reads an error log that another thread or process may be writing.</summary>
public static class ErrorLogReader
{
    /// <summary>Whether there is an entry.</summary>
    /// <param name="buffer">The log.</param>
    /// <returns>True when there is one or more.</returns>
    public static bool HasErrors(IAtomicBuffer buffer) => buffer.GetIntVolatile(DistinctErrorLog.LengthOffset) > 0;

    /// <summary>Reads all entries.</summary>
    /// <param name="buffer">The log.</param>
    /// <param name="consumer">Gets each entry.</param>
    /// <returns>Number of entries.</returns>
    public static int Read(IAtomicBuffer buffer, ErrorConsumer consumer) => Read(buffer, consumer, 0);

    /// <summary>Reads the entries that were seen last at or after a time.</summary>
    /// <param name="buffer">The log.</param>
    /// <param name="consumer">Gets each entry.</param>
    /// <param name="sinceTimestamp">Epoch milliseconds.</param>
    /// <returns>Number of entries that the consumer got.</returns>
    public static int Read(IAtomicBuffer buffer, ErrorConsumer consumer, long sinceTimestamp)
    {
        int entries = 0;
        int offset = 0;
        while (offset <= buffer.Capacity - DistinctErrorLog.EncodedErrorOffset)
        {
            int length = buffer.GetIntVolatile(offset + DistinctErrorLog.LengthOffset);
            if (length <= 0)
            {
                break;
            }

            long last = buffer.GetLongVolatile(offset + DistinctErrorLog.LastObservationTimestampOffset);
            if (last >= sinceTimestamp)
            {
                entries++;
                consumer(
                    buffer.GetInt(offset + DistinctErrorLog.ObservationCountOffset),
                    buffer.GetLong(offset + DistinctErrorLog.FirstObservationTimestampOffset),
                    last,
                    buffer.GetStringWithoutLengthUtf8(
                        offset + DistinctErrorLog.EncodedErrorOffset, length - DistinctErrorLog.EncodedErrorOffset));
            }

            offset += BitUtil.Align(length, DistinctErrorLog.RecordAlignment);
        }

        return entries;
    }
}
