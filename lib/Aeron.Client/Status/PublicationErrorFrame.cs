using System.Net;
using Adaptive.Aeron.Command;

namespace Adaptive.Aeron.Status;

/// <summary>An error that a receiver has sent for a publication, such as the rejection of an image.</summary>
public class PublicationErrorFrame : ICloneable
{
    private long _registrationId;
    private long _destinationRegistrationId;
    private int _sessionId;
    private int _streamId;
    private long _receiverId;
    private long _groupTag;
    private ErrorCode _errorCode;
    private string _errorMessage = string.Empty;
    private IPEndPoint _sourceAddress = new(IPAddress.Any, 0);

    /// <summary>Registration id of the publication.</summary>
    /// <returns>The id.</returns>
    public long RegistrationId() => _registrationId;

    /// <summary>Registration id of the destination.</summary>
    /// <returns>The id; −1 for none.</returns>
    public long DestinationRegistrationId() => _destinationRegistrationId;

    /// <summary>Session id of the publication.</summary>
    /// <returns>The id.</returns>
    public int SessionId() => _sessionId;

    /// <summary>Stream id of the publication.</summary>
    /// <returns>The id.</returns>
    public int StreamId() => _streamId;

    /// <summary>Id of the receiver.</summary>
    /// <returns>The id.</returns>
    public long ReceiverId() => _receiverId;

    /// <summary>Group tag of the receiver.</summary>
    /// <returns>The tag; −1 for none.</returns>
    public long GroupTag() => _groupTag;

    /// <summary>What the error is.</summary>
    /// <returns>The code.</returns>
    public ErrorCode ErrorCode() => _errorCode;

    /// <summary>The receiver's message.</summary>
    /// <returns>The text.</returns>
    public string ErrorMessage() => _errorMessage;

    /// <summary>Address of the receiver.</summary>
    /// <returns>Address and port.</returns>
    public IPEndPoint SourceAddress() => _sourceAddress;

    /// <summary>A copy that is not overwritten.</summary>
    /// <returns>The copy.</returns>
    public object Clone() => MemberwiseClone();

    internal PublicationErrorFrame Set(PublicationErrorFrameFlyweight frame)
    {
        _registrationId = frame.RegistrationId();
        _destinationRegistrationId = frame.DestinationRegistrationId();
        _sessionId = frame.SessionId();
        _streamId = frame.StreamId();
        _receiverId = frame.ReceiverId();
        _groupTag = frame.GroupTag();
        _errorCode = frame.ErrorCode();
        _errorMessage = frame.ErrorMessage();
        _sourceAddress = frame.SourceAddress();
        return this;
    }
}
