using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Publications;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>All subscriptions, and which logs each reads.</summary>
internal sealed class SubscriptionRegistry(
    DriverServices services,
    StreamCounters counters,
    EndpointRegistry endpoints,
    PublicationRegistry publications,
    ImageRegistry images)
{
    private readonly List<SubscriptionLink> _subscriptions = [];

    public void Add(in StreamCommand command, long nowNanos)
    {
        ChannelUri uri = ChannelUri.Parse(command.Channel);
        var parameters = SubscriptionParameters.Of(uri, services.Context);
        using var undo = new Undo();
        SubscriptionLink link = uri.IsIpc || uri.IsSpy
            ? Local(command, uri, parameters)
            : Network(command, uri, parameters, undo);
        List<SubscriberPosition> present = [.. PresentFor(link).Select(source => PrepareToJoin(link, source, undo))];
        undo.Keep();
        _subscriptions.Add(link);
        if (link.Endpoint is { } endpoint)
        {
            services.ForReceiver.Post(() => endpoint.AddInterest(link.StreamId, parameters.SessionId));
        }

        services.Notifier.SubscriptionReady(command.CorrelationId, link.Endpoint?.Status.Id ?? -1);
        Join(present, nowNanos);
    }

    public void Remove(long correlationId, long registrationId, long nowNanos)
    {
        SubscriptionLink link = _subscriptions.Find(each => each.RegistrationId == registrationId)
            ?? throw new CommandRefusedException(
                ErrorCode.UnknownSubscription, $"unknown subscription: {registrationId}");
        Remove(link, nowNanos);
        services.Notifier.OperationSucceeded(correlationId);
    }

    public void RemoveOfClient(long clientId, long nowNanos)
    {
        foreach (SubscriptionLink link in _subscriptions.FindAll(each => each.ClientId == clientId))
        {
            Remove(link, nowNanos);
        }
    }

    /// <summary>A new publication: whoever waits for it gets a place at its beginning.</summary>
    public List<SubscriberPosition> PrepareToJoin(DriverPublication publication, Undo undo) =>
    [
        .. _subscriptions.Where(link => Matches(link, publication))
            .Select(link => PrepareToJoin(link, publication, undo)),
    ];

    /// <summary>Lets subscribers take the places that were prepared for them.</summary>
    public void Join(List<SubscriberPosition> subscribers, long nowNanos)
    {
        foreach (SubscriberPosition subscriber in subscribers)
        {
            subscriber.Subscription.Positions.Add(subscriber);
            subscriber.Source.AddSubscriber(subscriber, nowNanos);
            services.Notifier.AvailableImage(UntetheredPolicy.Availability(subscriber));
        }
    }

    /// <summary>A setup frame has come: the image is made and whoever waits for it gets it.</summary>
    public void OnImageRequest(ImageRequest request, long nowNanos)
    {
        List<SubscriptionLink> wanting = _subscriptions.FindAll(each =>
            each.Endpoint == request.Endpoint && each.Wants(request.Setup.SessionId, request.Setup.StreamId));
        if (wanting.Count == 0)
        {
            images.Forget(request);
            return;
        }

        try
        {
            using var undo = new Undo();
            NetworkImage image = images.Create(request, wanting[0], undo, nowNanos);
            List<SubscriberPosition> joining = [.. wanting.Select(link => PrepareToJoin(link, image, undo))];
            undo.Keep();
            Join(joining, nowNanos);
            images.Activate(image, nowNanos);
        }
        catch (Exception error) when (error is CommandRefusedException or IOException or UnauthorizedAccessException)
        {
            // The next setup frame is another chance.
            services.Report(error);
            images.Forget(request);
        }
    }

    private static bool Matches(SubscriptionLink link, DriverPublication publication) =>
        link.Wants(publication.Log.SessionId, publication.Log.StreamId) && publication switch
        {
            IpcPublication => link.Kind == SubscriptionKind.Ipc,
            NetworkPublication network => link.Kind == SubscriptionKind.Spy
                && link.CanonicalForm == network.Endpoint.Channel.CanonicalForm,
            _ => false,
        };

    private SubscriptionLink Local(in StreamCommand command, ChannelUri uri, SubscriptionParameters parameters) => new()
    {
        RegistrationId = command.CorrelationId,
        ClientId = command.ClientId,
        Kind = uri.IsSpy ? SubscriptionKind.Spy : SubscriptionKind.Ipc,
        StreamId = command.StreamId,
        Channel = uri,
        Parameters = parameters,
        CanonicalForm = uri.IsSpy
            ? UdpChannel.ForPublication(uri, services.Context, command.Hosts).CanonicalForm
            : string.Empty,
    };

    private SubscriptionLink Network(
        in StreamCommand command, ChannelUri uri, SubscriptionParameters parameters, Undo undo)
    {
        UdpChannel channel = UdpChannel.ForSubscription(uri, services.Context, command.Hosts);
        int receiveBuffer = channel.Sockets.ReceiveBufferLength;
        if (receiveBuffer > 0 && parameters.ReceiverWindowLength > receiveBuffer)
        {
            throw ChannelUri.Invalid(
                uri.Text, $"rcv-wnd {parameters.ReceiverWindowLength} is above so-rcvbuf {receiveBuffer}");
        }

        long conflicting = command.StreamId;
        SubscriptionLink? other = _subscriptions.Find(each =>
            each.Endpoint?.Channel.CanonicalForm == channel.CanonicalForm && each.StreamId == conflicting
            && !each.Parameters.IsCompatibleWith(parameters));
        if (other is not null)
        {
            throw ChannelUri.Invalid(
                uri.Text, $"reliable and rejoin must be those of a subscription that is there: {other.Channel.Text}");
        }

        ReceiveEndpoint endpoint = endpoints.AcquireReceiver(
            channel,
            command.CorrelationId,
            request => OnImageRequest(request, DriverServices.NowNanos()));
        undo.OnFailure(() => endpoints.Release(endpoint));
        return new SubscriptionLink
        {
            RegistrationId = command.CorrelationId,
            ClientId = command.ClientId,
            Kind = SubscriptionKind.Network,
            StreamId = command.StreamId,
            Channel = uri,
            Parameters = parameters,
            Endpoint = endpoint,
        };
    }

    private IEnumerable<SubscribableLog> PresentFor(SubscriptionLink link) => link.Kind == SubscriptionKind.Network
        ? images.All.Where(image => image.Endpoint == link.Endpoint
            && link.Wants(image.Log.SessionId, image.Log.StreamId)
            && images.StateOf(image) == ImageState.Active)
        : publications.All.Where(publication => publication.IsAcceptingSubscribers && Matches(link, publication));

    private SubscriberPosition PrepareToJoin(SubscriptionLink link, SubscribableLog source, Undo undo)
    {
        var identity = new StreamIdentity(
            link.RegistrationId,
            source.Log.SessionId,
            link.StreamId,
            link.Channel.Text,
            link.ClientId,
            source.CorrelationId);
        DriverCounter counter = counters.Stream(
            undo, CounterTypes.SubscriberPosition, "sub-pos", identity, source.JoinPosition);
        return new SubscriberPosition(link, source, counter);
    }

    private void Remove(SubscriptionLink link, long nowNanos)
    {
        _subscriptions.Remove(link);
        foreach (SubscriberPosition subscriber in link.Positions)
        {
            subscriber.Source.RemoveSubscriber(subscriber);
            counters.Free(subscriber.Counter);
            if (subscriber.Source is NetworkImage { Subscribers.Count: 0 } image)
            {
                images.EndUnwanted(image, nowNanos);
            }
        }

        link.Positions.Clear();
        if (link.Endpoint is { } endpoint)
        {
            services.ForReceiver.Post(() => endpoint.RemoveInterest(link.StreamId, link.Parameters.SessionId));
            endpoints.Release(endpoint);
        }
    }
}
