using System.Net;
using Adaptive.Agrona;

namespace Adaptive.Aeron.Command;

/// <summary>
/// A receiver has sent an error for a publication.
/// </summary>
public class PublicationErrorFrameFlyweight
{
    private const short AddressTypeV6 = 2;

    private IMutableDirectBuffer _buffer = null!;
    private int _offset;

    /// <summary>Makes this a view of a message.</summary>
    /// <param name="buffer">Holds the message.</param>
    /// <param name="offset">First byte of the message.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight Wrap(IMutableDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
        return this;
    }

    /// <summary>Registration id of the publication.</summary>
    /// <returns>The value.</returns>
    public long RegistrationId() => _buffer.GetLong(_offset + 0);

    /// <summary>Sets: registration id of the publication.</summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight RegistrationId(long registrationId)
    {
        _buffer.PutLong(_offset + 0, registrationId);
        return this;
    }

    /// <summary>Registration id of the destination; −1 for none.</summary>
    /// <returns>The value.</returns>
    public long DestinationRegistrationId() => _buffer.GetLong(_offset + 8);

    /// <summary>Sets: registration id of the destination; −1 for none.</summary>
    /// <param name="registrationId">The value.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight DestinationRegistrationId(long registrationId)
    {
        _buffer.PutLong(_offset + 8, registrationId);
        return this;
    }

    /// <summary>Session id.</summary>
    /// <returns>The value.</returns>
    public int SessionId() => _buffer.GetInt(_offset + 16);

    /// <summary>Sets: session id.</summary>
    /// <param name="sessionId">The value.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight SessionId(int sessionId)
    {
        _buffer.PutInt(_offset + 16, sessionId);
        return this;
    }

    /// <summary>Stream id.</summary>
    /// <returns>The value.</returns>
    public int StreamId() => _buffer.GetInt(_offset + 20);

    /// <summary>Sets: stream id.</summary>
    /// <param name="streamId">The value.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight StreamId(int streamId)
    {
        _buffer.PutInt(_offset + 20, streamId);
        return this;
    }

    /// <summary>Id of the receiver.</summary>
    /// <returns>The value.</returns>
    public long ReceiverId() => _buffer.GetLong(_offset + 24);

    /// <summary>Sets: id of the receiver.</summary>
    /// <param name="receiverId">The value.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight ReceiverId(long receiverId)
    {
        _buffer.PutLong(_offset + 24, receiverId);
        return this;
    }

    /// <summary>Group tag of the receiver; −1 for none.</summary>
    /// <returns>The value.</returns>
    public long GroupTag() => _buffer.GetLong(_offset + 32);

    /// <summary>Sets: group tag of the receiver; −1 for none.</summary>
    /// <param name="groupTag">The value.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight GroupTag(long groupTag)
    {
        _buffer.PutLong(_offset + 32, groupTag);
        return this;
    }

    /// <summary>Where the error came from.</summary>
    /// <returns>Address and port of the receiver.</returns>
    public IPEndPoint SourceAddress()
    {
        bool isV6 = _buffer.GetShort(_offset + 40) == AddressTypeV6;
        byte[] address = new byte[isV6 ? 16 : 4];
        _buffer.GetBytes(_offset + 44, address);
        return new IPEndPoint(new IPAddress(address), (ushort)_buffer.GetShort(_offset + 42));
    }

    /// <summary>What the error is.</summary>
    /// <returns>The code.</returns>
    public ErrorCode ErrorCode()
    {
        int value = ErrorCodeValue();
        return value is >= (int)Adaptive.Aeron.ErrorCode.UNUSED and <= (int)Adaptive.Aeron.ErrorCode.PUBLICATION_REVOKED
            ? (ErrorCode)value
            : Adaptive.Aeron.ErrorCode.UNKNOWN_CODE_VALUE;
    }

    /// <summary>What the error is, as a number.</summary>
    /// <returns>The code.</returns>
    public int ErrorCodeValue() => _buffer.GetInt(_offset + 60);

    /// <summary>Sets what the error is.</summary>
    /// <param name="code">The code.</param>
    /// <returns>This.</returns>
    public PublicationErrorFrameFlyweight ErrorCode(ErrorCode code)
    {
        _buffer.PutInt(_offset + 60, (int)code);
        return this;
    }

    /// <summary>Message, ASCII.</summary>
    /// <returns>The text.</returns>
    public string ErrorMessage() => _buffer.GetStringAscii(_offset + 64);

    /// <summary>Length of the message as it stands.</summary>
    /// <returns>Bytes.</returns>
    public int Length() => 64 + BitUtil.SIZE_OF_INT + _buffer.GetInt(_offset + 64);
}
