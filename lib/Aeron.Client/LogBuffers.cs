using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Util;

namespace Adaptive.Aeron;

/// <summary>
/// A log in memory, shared by the publications and images of this client that use it. Whoever holds one of its buffers
/// keeps the mapping alive by holding this; the conductor ends it earlier once nobody has used it for a while.
/// </summary>
internal sealed unsafe class LogBuffers : IDisposable
{
    private readonly MappedByteBuffer _mapping;

    public LogBuffers(string logFileName, bool preTouch)
    {
        _mapping = IoUtil.MapExistingFile(logFileName, MapMode.ReadWrite);
        long metaDataOffset = _mapping.Capacity - LogBufferDescriptor.LOG_META_DATA_LENGTH;
        if (metaDataOffset < 0)
        {
            throw new InvalidOperationException($"log is too short: {logFileName} length={_mapping.Capacity}");
        }

        MetaData = new UnsafeBuffer(_mapping.Pointer + (nint)metaDataOffset, LogBufferDescriptor.LOG_META_DATA_LENGTH);
        TermLength = LogBufferDescriptor.TermLength(MetaData);
        LogBufferDescriptor.CheckTermLength(TermLength);
        if (metaDataOffset < (long)TermLength * LogBufferDescriptor.PARTITION_COUNT)
        {
            throw new InvalidOperationException($"log is too short for its terms: {logFileName} term={TermLength}");
        }

        Terms = new UnsafeBuffer[LogBufferDescriptor.PARTITION_COUNT];
        for (int i = 0; i < Terms.Length; i++)
        {
            Terms[i] = new UnsafeBuffer(_mapping.Pointer + (nint)((long)i * TermLength), TermLength);
        }

        if (preTouch)
        {
            PreTouch();
        }
    }

    public int TermLength { get; }

    public UnsafeBuffer MetaData { get; }

    public UnsafeBuffer[] Terms { get; }

    public int References { get; set; }

    /// <summary>When the mapping may end, of a log that nobody uses; in the conductor's nanoseconds.</summary>
    public long LingerDeadlineNs { get; set; }

    public void Dispose() => _mapping.Dispose();

    /// <summary>Makes the system find the pages now: a compare-and-set touches them without changing a byte.</summary>
    private void PreTouch()
    {
        byte* address = (byte*)_mapping.Pointer;
        for (long offset = 0; offset < _mapping.Capacity; offset += LogBufferDescriptor.PAGE_MIN_SIZE)
        {
            Interlocked.CompareExchange(ref *(long*)(address + offset), 0, 0);
        }
    }
}
