using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>One of several places a publication goes to.</summary>
/// <param name="registrationId">Id of the client's command; -1 for one that was learnt from a status message.</param>
/// <param name="receiverId">Receiver that was heard there last.</param>
/// <param name="address">Where it is.</param>
internal sealed class Destination(long registrationId, long receiverId, NativeAddress address)
{
    public long RegistrationId { get; } = registrationId;

    public long ReceiverId { get; } = receiverId;

    public NativeAddress Address { get; set; } = address;

    public long LastHeardNanos { get; set; }
}
