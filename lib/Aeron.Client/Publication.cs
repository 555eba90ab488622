using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Aeron.Protocol;
using Adaptive.Aeron.Status;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>
/// Sends messages on a stream of a channel. Offering never blocks: a negative return value says why a message was not
/// taken. Which threads may offer is said at <see cref="ConcurrentPublication"/> and
/// <see cref="ExclusivePublication"/>; everything else may be called from any thread.
/// </summary>
public abstract unsafe class Publication : IDisposable
{
    /// <summary>Nobody receives.</summary>
    public const long NOT_CONNECTED = -1;

    /// <summary>Receivers are too far behind; the same message may be taken later.</summary>
    public const long BACK_PRESSURED = -2;

    /// <summary>A term was full; the same message may be taken at once.</summary>
    public const long ADMIN_ACTION = -3;

    /// <summary>The publication is closed.</summary>
    public const long CLOSED = -4;

    /// <summary>The stream is at its end; it goes on with a new publication of another session only.</summary>
    public const long MAX_POSITION_EXCEEDED = -5;

    /// <summary>A field, not a property: a property would copy the structure on every offer.</summary>
    private protected readonly FrameWriter Writer;

    private readonly ClientConductor _conductor;
    private readonly UnsafeBufferPosition _positionLimit;
    private readonly long* _limitAddress;
    private volatile bool _isClosed;

    private protected Publication(
        ClientConductor conductor,
        string channel,
        int streamId,
        int sessionId,
        UnsafeBufferPosition positionLimit,
        int channelStatusId,
        LogBuffers logBuffers,
        long originalRegistrationId,
        long registrationId)
    {
        _conductor = conductor;
        _positionLimit = positionLimit;
        _limitAddress = (long*)(conductor.CountersReader.ValuesBuffer.BufferPointer
            + CountersReader.CounterOffset(positionLimit.Id));
        LogBuffers = logBuffers;
        MetaData = logBuffers.MetaData;
        Channel = channel;
        StreamId = streamId;
        SessionId = sessionId;
        ChannelStatusId = channelStatusId;
        OriginalRegistrationId = originalRegistrationId;
        RegistrationId = registrationId;
        TermBufferLength = logBuffers.TermLength;
        MaxMessageLength = FrameDescriptor.ComputeMaxMessageLength(TermBufferLength);
        MaxPayloadLength = LogBufferDescriptor.MtuLength(MetaData) - DataHeaderFlyweight.HEADER_LENGTH;
        PositionBitsToShift = LogBufferDescriptor.PositionBitsToShift(TermBufferLength);
        InitialTermId = LogBufferDescriptor.InitialTermId(MetaData);
        MaxPossiblePosition = (long)TermBufferLength << 31;
        Writer = new FrameWriter(logBuffers.Terms, LogBufferDescriptor.DefaultFrameHeader(MetaData), MaxPayloadLength);
    }

    /// <summary>Channel as it was asked for.</summary>
    public string Channel { get; }

    /// <summary>Stream id.</summary>
    public int StreamId { get; }

    /// <summary>Session id.</summary>
    public int SessionId { get; }

    /// <summary>Id of the first term.</summary>
    public int InitialTermId { get; }

    /// <summary>Bytes of a term.</summary>
    public int TermBufferLength { get; }

    /// <summary>Number of bits of an offset in a term.</summary>
    public int PositionBitsToShift { get; }

    /// <summary>Bytes of the longest message that can be offered.</summary>
    public int MaxMessageLength { get; }

    /// <summary>Bytes of the longest message that is one fragment; the longest that can be claimed.</summary>
    public int MaxPayloadLength { get; }

    /// <summary>Position at which the stream must end.</summary>
    public long MaxPossiblePosition { get; }

    /// <summary>Registration id of the log, which is another publication's when that one was there first.</summary>
    public long OriginalRegistrationId { get; }

    /// <summary>Registration id of this publication.</summary>
    public long RegistrationId { get; }

    /// <summary>Whether the log was made for this publication.</summary>
    public bool IsOriginal => OriginalRegistrationId == RegistrationId;

    /// <summary>Id of the counter that tells the channel's status; −1 for none.</summary>
    public int ChannelStatusId { get; }

    /// <summary>Id of the counter that tells how far offers may go.</summary>
    public int PositionLimitId => _positionLimit.Id;

    /// <summary>Whether this has been disposed, or its client has.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether anybody receives.</summary>
    public bool IsConnected => !_isClosed && LogBufferDescriptor.IsConnected(MetaData);

    /// <summary>Status of the channel, see <see cref="ChannelEndpointStatus"/>; −2 when closed.</summary>
    public long ChannelStatus =>
        _isClosed ? ClientConductor.NoChannelStatus : _conductor.ChannelStatus(ChannelStatusId);

    /// <summary>Position up to which offers may go, or <see cref="CLOSED"/>.</summary>
    public long PositionLimit => _isClosed ? CLOSED : _positionLimit.GetVolatile();

    /// <summary>Position up to which messages have been taken, or <see cref="CLOSED"/>.</summary>
    public virtual long Position
    {
        get
        {
            if (_isClosed)
            {
                return CLOSED;
            }

            long rawTail = LogBufferDescriptor.RawTailVolatile(MetaData);
            return LogBufferDescriptor.ComputePosition(
                LogBufferDescriptor.TermId(rawTail),
                LogBufferDescriptor.TermOffset(rawTail, TermBufferLength),
                PositionBitsToShift,
                InitialTermId);
        }
    }

    /// <summary>Bytes that can be offered now, or <see cref="CLOSED"/>.</summary>
    public abstract long AvailableWindow { get; }

    internal LogBuffers LogBuffers { get; }

    private protected UnsafeBuffer MetaData { get; }

    private protected long LimitNow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref *_limitAddress);
    }

    private protected bool RevokesOnClose { get; set; }

    /// <summary>Name of a value that an offer returned.</summary>
    /// <param name="position">The value.</param>
    /// <returns>Its name; "NONE" for a position.</returns>
    public static string ErrorString(long position) => position switch
    {
        MAX_POSITION_EXCEEDED => "MAX_POSITION_EXCEEDED",
        CLOSED => "CLOSED",
        ADMIN_ACTION => "ADMIN_ACTION",
        BACK_PRESSURED => "BACK_PRESSURED",
        NOT_CONNECTED => "NOT_CONNECTED",
        >= 0 => "NONE",
        _ => "UNKNOWN",
    };

    /// <summary>Local addresses that the channel is bound to.</summary>
    /// <returns>"address:port" each; none when closed or not bound.</returns>
    public List<string> LocalSocketAddresses() => _isClosed
        ? []
        : LocalSocketAddressStatus.FindAddresses(_conductor.CountersReader, ChannelStatus, ChannelStatusId);

    /// <summary>Offers a message.</summary>
    /// <param name="buffer">The message.</param>
    /// <returns>Position of the stream after the message, or a negative value that says why it was not taken.</returns>
    public long Offer(UnsafeBuffer buffer) => Offer(buffer, 0, buffer.Capacity);

    /// <summary>Offers a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes, at most <see cref="MaxMessageLength"/>.</param>
    /// <param name="reservedValueSupplier">Says what stands in the reserved values; null for 0.</param>
    /// <returns>Position of the stream after the message, or a negative value that says why it was not taken.</returns>
    /// <exception cref="ArgumentException">The message is too long.</exception>
    /// <exception cref="IndexOutOfRangeException">The message is not inside of the buffer.</exception>
    public abstract long Offer(
        IDirectBuffer buffer, int offset, int length, ReservedValueSupplier? reservedValueSupplier = null);

    /// <summary>Offers a message in two pieces.</summary>
    /// <param name="bufferOne">Holds the first piece.</param>
    /// <param name="offsetOne">First byte of it.</param>
    /// <param name="lengthOne">Bytes of it.</param>
    /// <param name="bufferTwo">Holds the second piece.</param>
    /// <param name="offsetTwo">First byte of it.</param>
    /// <param name="lengthTwo">Bytes of it.</param>
    /// <param name="reservedValueSupplier">Says what stands in the reserved values; null for 0.</param>
    /// <returns>Position of the stream after the message, or a negative value that says why it was not taken.</returns>
    /// <exception cref="ArgumentException">The message is too long.</exception>
    /// <exception cref="IndexOutOfRangeException">A piece is not inside of its buffer.</exception>
    public abstract long Offer(
        IDirectBuffer bufferOne,
        int offsetOne,
        int lengthOne,
        IDirectBuffer bufferTwo,
        int offsetTwo,
        int lengthTwo,
        ReservedValueSupplier? reservedValueSupplier = null);

    /// <summary>Offers a message in any number of pieces.</summary>
    /// <param name="vectors">The pieces.</param>
    /// <param name="reservedValueSupplier">Says what stands in the reserved values; null for 0.</param>
    /// <returns>Position of the stream after the message, or a negative value that says why it was not taken.</returns>
    /// <exception cref="ArgumentException">The message is too long, or a piece is not inside of its buffer.</exception>
    public abstract long Offer(DirectBufferVector[] vectors, ReservedValueSupplier? reservedValueSupplier = null);

    /// <summary>
    /// Claims room for a message, which is then written in place; see <see cref="BufferClaim"/>. The bytes may not be
    /// zero at first.
    /// </summary>
    /// <param name="length">Bytes, at most <see cref="MaxPayloadLength"/>.</param>
    /// <param name="bufferClaim">Gets the room when the return value is not negative.</param>
    /// <returns>
    /// Position of the stream after the message, or a negative value that says why nothing was claimed.
    /// </returns>
    /// <exception cref="ArgumentException">The message is too long.</exception>
    public abstract long TryClaim(int length, BufferClaim bufferClaim);

    /// <summary>Adds a destination to a channel with control mode manual; waits for the driver.</summary>
    /// <param name="endpointChannel">Channel of the destination.</param>
    public void AddDestination(string endpointChannel) =>
        _conductor.AddDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Removes a destination; waits for the driver.</summary>
    /// <param name="endpointChannel">Channel of the destination.</param>
    public void RemoveDestination(string endpointChannel) =>
        _conductor.RemoveDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Removes a destination; waits for the driver.</summary>
    /// <param name="registrationId">What <see cref="AsyncAddDestination"/> returned.</param>
    public void RemoveDestination(long registrationId) =>
        _conductor.RemoveDestination(CheckedRegistrationId(), registrationId);

    /// <summary>Adds a destination without waiting; see <see cref="Aeron.IsCommandActive"/>.</summary>
    /// <param name="endpointChannel">Channel of the destination.</param>
    /// <returns>Correlation id of the command.</returns>
    public long AsyncAddDestination(string endpointChannel) =>
        _conductor.AsyncAddDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Removes a destination without waiting; see <see cref="Aeron.IsCommandActive"/>.</summary>
    /// <param name="endpointChannel">Channel of the destination.</param>
    /// <returns>Correlation id of the command.</returns>
    public long AsyncRemoveDestination(string endpointChannel) =>
        _conductor.AsyncRemoveDestination(CheckedRegistrationId(), endpointChannel);

    /// <summary>Removes a destination without waiting; see <see cref="Aeron.IsCommandActive"/>.</summary>
    /// <param name="destinationRegistrationId">What <see cref="AsyncAddDestination"/> returned.</param>
    /// <returns>Correlation id of the command.</returns>
    public long AsyncRemoveDestination(long destinationRegistrationId) =>
        _conductor.AsyncRemoveDestination(CheckedRegistrationId(), destinationRegistrationId);

    /// <summary>Closes the publication; what was taken is still sent. Does not wait for the driver.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _conductor.RemovePublication(this, RevokesOnClose);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{GetType().Name}{{registrationId={RegistrationId}, sessionId={SessionId}, streamId={StreamId}, " +
        $"channel={Channel}, isClosed={_isClosed}}}";

    internal void InternalClose() => _isClosed = true;

    private protected void Revoke()
    {
        if (!_isClosed)
        {
            _conductor.RemovePublication(this, revoke: true);
        }
    }

    /// <summary>Why a message is not taken at a position that is at or beyond the limit.</summary>
    private protected long BackPressureStatus(long position, int messageLength)
    {
        int frameLength = BitUtil.Align(
            messageLength + DataHeaderFlyweight.HEADER_LENGTH, FrameDescriptor.FRAME_ALIGNMENT);
        if (position + frameLength >= MaxPossiblePosition)
        {
            return MAX_POSITION_EXCEEDED;
        }

        return LogBufferDescriptor.IsConnected(MetaData) ? BACK_PRESSURED : NOT_CONNECTED;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void CheckMessageLength(int length)
    {
        if ((uint)length > (uint)MaxMessageLength)
        {
            ThrowLength(length, MaxMessageLength);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void CheckPayloadLength(int length)
    {
        if ((uint)length > (uint)MaxPayloadLength)
        {
            ThrowLength(length, MaxPayloadLength);
        }
    }

    /// <summary>Address of a range, which is checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static byte* Address(IDirectBuffer buffer, int offset, int length)
    {
        if (buffer is UnsafeBuffer plain)
        {
            plain.BoundsCheck(offset, length);
            return (byte*)plain.BufferPointer + offset;
        }

        buffer.BoundsCheck(offset, length);
        return (byte*)buffer.BufferPointer + offset;
    }

    /// <summary>Bytes that a message takes in the log.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected int RequiredLength(int length) => length <= MaxPayloadLength
        ? BitUtil.Align(length + DataHeaderFlyweight.HEADER_LENGTH, FrameDescriptor.FRAME_ALIGNMENT)
        : LogBufferDescriptor.ComputeFragmentedFrameLength(length, MaxPayloadLength);

    private long CheckedRegistrationId() => _isClosed
        ? throw new Exceptions.AeronException("Publication is closed")
        : RegistrationId;

    [DoesNotReturn]
    private static void ThrowLength(int length, int maximum) =>
        throw new ArgumentException($"message length must be 0 to {maximum}: {length}", nameof(length));
}
