using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.LogBuffer;

/// <content>
/// Fields of the metadata. Those that change while the log is in use are read with acquire and written with release.
/// </content>
public static partial class LogBufferDescriptor
{
    /// <summary>Number of transports that feed an image.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The count.</returns>
    public static int ActiveTransportCount(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetIntVolatile(LOG_ACTIVE_TRANSPORT_COUNT);

    /// <summary>Sets: number of transports that feed an image.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="numberOfActiveTransports">The count.</param>
    public static void ActiveTransportCount(UnsafeBuffer metadataBuffer, int numberOfActiveTransports) =>
        metadataBuffer.PutIntRelease(LOG_ACTIVE_TRANSPORT_COUNT, numberOfActiveTransports);

    /// <summary>Position at which the stream ends.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The bytes; 2^63 − 1 until it is known.</returns>
    public static long EndOfStreamPosition(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetLongVolatile(LOG_END_OF_STREAM_POSITION_OFFSET);

    /// <summary>Sets: position at which the stream ends.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="position">The bytes; 2^63 − 1 until it is known.</param>
    public static void EndOfStreamPosition(UnsafeBuffer metaDataBuffer, long position) =>
        metaDataBuffer.PutLongRelease(LOG_END_OF_STREAM_POSITION_OFFSET, position);

    /// <summary>Registration id of the log.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The id.</returns>
    public static long CorrelationId(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetLong(LOG_CORRELATION_ID_OFFSET);

    /// <summary>Sets: registration id of the log.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="id">The id.</param>
    public static void CorrelationId(UnsafeBuffer metaDataBuffer, long id) =>
        metaDataBuffer.PutLong(LOG_CORRELATION_ID_OFFSET, id);

    /// <summary>Id of the first term.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The id.</returns>
    public static int InitialTermId(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetInt(LOG_INITIAL_TERM_ID_OFFSET);

    /// <summary>Sets: id of the first term.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="initialTermId">The id.</param>
    public static void InitialTermId(UnsafeBuffer metaDataBuffer, int initialTermId) =>
        metaDataBuffer.PutInt(LOG_INITIAL_TERM_ID_OFFSET, initialTermId);

    /// <summary>Longest datagram, headers included.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int MtuLength(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetInt(LOG_MTU_LENGTH_OFFSET);

    /// <summary>Sets: longest datagram, headers included.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="mtuLength">The bytes.</param>
    public static void MtuLength(UnsafeBuffer metaDataBuffer, int mtuLength) =>
        metaDataBuffer.PutInt(LOG_MTU_LENGTH_OFFSET, mtuLength);

    /// <summary>Length of a term.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int TermLength(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetInt(LOG_TERM_LENGTH_OFFSET);

    /// <summary>Sets: length of a term.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="termLength">The bytes.</param>
    public static void TermLength(UnsafeBuffer metaDataBuffer, int termLength) =>
        metaDataBuffer.PutInt(LOG_TERM_LENGTH_OFFSET, termLength);

    /// <summary>Page size that the file is rounded up to.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int PageSize(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetInt(LOG_PAGE_SIZE_OFFSET);

    /// <summary>Sets: page size that the file is rounded up to.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="pageSize">The bytes.</param>
    public static void PageSize(UnsafeBuffer metaDataBuffer, int pageSize) =>
        metaDataBuffer.PutInt(LOG_PAGE_SIZE_OFFSET, pageSize);

    /// <summary>How far a publication may be ahead.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int PublicationWindowLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_PUBLICATION_WINDOW_LENGTH_OFFSET);

    /// <summary>Sets: how far a publication may be ahead.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void PublicationWindowLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_PUBLICATION_WINDOW_LENGTH_OFFSET, value);

    /// <summary>How far a sender may be ahead of a receiver.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int ReceiverWindowLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_RECEIVER_WINDOW_LENGTH_OFFSET);

    /// <summary>Sets: how far a sender may be ahead of a receiver.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void ReceiverWindowLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_RECEIVER_WINDOW_LENGTH_OFFSET, value);

    /// <summary>Send buffer of the socket.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int SocketSndbufLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_SOCKET_SNDBUF_LENGTH_OFFSET);

    /// <summary>Sets: send buffer of the socket.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void SocketSndbufLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_SOCKET_SNDBUF_LENGTH_OFFSET, value);

    /// <summary>System's default send buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int OsDefaultSocketSndbufLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_OS_DEFAULT_SOCKET_SNDBUF_LENGTH_OFFSET);

    /// <summary>Sets: system's default send buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void OsDefaultSocketSndbufLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_OS_DEFAULT_SOCKET_SNDBUF_LENGTH_OFFSET, value);

    /// <summary>System's largest send buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int OsMaxSocketSndbufLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_OS_MAX_SOCKET_SNDBUF_LENGTH_OFFSET);

    /// <summary>Sets: system's largest send buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void OsMaxSocketSndbufLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_OS_MAX_SOCKET_SNDBUF_LENGTH_OFFSET, value);

    /// <summary>Receive buffer of the socket.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int SocketRcvbufLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_SOCKET_RCVBUF_LENGTH_OFFSET);

    /// <summary>Sets: receive buffer of the socket.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void SocketRcvbufLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_SOCKET_RCVBUF_LENGTH_OFFSET, value);

    /// <summary>System's default receive buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int OsDefaultSocketRcvbufLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_OS_DEFAULT_SOCKET_RCVBUF_LENGTH_OFFSET);

    /// <summary>Sets: system's default receive buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void OsDefaultSocketRcvbufLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_OS_DEFAULT_SOCKET_RCVBUF_LENGTH_OFFSET, value);

    /// <summary>System's largest receive buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The bytes.</returns>
    public static int OsMaxSocketRcvbufLength(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_OS_MAX_SOCKET_RCVBUF_LENGTH_OFFSET);

    /// <summary>Sets: system's largest receive buffer.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The bytes.</param>
    public static void OsMaxSocketRcvbufLength(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_OS_MAX_SOCKET_RCVBUF_LENGTH_OFFSET, value);

    /// <summary>Number of retransmissions at a time.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The count.</returns>
    public static int MaxResend(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetInt(LOG_MAX_RESEND_OFFSET);

    /// <summary>Sets: number of retransmissions at a time.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The count.</param>
    public static void MaxResend(UnsafeBuffer metadataBuffer, int value) =>
        metadataBuffer.PutInt(LOG_MAX_RESEND_OFFSET, value);

    /// <summary>Entity tag.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The tag; −1 for none.</returns>
    public static long EntityTag(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetLong(LOG_ENTITY_TAG_OFFSET);

    /// <summary>Sets: entity tag.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The tag; −1 for none.</param>
    public static void EntityTag(UnsafeBuffer metadataBuffer, long value) =>
        metadataBuffer.PutLong(LOG_ENTITY_TAG_OFFSET, value);

    /// <summary>Response correlation id.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The id; −1 for none.</returns>
    public static long ResponseCorrelationId(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetLong(LOG_RESPONSE_CORRELATION_ID_OFFSET);

    /// <summary>Sets: response correlation id.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The id; −1 for none.</param>
    public static void ResponseCorrelationId(UnsafeBuffer metadataBuffer, long value) =>
        metadataBuffer.PutLong(LOG_RESPONSE_CORRELATION_ID_OFFSET, value);

    /// <summary>How long a publication lingers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The nanoseconds.</returns>
    public static long LingerTimeoutNs(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetLong(LOG_LINGER_TIMEOUT_NS_OFFSET);

    /// <summary>Sets: how long a publication lingers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The nanoseconds.</param>
    public static void LingerTimeoutNs(UnsafeBuffer metadataBuffer, long value) =>
        metadataBuffer.PutLong(LOG_LINGER_TIMEOUT_NS_OFFSET, value);

    /// <summary>How long an untethered subscriber may be at the end of the window.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The nanoseconds.</returns>
    public static long UntetheredWindowLimitTimeoutNs(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetLong(LOG_UNTETHERED_WINDOW_LIMIT_TIMEOUT_NS_OFFSET);

    /// <summary>Sets: how long an untethered subscriber may be at the end of the window.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The nanoseconds.</param>
    public static void UntetheredWindowLimitTimeoutNs(UnsafeBuffer metadataBuffer, long value) =>
        metadataBuffer.PutLong(LOG_UNTETHERED_WINDOW_LIMIT_TIMEOUT_NS_OFFSET, value);

    /// <summary>How long an untethered subscriber lingers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The nanoseconds.</returns>
    public static long UntetheredLingerTimeoutNs(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetLong(LOG_UNTETHERED_LINGER_TIMEOUT_NS_OFFSET);

    /// <summary>Sets: how long an untethered subscriber lingers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The nanoseconds.</param>
    public static void UntetheredLingerTimeoutNs(UnsafeBuffer metadataBuffer, long value) =>
        metadataBuffer.PutLong(LOG_UNTETHERED_LINGER_TIMEOUT_NS_OFFSET, value);

    /// <summary>How long an untethered subscriber rests.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The nanoseconds.</returns>
    public static long UntetheredRestingTimeoutNs(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetLong(LOG_UNTETHERED_RESTING_TIMEOUT_NS_OFFSET);

    /// <summary>Sets: how long an untethered subscriber rests.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The nanoseconds.</param>
    public static void UntetheredRestingTimeoutNs(UnsafeBuffer metadataBuffer, long value) =>
        metadataBuffer.PutLong(LOG_UNTETHERED_RESTING_TIMEOUT_NS_OFFSET, value);

    /// <summary>Whether anybody receives.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool IsConnected(UnsafeBuffer metaDataBuffer) =>
        metaDataBuffer.GetIntVolatile(LOG_IS_CONNECTED_OFFSET) == 1;

    /// <summary>Sets: whether anybody receives.</summary>
    /// <param name="metaDataBuffer">The metadata.</param>
    /// <param name="isConnected">The flag.</param>
    public static void IsConnected(UnsafeBuffer metaDataBuffer, bool isConnected) =>
        metaDataBuffer.PutIntRelease(LOG_IS_CONNECTED_OFFSET, isConnected ? 1 : 0);

    /// <summary>Whether the stream has a group of receivers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool Group(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_GROUP_OFFSET) == 1;

    /// <summary>Sets: whether the stream has a group of receivers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void Group(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_GROUP_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether the channel is a response channel.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool IsResponse(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_IS_RESPONSE_OFFSET) == 1;

    /// <summary>Sets: whether the channel is a response channel.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void IsResponse(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_IS_RESPONSE_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether a lost stream may come back.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool Rejoin(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_REJOIN_OFFSET) == 1;

    /// <summary>Sets: whether a lost stream may come back.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void Rejoin(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_REJOIN_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether lost data is asked for again.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool Reliable(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_RELIABLE_OFFSET) == 1;

    /// <summary>Sets: whether lost data is asked for again.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void Reliable(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_RELIABLE_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether the file takes room only as it is used.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool Sparse(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_SPARSE_OFFSET) == 1;

    /// <summary>Sets: whether the file takes room only as it is used.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void Sparse(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_SPARSE_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether the end of the stream is signalled.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool SignalEos(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_SIGNAL_EOS_OFFSET) == 1;

    /// <summary>Sets: whether the end of the stream is signalled.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void SignalEos(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_SIGNAL_EOS_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether spies count as receivers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool SpiesSimulateConnection(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_SPIES_SIMULATE_CONNECTION_OFFSET) == 1;

    /// <summary>Sets: whether spies count as receivers.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void SpiesSimulateConnection(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_SPIES_SIMULATE_CONNECTION_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether a slow subscriber holds the stream back.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool Tether(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_TETHER_OFFSET) == 1;

    /// <summary>Sets: whether a slow subscriber holds the stream back.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void Tether(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_TETHER_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Whether the publication is revoked.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The flag.</returns>
    public static bool IsPublicationRevoked(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByteVolatile(LOG_IS_PUBLICATION_REVOKED_OFFSET) == 1;

    /// <summary>Sets: whether the publication is revoked.</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The flag.</param>
    public static void IsPublicationRevoked(UnsafeBuffer metadataBuffer, bool value) =>
        metadataBuffer.PutByte(LOG_IS_PUBLICATION_REVOKED_OFFSET, value ? (byte)1 : (byte)0);

    /// <summary>Type of the log, one of LOG_BUFFER_TYPE_….</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <returns>The type.</returns>
    public static byte Type(UnsafeBuffer metadataBuffer) =>
        metadataBuffer.GetByte(LOG_TYPE_OFFSET);

    /// <summary>Sets: type of the log, one of LOG_BUFFER_TYPE_….</summary>
    /// <param name="metadataBuffer">The metadata.</param>
    /// <param name="value">The type.</param>
    public static void Type(UnsafeBuffer metadataBuffer, byte value) =>
        metadataBuffer.PutByte(LOG_TYPE_OFFSET, value);
}
