using System.Buffers.Binary;
using System.Text;
using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Commands;

/// <summary>
/// Writes what the driver tells its clients. Everybody hears everything and picks out what concerns it.
/// </summary>
internal sealed class ClientNotifier(BroadcastTransmitter transmitter)
{
    private const int MaxTextLength = 4096;

    private readonly byte[] _buffer = new byte[3 * MaxTextLength];
    private int _offset;

    public void Error(long correlationId, ErrorCode code, string message)
    {
        Long(correlationId).Int((int)code).Text(message).Send(ResponseType.Error);
    }

    public void OperationSucceeded(long correlationId) => Long(correlationId).Send(ResponseType.OperationSucceeded);

    public void PublicationReady(in PublicationReadiness ready)
    {
        Long(ready.CorrelationId).Long(ready.RegistrationId).Int(ready.SessionId).Int(ready.StreamId);
        Int(ready.PositionLimitId).Int(ready.ChannelStatusId).Text(ready.LogFileName);
        Send(ready.IsExclusive ? ResponseType.ExclusivePublicationReady : ResponseType.PublicationReady);
    }

    public void SubscriptionReady(long correlationId, int channelStatusId) =>
        Long(correlationId).Int(channelStatusId).Send(ResponseType.SubscriptionReady);

    public void AvailableImage(in ImageAvailability image)
    {
        Long(image.CorrelationId).Int(image.SessionId).Int(image.StreamId).Long(image.SubscriptionId);
        Int(image.PositionCounterId).Text(image.LogFileName).Align().Text(image.SourceIdentity);
        Send(ResponseType.AvailableImage);
    }

    public void UnavailableImage(long correlationId, long subscriptionId, int streamId, string channel) =>
        Long(correlationId).Long(subscriptionId).Int(streamId).Text(channel).Send(ResponseType.UnavailableImage);

    public void CounterReady(long correlationId, int counterId) =>
        Long(correlationId).Int(counterId).Send(ResponseType.CounterReady);

    public void StaticCounterReady(long correlationId, int counterId) =>
        Long(correlationId).Int(counterId).Send(ResponseType.StaticCounter);

    public void UnavailableCounter(long registrationId, int counterId) =>
        Long(registrationId).Int(counterId).Send(ResponseType.UnavailableCounter);

    public void ClientTimeout(long clientId) => Long(clientId).Send(ResponseType.ClientTimeout);

    public void NextAvailableSessionId(long correlationId, int sessionId) =>
        Long(correlationId).Int(sessionId).Send(ResponseType.NextAvailableSessionId);

    public void PublicationError(in PublicationErrorReport error)
    {
        const int AddressFieldLength = 16;
        Long(error.RegistrationId).Long(error.DestinationId).Int(error.SessionId).Int(error.StreamId);
        Long(error.ReceiverId).Long(error.GroupTag);
        byte[] address = error.Source.Address.GetAddressBytes();
        BinaryPrimitives.WriteInt16LittleEndian(_buffer.AsSpan(_offset), (short)(address.Length == 4 ? 1 : 2));
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_offset + 2), (ushort)error.Source.Port);
        _buffer.AsSpan(_offset + 4, AddressFieldLength).Clear();
        address.CopyTo(_buffer, _offset + 4);
        _offset += 4 + AddressFieldLength;
        Int(error.Code).Text(error.Message).Send(ResponseType.PublicationError);
    }

    private ClientNotifier Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_offset), value);
        _offset += 8;
        return this;
    }

    private ClientNotifier Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_offset), value);
        _offset += 4;
        return this;
    }

    private ClientNotifier Text(string value)
    {
        ReadOnlySpan<char> cut = value.AsSpan(0, Math.Min(value.Length, MaxTextLength));
        Int(cut.Length);
        _offset += Encoding.ASCII.GetBytes(cut, _buffer.AsSpan(_offset));
        return this;
    }

    private ClientNotifier Align()
    {
        while ((_offset & 3) != 0)
        {
            _buffer[_offset++] = 0;
        }

        return this;
    }

    private void Send(ResponseType type)
    {
        int length = _offset;
        _offset = 0;
        transmitter.Transmit((int)type, _buffer.AsSpan(0, length));
    }
}
