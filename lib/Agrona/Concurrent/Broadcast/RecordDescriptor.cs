namespace Adaptive.Agrona.Concurrent.Broadcast;

/// <summary>
/// Layout of a record in a broadcast buffer: 32-bit length with header, 32-bit type, message; 8-byte aligned.
/// </summary>
public static class RecordDescriptor
{
    /// <summary>Type of a record that holds no message.</summary>
    public const int PaddingMsgTypeID = -1;

    /// <summary>Offset of the length.</summary>
    public const int LengthOffset = 0;

    /// <summary>Offset of the type.</summary>
    public const int TypeOffset = 4;

    /// <summary>Bytes before the message.</summary>
    public const int HeaderLength = 8;

    /// <summary>Records begin at multiples of this.</summary>
    public const int RecordAlignment = 8;

    /// <summary>Length of the longest message.</summary>
    /// <param name="capacity">Bytes of the buffer without the trailer.</param>
    /// <returns>An eighth of them.</returns>
    public static int CalculateMaxMessageLength(int capacity) => capacity / 8;

    /// <summary>Where the length of a record stands.</summary>
    /// <param name="recordOffset">First byte of the record.</param>
    /// <returns>Offset in bytes.</returns>
    public static int GetLengthOffset(int recordOffset) => recordOffset + LengthOffset;

    /// <summary>Where the type of a record stands.</summary>
    /// <param name="recordOffset">First byte of the record.</param>
    /// <returns>Offset in bytes.</returns>
    public static int GetTypeOffset(int recordOffset) => recordOffset + TypeOffset;

    /// <summary>Where the message of a record begins.</summary>
    /// <param name="recordOffset">First byte of the record.</param>
    /// <returns>Offset in bytes.</returns>
    public static int GetMsgOffset(int recordOffset) => recordOffset + HeaderLength;

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
