using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Util;

namespace Adaptive.Aeron;

/// <summary>
/// Layout of the command-and-control file: a header of 128 bytes, then the to-driver ring, the to-clients broadcast,
/// the counters' metadata, the counters' values and the error log, back to back.
/// </summary>
public static class CncFileDescriptor
{
    /// <summary>Name of the file in the Aeron directory.</summary>
    public const string CNC_FILE = "cnc.dat";

    /// <summary>Version of the layout that this code speaks, packed.</summary>
    public static readonly int CNC_VERSION = SemanticVersion.Compose(0, 2, 0);

    /// <summary>Offset of the version; 0 there means that the driver has not finished the file.</summary>
    public static readonly int CNC_VERSION_FIELD_OFFSET;

    /// <summary>Offset of the length of the to-driver ring.</summary>
    public static readonly int TO_DRIVER_BUFFER_LENGTH_FIELD_OFFSET = 4;

    /// <summary>Offset of the length of the to-clients broadcast.</summary>
    public static readonly int TO_CLIENTS_BUFFER_LENGTH_FIELD_OFFSET = 8;

    /// <summary>Offset of the length of the counters' metadata.</summary>
    public static readonly int COUNTERS_METADATA_BUFFER_LENGTH_FIELD_OFFSET = 12;

    /// <summary>Offset of the length of the counters' values.</summary>
    public static readonly int COUNTERS_VALUES_BUFFER_LENGTH_FIELD_OFFSET = 16;

    /// <summary>Offset of the length of the error log.</summary>
    public static readonly int ERROR_LOG_BUFFER_LENGTH_FIELD_OFFSET = 20;

    /// <summary>
    /// Offset of the time-out, in nanoseconds, after which the driver takes a silent client for dead.
    /// </summary>
    public static readonly int CLIENT_LIVENESS_TIMEOUT_FIELD_OFFSET = 24;

    /// <summary>Offset of the time, in epoch milliseconds, at which the driver started.</summary>
    public static readonly int START_TIMESTAMP_FIELD_OFFSET = 32;

    /// <summary>Offset of the driver's process id.</summary>
    public static readonly int PID_FIELD_OFFSET = 40;

    /// <summary>Offset of the page size that files are rounded up to.</summary>
    public static readonly int FILE_PAGE_SIZE_FIELD_OFFSET = 48;

    /// <summary>Bytes of the header.</summary>
    public static readonly int META_DATA_LENGTH = 128;

    /// <summary>Where the buffers begin.</summary>
    public static readonly int END_OF_METADATA_OFFSET = META_DATA_LENGTH;

    /// <summary>Length of the file.</summary>
    /// <param name="totalLengthOfBuffers">Sum of the lengths of the five buffers.</param>
    /// <param name="alignment">Page size.</param>
    /// <returns>Bytes.</returns>
    public static int ComputeCncFileLength(int totalLengthOfBuffers, int alignment) =>
        BitUtil.Align(META_DATA_LENGTH + totalLengthOfBuffers, alignment);

    /// <summary>Whether a file has the name of a command-and-control file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>True when it has.</returns>
    public static bool IsCncFile(FileInfo path) => path.Name == CNC_FILE;

    /// <summary>Whether a file is long enough for what its header says.</summary>
    /// <param name="metaDataBuffer">The header.</param>
    /// <param name="cncFileLength">Bytes of the file.</param>
    /// <returns>True when it is.</returns>
    public static bool IsCncFileLengthSufficient(IDirectBuffer metaDataBuffer, long cncFileLength) =>
        cncFileLength >= OffsetOf(metaDataBuffer, 5);

    /// <summary>Checks that a driver speaks a layout that this code can read.</summary>
    /// <param name="cncVersion">The packed version in the header.</param>
    /// <exception cref="AeronException">It does not.</exception>
    public static void CheckVersion(int cncVersion)
    {
        if (SemanticVersion.Major(cncVersion) != SemanticVersion.Major(CNC_VERSION))
        {
            throw new AeronException(
                $"CnC version not compatible: app={SemanticVersion.ToString(CNC_VERSION)} " +
                $"file={SemanticVersion.ToString(cncVersion)}");
        }
    }

    /// <summary>A view of the header.</summary>
    /// <param name="buffer">The file.</param>
    /// <returns>The view.</returns>
    public static UnsafeBuffer CreateMetaDataBuffer(MappedByteBuffer buffer) => new(buffer, 0, META_DATA_LENGTH);

    /// <summary>A view of the to-driver ring.</summary>
    /// <param name="buffer">The file.</param>
    /// <param name="metaDataBuffer">Its header.</param>
    /// <returns>The view.</returns>
    public static UnsafeBuffer CreateToDriverBuffer(MappedByteBuffer buffer, IDirectBuffer metaDataBuffer) =>
        View(buffer, metaDataBuffer, 0);

    /// <summary>A view of the to-clients broadcast.</summary>
    /// <param name="buffer">The file.</param>
    /// <param name="metaDataBuffer">Its header.</param>
    /// <returns>The view.</returns>
    public static UnsafeBuffer CreateToClientsBuffer(MappedByteBuffer buffer, IDirectBuffer metaDataBuffer) =>
        View(buffer, metaDataBuffer, 1);

    /// <summary>A view of the counters' metadata.</summary>
    /// <param name="buffer">The file.</param>
    /// <param name="metaDataBuffer">Its header.</param>
    /// <returns>The view.</returns>
    public static UnsafeBuffer CreateCountersMetaDataBuffer(MappedByteBuffer buffer, IDirectBuffer metaDataBuffer) =>
        View(buffer, metaDataBuffer, 2);

    /// <summary>A view of the counters' values.</summary>
    /// <param name="buffer">The file.</param>
    /// <param name="metaDataBuffer">Its header.</param>
    /// <returns>The view.</returns>
    public static UnsafeBuffer CreateCountersValuesBuffer(MappedByteBuffer buffer, IDirectBuffer metaDataBuffer) =>
        View(buffer, metaDataBuffer, 3);

    /// <summary>A view of the error log.</summary>
    /// <param name="buffer">The file.</param>
    /// <param name="metaDataBuffer">Its header.</param>
    /// <returns>The view.</returns>
    public static UnsafeBuffer CreateErrorLogBuffer(MappedByteBuffer buffer, IDirectBuffer metaDataBuffer) =>
        View(buffer, metaDataBuffer, 4);

    /// <summary>Time-out after which the driver takes a silent client for dead.</summary>
    /// <param name="metaDataBuffer">The header.</param>
    /// <returns>Nanoseconds.</returns>
    public static long ClientLivenessTimeoutNs(IDirectBuffer metaDataBuffer) =>
        metaDataBuffer.GetLong(CLIENT_LIVENESS_TIMEOUT_FIELD_OFFSET);

    /// <summary>Time at which the driver started.</summary>
    /// <param name="metaDataBuffer">The header.</param>
    /// <returns>Epoch milliseconds.</returns>
    public static long StartTimestamp(IDirectBuffer metaDataBuffer) =>
        metaDataBuffer.GetLong(START_TIMESTAMP_FIELD_OFFSET);

    /// <summary>The driver's process id.</summary>
    /// <param name="metaDataBuffer">The header.</param>
    /// <returns>The id.</returns>
    public static long Pid(IDirectBuffer metaDataBuffer) => metaDataBuffer.GetLong(PID_FIELD_OFFSET);

    /// <summary>The page size that files are rounded up to.</summary>
    /// <param name="metaDataBuffer">The header.</param>
    /// <returns>Bytes; 4,096 for a driver that does not say.</returns>
    public static int FilePageSize(IDirectBuffer metaDataBuffer)
    {
        int pageSize = metaDataBuffer.GetInt(FILE_PAGE_SIZE_FIELD_OFFSET);
        return pageSize == 0 ? 4096 : pageSize;
    }

    /// <summary>Where the buffer of an index begins; where the last one ends for the index after it.</summary>
    private static int OffsetOf(IDirectBuffer metaDataBuffer, int index)
    {
        int offset = END_OF_METADATA_OFFSET;
        for (int i = 0; i < index; i++)
        {
            offset += metaDataBuffer.GetInt(TO_DRIVER_BUFFER_LENGTH_FIELD_OFFSET + (i * BitUtil.SIZE_OF_INT));
        }

        return offset;
    }

    private static UnsafeBuffer View(MappedByteBuffer buffer, IDirectBuffer metaDataBuffer, int index) => new(
        buffer,
        OffsetOf(metaDataBuffer, index),
        metaDataBuffer.GetInt(TO_DRIVER_BUFFER_LENGTH_FIELD_OFFSET + (index * BitUtil.SIZE_OF_INT)));
}
