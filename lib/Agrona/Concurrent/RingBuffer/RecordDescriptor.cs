namespace Adaptive.Agrona.Concurrent.RingBuffer;

/// <summary>
/// Layout of a record in a ring buffer: 32-bit length with header, 32-bit type, message; 8-byte aligned.
/// </summary>
public static class RecordDescriptor
{
    /// <summary>Bytes before the message.</summary>
    public const int HeaderLength = 8;

    /// <summary>Records begin at multiples of this.</summary>
    public const int Alignment = 8;

    /// <summary>Where the length of a record stands.</summary>
    /// <param name="recordOffset">First byte of the record.</param>
    /// <returns>Offset in bytes.</returns>
    public static int LengthOffset(int recordOffset) => recordOffset;

    /// <summary>Where the type of a record stands.</summary>
    /// <param name="recordOffset">First byte of the record.</param>
    /// <returns>Offset in bytes.</returns>
    public static int TypeOffset(int recordOffset) => recordOffset + BitUtil.SIZE_OF_INT;

    /// <summary>Where the message of a record begins.</summary>
    /// <param name="recordOffset">First byte of the record.</param>
    /// <returns>Offset in bytes.</returns>
    public static int EncodedMsgOffset(int recordOffset) => recordOffset + HeaderLength;

    /// <summary>The length in a header that was read as one number.</summary>
    /// <param name="header">Length in the low, type in the high 32 bits.</param>
    /// <returns>Bytes with header; negative while the record is being written.</returns>
    public static int RecordLength(long header) => (int)header;

    /// <summary>The type in a header that was read as one number.</summary>
    /// <param name="header">Length in the low, type in the high 32 bits.</param>
    /// <returns>The type.</returns>
    public static int MessageTypeId(long header) => (int)(header >> 32);

    /// <summary>Checks that a type may be written.</summary>
    /// <param name="msgTypeId">The type.</param>
    /// <exception cref="ArgumentException">It is below 1.</exception>
    public static void CheckTypeId(int msgTypeId)
    {
        if (msgTypeId < 1)
        {
            throw new ArgumentException($"message type must be at least 1: {msgTypeId}", nameof(msgTypeId));
        }
    }
}
