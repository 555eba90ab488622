using System.Net.Sockets;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Network;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

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

        Share(channel, endpoint);
        return endpoint;
    }

    public void Release(SendEndpoint endpoint)
    {
        if (RemoveReference(endpoint))
        {
            services.ForSender.Post(() =>
            {
                sender.Remove(endpoint);
                services.ForConductor.Post(() => FinishClosing(endpoint));
            });
        }
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

        Share(channel, endpoint);
        return endpoint;
    }

    public void Release(ReceiveEndpoint endpoint)
    {
        if (RemoveReference(endpoint))
        {
            services.ForReceiver.Post(() =>
            {
                receiver.Remove(endpoint);
                endpoint.Suspend();
                services.ForConductor.Post(() => FinishClosing(endpoint));
            });
        }
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

    private static void Share(UdpChannel channel, ChannelEndpoint endpoint)
    {
        if (channel.ConflictWith(endpoint.Channel) is { } conflict)
        {
            throw ChannelUri.Invalid(
                channel.Uri.Text, $"its {conflict} is not that of the channel whose sockets it would share: {endpoint.Channel.Uri.Text}");
        }

        endpoint.ReferenceCount++;
        endpoint.Status.Value = ChannelStatus.Active;
    }

    /// <summary>True when it was the last one, and the thread that works with the endpoint is to let go of it.</summary>
    private static bool RemoveReference(ChannelEndpoint endpoint)
    {
        if (--endpoint.ReferenceCount > 0)
        {
            return false;
        }

        endpoint.Status.Value = ChannelStatus.Closing;
        bool isNew = !endpoint.IsClosing;
        endpoint.IsClosing = true;
        return isNew;
    }

    /// <summary>
    /// The sender has let go. Whoever came meanwhile goes on with the same sockets: their addresses cannot be bound a
    /// second time before they are closed.
    /// </summary>
    private void FinishClosing(SendEndpoint endpoint)
    {
        endpoint.IsClosing = false;
        if (endpoint.ReferenceCount > 0)
        {
            services.ForSender.Post(() => sender.Add(endpoint));
            return;
        }

        _senders.Remove(endpoint.Channel.CanonicalForm);
        Close(endpoint);
    }

    private void FinishClosing(ReceiveEndpoint endpoint)
    {
        endpoint.IsClosing = false;
        if (endpoint.ReferenceCount > 0)
        {
            services.ForReceiver.Post(() =>
            {
                endpoint.Resume();
                receiver.Add(endpoint);
            });
            return;
        }

        _receivers.Remove(endpoint.Channel.CanonicalForm);
        Close(endpoint);
    }

    private void Close(ChannelEndpoint endpoint)
    {
        endpoint.Dispose();
        counters.Free(endpoint.OwnedCounters);
    }

    private SendEndpoint OpenSender(UdpChannel channel, long registrationId)
    {
        string text = channel.Uri.Text;
        using var undo = new Undo();
        DriverCounter status = counters.Channel(
            undo, CounterTypes.SendChannelStatus, "snd-channel", text, registrationId);
        DestinationSet? destinations = channel.IsMultiDestination
            ? new DestinationSet(
                channel.ControlMode == ControlMode.Dynamic,
                counters.Channel(undo, CounterTypes.DestinationCount, "mdc-num-dest", text, registrationId))
            : null;
        DatagramSocket socket = Open(undo, channel, SocketFactory.ForSending);
        DatagramSocket? controlSocket =
            channel.IsMulticast ? Open(undo, channel, SocketFactory.ForControlGroup) : null;
        DriverCounter address = counters.LocalAddress(
            undo, "snd-local-sockaddr", status, socket.LocalEndPoint, registrationId);
        undo.Keep();
        var endpoint = new SendEndpoint(services, channel, status, destinations, socket, controlSocket);
        endpoint.OwnedCounters.AddRange([status, address]);
        if (destinations is not null)
        {
            endpoint.OwnedCounters.Add(destinations.CountCounter);
        }

        services.Cnc.Counters.SetLabel(status, $"snd-channel: {text} {endpoint.LocalEndPoint}");
        return endpoint;
    }

    private ReceiveEndpoint OpenReceiver(
        UdpChannel channel, long registrationId, Action<ImageRequest> imageRequested)
    {
        string text = channel.Uri.Text;
        using var undo = new Undo();
        DriverCounter status = counters.Channel(
            undo, CounterTypes.ReceiveChannelStatus, "rcv-channel", text, registrationId);
        DatagramSocket socket = Open(undo, channel, SocketFactory.ForReceiving);
        DriverCounter address = counters.LocalAddress(
            undo, "rcv-local-sockaddr", status, socket.LocalEndPoint, registrationId);
        undo.Keep();
        var endpoint = new ReceiveEndpoint(services, channel, status, services.Random.NextInt64(), socket)
        {
            ImageRequested = imageRequested,
        };
        endpoint.OwnedCounters.AddRange([status, address]);
        services.Cnc.Counters.SetLabel(status, $"rcv-channel: {text} {endpoint.LocalEndPoint}");
        return endpoint;
    }

    private DatagramSocket Open(Undo undo, UdpChannel channel, Func<UdpChannel, Socket> open)
    {
        try
        {
            var socket = new DatagramSocket(open(channel), services.Context.UseBatchedSocketCalls);
            undo.OnFailure(socket.Dispose);
            return socket;
        }
        catch (SocketException error)
        {
            throw Failed(channel.Uri.Text, error);
        }
    }

    private static CommandRefusedException Failed(string channel, SocketException error) => new(
        ErrorCode.GenericError, $"channel error - {error.Message} (at {error.SocketErrorCode}): {channel}");
}
