using Adaptive.Aeron.Command;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent.RingBuffer;

namespace Adaptive.Aeron;

/// <summary>
/// Writes commands into the to-driver ring, each in place. Returns the correlation id that the answer will bear. For
/// one thread at a time.
/// </summary>
internal sealed class DriverProxy(IRingBuffer toDriver, long clientId)
{
    private readonly PublicationMessageFlyweight _publication = new();
    private readonly SubscriptionMessageFlyweight _subscription = new();
    private readonly RemovePublicationFlyweight _removePublication = new();
    private readonly RemoveSubscriptionFlyweight _remove = new();
    private readonly DestinationMessageFlyweight _destination = new();
    private readonly DestinationByIdMessageFlyweight _destinationById = new();
    private readonly CounterMessageFlyweight _counter = new();
    private readonly StaticCounterMessageFlyweight _staticCounter = new();
    private readonly RejectImageFlyweight _rejectImage = new();
    private readonly GetNextAvailableSessionIdMessageFlyweight _nextSessionId = new();
    private readonly CorrelatedMessageFlyweight _plain = new();

    public long ClientId => clientId;

    public long TimeOfLastDriverKeepaliveMs() => toDriver.ConsumerHeartbeatTime();

    public long NextCorrelationId() => toDriver.NextCorrelationId();

    public long AddPublication(string channel, int streamId) =>
        AddPublication(ControlProtocolEvents.ADD_PUBLICATION, channel, streamId);

    public long AddExclusivePublication(string channel, int streamId) =>
        AddPublication(ControlProtocolEvents.ADD_EXCLUSIVE_PUBLICATION, channel, streamId);

    public long RemovePublication(long registrationId, bool revoke)
    {
        long correlationId = Begin(
            ControlProtocolEvents.REMOVE_PUBLICATION,
            RemovePublicationFlyweight.Length(),
            _removePublication,
            out int index);
        _removePublication.Revoke(revoke).RegistrationId(registrationId);
        toDriver.Commit(index);
        return correlationId;
    }

    public long AddSubscription(string channel, int streamId)
    {
        long correlationId = Begin(
            ControlProtocolEvents.ADD_SUBSCRIPTION,
            SubscriptionMessageFlyweight.ComputeLength(channel.Length),
            _subscription,
            out int index);
        _subscription.RegistrationCorrelationId(Aeron.NULL_VALUE).StreamId(streamId).Channel(channel);
        toDriver.Commit(index);
        return correlationId;
    }

    public long RemoveSubscription(long registrationId) =>
        Remove(ControlProtocolEvents.REMOVE_SUBSCRIPTION, registrationId);

    public long RemoveCounter(long registrationId) => Remove(ControlProtocolEvents.REMOVE_COUNTER, registrationId);

    public long AddDestination(long registrationId, string channel) =>
        Destination(ControlProtocolEvents.ADD_DESTINATION, registrationId, channel);

    public long RemoveDestination(long registrationId, string channel) =>
        Destination(ControlProtocolEvents.REMOVE_DESTINATION, registrationId, channel);

    public long AddRcvDestination(long registrationId, string channel) =>
        Destination(ControlProtocolEvents.ADD_RCV_DESTINATION, registrationId, channel);

    public long RemoveRcvDestination(long registrationId, string channel) =>
        Destination(ControlProtocolEvents.REMOVE_RCV_DESTINATION, registrationId, channel);

    public long RemoveDestination(long publicationRegistrationId, long destinationRegistrationId)
    {
        long correlationId = Begin(
            ControlProtocolEvents.REMOVE_DESTINATION_BY_ID,
            DestinationByIdMessageFlyweight.MESSAGE_LENGTH,
            _destinationById,
            out int index);
        _destinationById
            .ResourceRegistrationId(publicationRegistrationId)
            .DestinationRegistrationId(destinationRegistrationId);
        toDriver.Commit(index);
        return correlationId;
    }

    public long AddCounter(
        int typeId,
        IDirectBuffer? key,
        int keyOffset,
        int keyLength,
        IDirectBuffer label,
        int labelOffset,
        int labelLength)
    {
        int length = CounterMessageFlyweight.ComputeLength(key is null ? 0 : keyLength, labelLength);
        long correlationId = Begin(ControlProtocolEvents.ADD_COUNTER, length, _counter, out int index);
        _counter.TypeId(typeId).KeyBuffer(key, keyOffset, keyLength).LabelBuffer(label, labelOffset, labelLength);
        toDriver.Commit(index);
        return correlationId;
    }

    public long AddStaticCounter(
        int typeId,
        IDirectBuffer? key,
        int keyOffset,
        int keyLength,
        IDirectBuffer label,
        int labelOffset,
        int labelLength,
        long registrationId)
    {
        int length = StaticCounterMessageFlyweight.ComputeLength(key is null ? 0 : keyLength, labelLength);
        long correlationId = Begin(ControlProtocolEvents.ADD_STATIC_COUNTER, length, _staticCounter, out int index);
        _staticCounter
            .RegistrationId(registrationId)
            .TypeId(typeId)
            .KeyBuffer(key, keyOffset, keyLength)
            .LabelBuffer(label, labelOffset, labelLength);
        toDriver.Commit(index);
        return correlationId;
    }

    public long RejectImage(long imageCorrelationId, long position, string reason)
    {
        long correlationId = Begin(
            ControlProtocolEvents.REJECT_IMAGE,
            RejectImageFlyweight.ComputeLength(reason),
            _rejectImage,
            out int index);
        _rejectImage.ImageCorrelationId(imageCorrelationId).Position(position).Reason(reason);
        toDriver.Commit(index);
        return correlationId;
    }

    public long NextAvailableSessionId(int streamId)
    {
        long correlationId = Begin(
            ControlProtocolEvents.GET_NEXT_AVAILABLE_SESSION_ID,
            GetNextAvailableSessionIdMessageFlyweight.LENGTH,
            _nextSessionId,
            out int index);
        _nextSessionId.StreamId(streamId);
        toDriver.Commit(index);
        return correlationId;
    }

    public void ClientClose()
    {
        Begin(ControlProtocolEvents.CLIENT_CLOSE, CorrelatedMessageFlyweight.LENGTH, _plain, out int index);
        toDriver.Commit(index);
    }

    private long AddPublication(int typeId, string channel, int streamId)
    {
        long correlationId = Begin(typeId, 24 + channel.Length, _publication, out int index);
        _publication.StreamId(streamId).Channel(channel);
        toDriver.Commit(index);
        return correlationId;
    }

    private long Remove(int typeId, long registrationId)
    {
        long correlationId = Begin(typeId, RemoveMessageFlyweight.Length(), _remove, out int index);
        _remove.RegistrationId(registrationId);
        toDriver.Commit(index);
        return correlationId;
    }

    private long Destination(int typeId, long registrationId, string channel)
    {
        long correlationId = Begin(typeId, 28 + channel.Length, _destination, out int index);
        _destination.RegistrationCorrelationId(registrationId).Channel(channel);
        toDriver.Commit(index);
        return correlationId;
    }

    private long Begin(int typeId, int length, CorrelatedMessageFlyweight message, out int index)
    {
        index = toDriver.TryClaim(typeId, length);
        if (index < 0)
        {
            throw new AeronException($"no room for command {typeId} in the ring to the driver");
        }

        long correlationId = toDriver.NextCorrelationId();
        message.Wrap(toDriver.Buffer(), index).ClientId(clientId).CorrelationId(correlationId);
        return correlationId;
    }
}
