using System.Numerics;
using System.Runtime.CompilerServices;
using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>
/// Layout of a log: three terms back to back and 4,096 bytes of metadata at the end of the file. A position counts the
/// bytes of a stream; term and offset follow from it.
/// </summary>
public static partial class LogBufferDescriptor
{
    /// <summary>Number of terms in a log.</summary>
    public const int PARTITION_COUNT = 3;

    /// <summary>Bytes of the shortest term.</summary>
    public const int TERM_MIN_LENGTH = 64 * 1024;

    /// <summary>Bytes of the longest term.</summary>
    public const int TERM_MAX_LENGTH = 1024 * 1024 * 1024;

    /// <summary>Bytes of the smallest page.</summary>
    public const int PAGE_MIN_SIZE = 4 * 1024;

    /// <summary>Bytes of the largest page.</summary>
    public const int PAGE_MAX_SIZE = 1024 * 1024 * 1024;

    /// <summary>Type of the log of a publication with many publishers.</summary>
    public const byte LOG_BUFFER_TYPE_CONCURRENT_PUBLICATION = 0;

    /// <summary>Type of the log of a publication with one publisher.</summary>
    public const byte LOG_BUFFER_TYPE_EXCLUSIVE_PUBLICATION = 1;

    /// <summary>Type of the log of an image that comes over the network.</summary>
    public const byte LOG_BUFFER_TYPE_PUBLICATION_IMAGE = 2;

    /// <summary>Index of the metadata behind the terms.</summary>
    public static readonly int LOG_META_DATA_SECTION_INDEX = PARTITION_COUNT;

    /// <summary>Bytes of the metadata.</summary>
    public static readonly int LOG_META_DATA_LENGTH = PAGE_MIN_SIZE;

    /// <summary>Bytes of the room for a default header.</summary>
    public static readonly int LOG_DEFAULT_FRAME_HEADER_MAX_LENGTH = BitUtil.CACHE_LINE_LENGTH * 2;

    /// <summary>Checks the length of a term.</summary>
    /// <param name="termLength">Bytes.</param>
    /// <exception cref="InvalidOperationException">It is out of range or no power of two.</exception>
    public static void CheckTermLength(int termLength)
    {
        if (termLength is < TERM_MIN_LENGTH or > TERM_MAX_LENGTH || !BitUtil.IsPowerOfTwo(termLength))
        {
            throw new InvalidOperationException(
                $"term length must be a power of two, {TERM_MIN_LENGTH} to {TERM_MAX_LENGTH}: {termLength}");
        }
    }

    /// <summary>Checks a page size.</summary>
    /// <param name="pageSize">Bytes.</param>
    /// <exception cref="InvalidOperationException">It is out of range or no power of two.</exception>
    public static void CheckPageSize(int pageSize)
    {
        if (pageSize is < PAGE_MIN_SIZE or > PAGE_MAX_SIZE || !BitUtil.IsPowerOfTwo(pageSize))
        {
            throw new InvalidOperationException(
                $"page size must be a power of two, {PAGE_MIN_SIZE} to {PAGE_MAX_SIZE}: {pageSize}");
        }
    }

    /// <summary>Length of the file of a log.</summary>
    /// <param name="termLength">Bytes of a term.</param>
    /// <param name="filePageSize">Page size that it is rounded up to.</param>
    /// <returns>Bytes.</returns>
    public static long ComputeLogLength(int termLength, int filePageSize) =>
        BitUtil.Align((PARTITION_COUNT * (long)termLength) + LOG_META_DATA_LENGTH, filePageSize);

    /// <summary>Number of bits of an offset in a term.</summary>
    /// <param name="termBufferLength">Bytes of a term, a power of two.</param>
    /// <returns>Its logarithm.</returns>
    public static int PositionBitsToShift(int termBufferLength) => BitOperations.TrailingZeroCount(termBufferLength);

    /// <summary>Position of an offset in a term.</summary>
    /// <param name="activeTermId">Id of the term.</param>
    /// <param name="termOffset">Offset in bytes.</param>
    /// <param name="positionBitsToShift">Number of bits of an offset.</param>
    /// <param name="initialTermId">Id of the first term.</param>
    /// <returns>Bytes since the beginning of the stream.</returns>
    public static long ComputePosition(int activeTermId, int termOffset, int positionBitsToShift, int initialTermId) =>
        ComputeTermBeginPosition(activeTermId, positionBitsToShift, initialTermId) + termOffset;

    /// <summary>Position at which a term begins.</summary>
    /// <param name="activeTermId">Id of the term; ids wrap around.</param>
    /// <param name="positionBitsToShift">Number of bits of an offset.</param>
    /// <param name="initialTermId">Id of the first term.</param>
    /// <returns>Bytes since the beginning of the stream.</returns>
    public static long ComputeTermBeginPosition(int activeTermId, int positionBitsToShift, int initialTermId) =>
        (long)unchecked(activeTermId - initialTermId) << positionBitsToShift;

    /// <summary>Id of the term that a position lies in.</summary>
    /// <param name="position">Bytes since the beginning of the stream.</param>
    /// <param name="positionBitsToShift">Number of bits of an offset.</param>
    /// <param name="initialTermId">Id of the first term.</param>
    /// <returns>The id; ids wrap around.</returns>
    public static int ComputeTermIdFromPosition(long position, int positionBitsToShift, int initialTermId) =>
        unchecked((int)(position >>> positionBitsToShift) + initialTermId);

    /// <summary>Index of the term that a position lies in.</summary>
    /// <param name="position">Bytes since the beginning of the stream.</param>
    /// <param name="positionBitsToShift">Number of bits of an offset.</param>
    /// <returns>0 to 2.</returns>
    public static int IndexByPosition(long position, int positionBitsToShift) =>
        (int)((ulong)(position >>> positionBitsToShift) % PARTITION_COUNT);

    /// <summary>Index of a term.</summary>
    /// <param name="initialTermId">Id of the first term.</param>
    /// <param name="activeTermId">Id of the term.</param>
    /// <returns>0 to 2.</returns>
    public static int IndexByTerm(int initialTermId, int activeTermId) =>
        unchecked(activeTermId - initialTermId) % PARTITION_COUNT;

    /// <summary>Index of a term.</summary>
    /// <param name="termCount">Number of terms before it.</param>
    /// <returns>0 to 2.</returns>
    public static int IndexByTermCount(long termCount) => (int)(termCount % PARTITION_COUNT);

    /// <summary>Index of the term after another.</summary>
    /// <param name="currentIndex">0 to 2.</param>
    /// <returns>0 to 2.</returns>
    public static int NextPartitionIndex(int currentIndex) => BitUtil.Next(currentIndex, PARTITION_COUNT);

    /// <summary>Bytes that a message takes in a term when it is fragmented.</summary>
    /// <param name="length">Bytes of the message.</param>
    /// <param name="maxPayloadSize">Most bytes of a fragment.</param>
    /// <returns>Bytes with all headers, aligned.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ComputeFragmentedFrameLength(int length, int maxPayloadSize)
    {
        int full = Math.DivRem(length, maxPayloadSize, out int rest);
        int last = rest > 0
            ? BitUtil.Align(rest + DataHeaderFlyweight.HEADER_LENGTH, FrameDescriptor.FRAME_ALIGNMENT)
            : 0;
        return (full * (maxPayloadSize + DataHeaderFlyweight.HEADER_LENGTH)) + last;
    }

    /// <summary>Length of a frame that would hold a message which is fragmented.</summary>
    /// <param name="length">Bytes of the message.</param>
    /// <param name="maxPayloadSize">Most bytes of a fragment.</param>
    /// <returns>Bytes with one header, not aligned.</returns>
    public static int ComputeAssembledFrameLength(int length, int maxPayloadSize) =>
        DataHeaderFlyweight.HEADER_LENGTH + length;

    /// <summary>Number of terms begun since the first, read with acquire.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The number.</returns>
    public static int ActiveTermCount(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetIntVolatile(LOG_ACTIVE_TERM_COUNT_OFFSET);

    /// <summary>Sets the number of terms begun since the first, plainly.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="termCount">The number.</param>
    public static void ActiveTermCount(UnsafeBuffer metaDataBuffer, int termCount) =>
        metaDataBuffer.PutInt(LOG_ACTIVE_TERM_COUNT_OFFSET, termCount);

    /// <summary>Sets the number of terms begun since the first, with release.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="termCount">The number.</param>
    public static void ActiveTermCountOrdered(UnsafeBuffer metaDataBuffer, int termCount) =>
        metaDataBuffer.PutIntRelease(LOG_ACTIVE_TERM_COUNT_OFFSET, termCount);

    /// <summary>Replaces the number of terms begun since the first, atomically.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="expectedTermCount">The expected number.</param>
    /// <param name="updateTermCount">The new number.</param>
    /// <returns>Whether it was replaced.</returns>
    public static bool CasActiveTermCount(UnsafeBuffer metaDataBuffer, int expectedTermCount, int updateTermCount) =>
        metaDataBuffer.CompareAndSetInt(LOG_ACTIVE_TERM_COUNT_OFFSET, expectedTermCount, updateTermCount);

    /// <summary>Puts term id and offset into a raw tail.</summary>
    /// <param name="termId">Id of the term.</param>
    /// <param name="termOffset">Offset in bytes.</param>
    /// <returns>Id in the high, offset in the low 32 bits.</returns>
    public static long PackTail(int termId, int termOffset) => ((long)termId << 32) + termOffset;

    /// <summary>Id of the term in a raw tail.</summary>
    /// <param name="rawTail">The raw tail.</param>
    /// <returns>The id.</returns>
    public static int TermId(long rawTail) => (int)(rawTail >> 32);

    /// <summary>Offset in a raw tail, which may be beyond the end of the term.</summary>
    /// <param name="result">The raw tail.</param>
    /// <returns>The offset in bytes.</returns>
    public static int TermOffset(long result) => (int)result;

    /// <summary>Offset in a raw tail, at most the length of the term.</summary>
    /// <param name="rawTail">The raw tail.</param>
    /// <param name="termLength">Bytes of the term.</param>
    /// <returns>The offset in bytes.</returns>
    public static int TermOffset(long rawTail, long termLength) =>
        (int)Math.Min(rawTail & 0xFFFF_FFFFL, termLength);

    /// <summary>Makes a term begin at its first byte.</summary>
    /// <param name="logMetaData">The metadata.</param>
    /// <param name="partitionIndex">Index of the term.</param>
    /// <param name="termId">Its id.</param>
    public static void InitialiseTailWithTermId(UnsafeBuffer logMetaData, int partitionIndex, int termId) =>
        logMetaData.PutLong(TailOffset(partitionIndex), PackTail(termId, 0));

    /// <summary>Raw tail of a term, read plainly.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="partitionIndex">Index of the term.</param>
    /// <returns>The raw tail.</returns>
    public static long RawTail(UnsafeBuffer metaDataBuffer, int partitionIndex) =>
        metaDataBuffer.GetLong(TailOffset(partitionIndex));

    /// <summary>Sets the raw tail of a term, plainly.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="partitionIndex">Index of the term.</param>
    /// <param name="rawTail">The raw tail.</param>
    public static void RawTail(UnsafeBuffer metaDataBuffer, int partitionIndex, long rawTail) =>
        metaDataBuffer.PutLong(TailOffset(partitionIndex), rawTail);

    /// <summary>Raw tail of a term, read with acquire.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="partitionIndex">Index of the term.</param>
    /// <returns>The raw tail.</returns>
    public static long RawTailVolatile(UnsafeBuffer metaDataBuffer, int partitionIndex) =>
        metaDataBuffer.GetLongVolatile(TailOffset(partitionIndex));

    /// <summary>Sets the raw tail of a term, with a full fence.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="partitionIndex">Index of the term.</param>
    /// <param name="rawTail">The raw tail.</param>
    public static void RawTailVolatile(UnsafeBuffer metaDataBuffer, int partitionIndex, long rawTail) =>
        metaDataBuffer.PutLongVolatile(TailOffset(partitionIndex), rawTail);

    /// <summary>Raw tail of the term that is being written, read with acquire.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The raw tail.</returns>
    public static long RawTailVolatile(UnsafeBuffer metaDataBuffer) =>
        RawTailVolatile(metaDataBuffer, IndexByTermCount(ActiveTermCount(metaDataBuffer)));

    /// <summary>Replaces the raw tail of a term, atomically.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="partitionIndex">Index of the term.</param>
    /// <param name="expectedRawTail">The expected raw tail.</param>
    /// <param name="updateRawTail">The new raw tail.</param>
    /// <returns>Whether it was replaced.</returns>
    public static bool CasRawTail(
        UnsafeBuffer metaDataBuffer, int partitionIndex, long expectedRawTail, long updateRawTail) =>
        metaDataBuffer.CompareAndSetLong(TailOffset(partitionIndex), expectedRawTail, updateRawTail);

    /// <summary>Begins the next term. Any number of publishers may do so at once: one of them succeeds.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="currentTermCount">Number of the term that is full.</param>
    /// <param name="currentTermId">Its id.</param>
    /// <returns>Whether the caller is the one.</returns>
    public static bool RotateLog(UnsafeBuffer metaDataBuffer, int currentTermCount, int currentTermId)
    {
        int nextTermId = unchecked(currentTermId + 1);
        int nextTermCount = unchecked(currentTermCount + 1);
        int nextIndex = IndexByTermCount(nextTermCount);
        int expectedTermId = unchecked(nextTermId - PARTITION_COUNT);
        long rawTail;
        do
        {
            rawTail = RawTailVolatile(metaDataBuffer, nextIndex);
            if (TermId(rawTail) != expectedTermId)
            {
                break;
            }
        }
        while (!CasRawTail(metaDataBuffer, nextIndex, rawTail, PackTail(nextTermId, 0)));

        return CasActiveTermCount(metaDataBuffer, currentTermCount, nextTermCount);
    }

    /// <summary>Stores the header that frames begin as.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="defaultHeader">The 32 bytes.</param>
    /// <exception cref="ArgumentException">They are not 32.</exception>
    public static void StoreDefaultFrameHeader(UnsafeBuffer metaDataBuffer, IDirectBuffer defaultHeader)
    {
        if (defaultHeader.Capacity != DataHeaderFlyweight.HEADER_LENGTH)
        {
            throw new ArgumentException(
                $"default header must have {DataHeaderFlyweight.HEADER_LENGTH} bytes: {defaultHeader.Capacity}",
                nameof(defaultHeader));
        }

        metaDataBuffer.PutInt(LOG_DEFAULT_FRAME_HEADER_LENGTH_OFFSET, DataHeaderFlyweight.HEADER_LENGTH);
        metaDataBuffer.PutBytes(LOG_DEFAULT_FRAME_HEADER_OFFSET, defaultHeader, 0, DataHeaderFlyweight.HEADER_LENGTH);
    }

    /// <summary>A view of the header that frames begin as.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The 32 bytes.</returns>
    public static UnsafeBuffer DefaultFrameHeader(UnsafeBuffer metaDataBuffer) =>
        new(metaDataBuffer, LOG_DEFAULT_FRAME_HEADER_OFFSET, DataHeaderFlyweight.HEADER_LENGTH);

    /// <summary>Copies the header that frames begin as into a term.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="termBuffer">The term.</param>
    /// <param name="termOffset">First byte of the frame.</param>
    public static void ApplyDefaultHeader(UnsafeBuffer metaDataBuffer, UnsafeBuffer termBuffer, int termOffset) =>
        termBuffer.PutBytes(
            termOffset, metaDataBuffer, LOG_DEFAULT_FRAME_HEADER_OFFSET, DataHeaderFlyweight.HEADER_LENGTH);

    private static int TailOffset(int partitionIndex) =>
        TERM_TAIL_COUNTERS_OFFSET + (partitionIndex * BitUtil.SIZE_OF_LONG);
}
