using System.Net.Sockets;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Network;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>Opens and closes the sockets of channels; equal channels share them.</summary>
internal sealed class EndpointRegistry(
    DriverServices services, StreamCounters counters, Sender sender, Receiver receiver)
{
    private readonly Dictionary<string, SendEndpoint> _senders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReceiveEndpoint> _receivers = new(StringComparer.Ordinal);

    public SendEndpoint AcquireSender(UdpChannel channel, long registrationId)
    {
        if (!_senders.TryGetValue(channel.CanonicalForm, out SendEndpoint? endpoint))
        {
            endpoint = OpenSender(channel, registrationId);
            _senders.Add(channel.CanonicalForm, endpoint);
            services.ForSender.Post(() => sender.Add(endpoint));
        }

        endpoint.ReferenceCount++;
        return endpoint;
    }

    public void Release(SendEndpoint endpoint)
    {
        if (--endpoint.ReferenceCount > 0)
        {
            return;
        }

        _senders.Remove(endpoint.Channel.CanonicalForm);
        endpoint.Status.Value = ChannelStatus.Closing;
        services.ForSender.Post(() =>
        {
            sender.Remove(endpoint);
            endpoint.Dispose();
            services.ForConductor.Post(() => counters.Free(endpoint.OwnedCounters));
        });
    }

    public ReceiveEndpoint AcquireReceiver(
        UdpChannel channel, long registrationId, Action<ImageRequest> imageRequested)
    {
        if (!_receivers.TryGetValue(channel.CanonicalForm, out ReceiveEndpoint? endpoint))
        {
            endpoint = OpenReceiver(channel, registrationId, imageRequested);
            _receivers.Add(channel.CanonicalForm, endpoint);
            services.ForReceiver.Post(() => receiver.Add(endpoint));
        }

        endpoint.ReferenceCount++;
        return endpoint;
    }

    public void Release(ReceiveEndpoint endpoint)
    {
        if (--endpoint.ReferenceCount > 0)
        {
            return;
        }

        _receivers.Remove(endpoint.Channel.CanonicalForm);
        endpoint.Status.Value = ChannelStatus.Closing;
        services.ForReceiver.Post(() =>
        {
            receiver.Remove(endpoint);
            endpoint.Dispose();
            services.ForConductor.Post(() => counters.Free(endpoint.OwnedCounters));
        });
    }

    /// <summary>Closes everything. Sender and receiver must have stopped.</summary>
    public void CloseAll()
    {
        foreach (SendEndpoint endpoint in _senders.Values)
        {
            endpoint.Dispose();
        }

        foreach (ReceiveEndpoint endpoint in _receivers.Values)
        {
            endpoint.Dispose();
        }
    }

    private SendEndpoint OpenSender(UdpChannel channel, long registrationId)
    {
        string text = channel.Uri.Text;
        var owned = new List<DriverCounter>();
        try
        {
            DriverCounter status = Own(counters.Channel(
                CounterTypes.SendChannelStatus, "snd-channel", text, registrationId));
            DestinationSet? destinations = channel.IsMultiDestination
                ? new DestinationSet(
                    channel.ControlMode == ControlMode.Dynamic,
                    Own(counters.Channel(CounterTypes.DestinationCount, "mdc-num-dest", text, registrationId)))
                : null;
            var endpoint = new SendEndpoint(services, channel, status, destinations);
            Own(counters.LocalAddress("snd-local-sockaddr", status, endpoint.LocalEndPoint, registrationId));
            endpoint.OwnedCounters.AddRange(owned);
            services.Cnc.Counters.SetLabel(status, $"snd-channel: {text} {endpoint.LocalEndPoint}");
            status.Value = ChannelStatus.Active;
            return endpoint;
        }
        catch (SocketException error)
        {
            counters.Free(owned);
            throw Failed(text, error);
        }

        DriverCounter Own(DriverCounter counter)
        {
            owned.Add(counter);
            return counter;
        }
    }

    private ReceiveEndpoint OpenReceiver(
        UdpChannel channel, long registrationId, Action<ImageRequest> imageRequested)
    {
        string text = channel.Uri.Text;
        DriverCounter status = counters.Channel(
            CounterTypes.ReceiveChannelStatus, "rcv-channel", text, registrationId);
        try
        {
            var endpoint = new ReceiveEndpoint(services, channel, status, services.Random.NextInt64())
            {
                ImageRequested = imageRequested,
            };
            endpoint.OwnedCounters.Add(status);
            endpoint.OwnedCounters.Add(
                counters.LocalAddress("rcv-local-sockaddr", status, endpoint.LocalEndPoint, registrationId));
            services.Cnc.Counters.SetLabel(status, $"rcv-channel: {text} {endpoint.LocalEndPoint}");
            status.Value = ChannelStatus.Active;
            return endpoint;
        }
        catch (SocketException error)
        {
            counters.Free(status);
            throw Failed(text, error);
        }
    }

    private static CommandRefusedException Failed(string channel, SocketException error) => new(
        ErrorCode.GenericError, $"channel error - {error.Message} (at {error.SocketErrorCode}): {channel}");
}
