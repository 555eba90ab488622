using System.Globalization;
using System.Net;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Loss;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Network;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>All images from the network: makes them, sees their sources die, takes them away.</summary>
internal sealed class ImageRegistry(
    DriverServices services, StreamCounters counters, LogFactory logs, Receiver receiver)
{
    private readonly List<Entry> _entries = [];

    public IEnumerable<NetworkImage> All => _entries.Select(entry => entry.Image);

    public ImageState StateOf(NetworkImage image) => _entries.Find(entry => entry.Image == image)!.State;

    /// <summary>Makes the image that a setup frame is for. It takes no data before it is activated.</summary>
    public NetworkImage Create(ImageRequest request, SubscriptionLink first, Undo undo, long nowNanos)
    {
        SetupFields setup = request.Setup;
        long correlationId = services.Cnc.ToDriver.NextCorrelationId();
        bool isGroup = first.Parameters.Group
            ?? (request.Endpoint.Channel.IsMulticast || (request.Flags & SetupFrame.GroupFlag) != 0);
        int window = Math.Min(first.Parameters.ReceiverWindowLength, setup.TermLength / 2);
        IPEndPoint source = request.Source.ToEndPoint();
        if (setup.MtuLength > window)
        {
            throw ChannelUri.Invalid(
                first.Channel.Text, $"the window {window} is below the mtu {setup.MtuLength} of {source}");
        }

        var identity = new StreamIdentity(
            correlationId, setup.SessionId, setup.StreamId, first.Channel.Text, first.ClientId);
        var imageCounters = new ImageCounters(
            counters.Stream(undo, CounterTypes.ReceiverHighWaterMark, "rcv-hwm", identity),
            counters.Stream(undo, CounterTypes.ReceiverPosition, "rcv-pos", identity),
            counters.Stream(undo, CounterTypes.ReceiverNaksSent, "rcv-naks-sent", identity));
        LogBuffer log = logs.Create(new LogSettings
        {
            Type = LogType.Image,
            CorrelationId = correlationId,
            SessionId = setup.SessionId,
            StreamId = setup.StreamId,
            InitialTermId = setup.InitialTermId,
            TermLength = setup.TermLength,
            MtuLength = setup.MtuLength,
            Sparse = first.Parameters.IsSparse,
            ReceiverWindowLength = window,
            SocketReceiveBufferLength = request.Endpoint.Channel.Sockets.ReceiveBufferLength,
            Untethered = first.Parameters.Untethered,
            Group = isGroup,
            Rejoin = first.Parameters.Rejoin,
            Reliable = first.Parameters.Reliable,
            Tether = first.Parameters.Tether,
        });
        undo.OnFailure(() => logs.Delete(log));
        var settings = new ImageSettings(
            request,
            first.Parameters,
            DelayOf(first, isGroup),
            string.Create(CultureInfo.InvariantCulture, $"{source}"));
        return new NetworkImage(services, correlationId, log, settings, imageCounters, nowNanos);
    }

    /// <summary>From now on the image takes data.</summary>
    public void Activate(NetworkImage image, long nowNanos)
    {
        _entries.Add(new Entry(image, nowNanos));
        services.ForReceiver.Post(() => receiver.Add(image));
    }

    /// <summary>A setup frame has led to nothing: the next one is looked at again.</summary>
    public void Forget(ImageRequest request) => services.ForReceiver.Post(
        () => request.Endpoint.ForgetRequest(request.Setup.StreamId, request.Setup.SessionId));

    /// <summary>The last subscriber has gone.</summary>
    public void EndUnwanted(NetworkImage image, long nowNanos)
    {
        Entry entry = _entries.Find(each => each.Image == image)!;
        if (entry.State == ImageState.Active)
        {
            BeginDraining(entry, coolsDown: false, nowNanos);
        }
    }

    public void Reject(long correlationId, long imageId, string reason, long nowNanos)
    {
        Entry entry = _entries.Find(each => each.Image.CorrelationId == imageId)
            ?? throw new CommandRefusedException(ErrorCode.GenericError, $"unable to resolve image: {imageId}");
        services.Counters[SystemCounter.ImagesRejected].Increment();
        services.ForReceiver.Post(() => entry.Image.Reject(reason));
        if (entry.State == ImageState.Active)
        {
            BeginDraining(entry, coolsDown: true, nowNanos);
        }

        services.Notifier.OperationSucceeded(correlationId);
    }

    public void OnTimer(long nowNanos)
    {
        for (int index = _entries.Count - 1; index >= 0; index--)
        {
            Entry entry = _entries[index];
            OnTimer(entry, nowNanos);
            if (entry.State == ImageState.Done)
            {
                _entries.RemoveAt(index);
                Free(entry.Image);
            }
        }
    }

    /// <summary>Unmaps all logs. Every thread of the driver must have stopped.</summary>
    public void CloseAll()
    {
        foreach (Entry entry in _entries)
        {
            entry.Image.Log.Dispose();
        }
    }

    private NakDelay DelayOf(SubscriptionLink link, bool isGroup)
    {
        MediaDriverContext context = services.Context;
        if (!link.Parameters.Reliable)
        {
            return NakDelay.None();
        }

        return isGroup
            ? NakDelay.Multicast(
                link.Parameters.NakDelayNanos ?? context.NakMulticastMaxBackoffNanos,
                context.NakMulticastGroupSize,
                new Random(services.Random.Next()))
            : NakDelay.Unicast(
                link.Parameters.NakDelayNanos ?? context.NakUnicastDelayNanos, context.NakUnicastRetryRatio);
    }

    private void OnTimer(Entry entry, long nowNanos)
    {
        NetworkImage image = entry.Image;
        switch (entry.State)
        {
            case ImageState.Active:
                UntetheredPolicy.Check(image, services.Notifier, nowNanos);
                bool isSilent = nowNanos - image.LastPacketNanos > services.Context.ImageLivenessTimeoutNanos;
                if (image.IsRevoked)
                {
                    image.Log.IsRevoked = true;
                    services.Counters[SystemCounter.PublicationImagesRevoked].Increment();
                    BeginDraining(entry, coolsDown: false, nowNanos);
                    Dismiss(entry, nowNanos);
                }
                else if (image.IsComplete || isSilent)
                {
                    BeginDraining(entry, !image.IsComplete, nowNanos);
                }

                break;

            case ImageState.Draining:
                bool isDrained = image.MinSubscriberPosition() >= image.Counters.Position.Value;
                if (isDrained && nowNanos - entry.SinceNanos > 5 * services.Context.StatusMessageTimeoutNanos)
                {
                    Dismiss(entry, nowNanos);
                }

                break;

            case ImageState.Linger:
                entry.State = ImageState.Done;
                break;

            default:
                break;
        }
    }

    /// <summary>No more data is taken. What is there, up to the first gap, is the whole of it.</summary>
    private void BeginDraining(Entry entry, bool coolsDown, long nowNanos)
    {
        NetworkImage image = entry.Image;
        entry.State = ImageState.Draining;
        entry.SinceNanos = nowNanos;
        services.ForReceiver.Post(() =>
        {
            image.Endpoint.RemoveImage(image, coolsDown);
            image.Log.EndOfStreamPosition = image.Counters.Position.Value;
        });
    }

    private void Dismiss(Entry entry, long nowNanos)
    {
        NetworkImage image = entry.Image;
        services.ForReceiver.Post(image.FallSilent);
        foreach (SubscriberPosition subscriber in image.Subscribers.ToArray())
        {
            SubscriptionLink link = subscriber.Subscription;
            if (subscriber.State == UntetheredState.Active)
            {
                services.Notifier.UnavailableImage(
                    image.CorrelationId, link.RegistrationId, link.StreamId, link.Channel.Text);
            }

            link.Positions.Remove(subscriber);
            image.RemoveSubscriber(subscriber);
            counters.Free(subscriber.Counter);
        }

        entry.State = ImageState.Linger;
        entry.SinceNanos = nowNanos;
    }

    private void Free(NetworkImage image) => services.ForReceiver.Post(() =>
    {
        receiver.Remove(image);
        if (image.Settings.Parameters.Rejoin)
        {
            image.Endpoint.EndCoolDown(image.Log.StreamId, image.Log.SessionId);
        }

        services.ForConductor.Post(() =>
        {
            counters.Free([image.Counters.HighWaterMark, image.Counters.Position, image.Counters.NaksSent]);
            logs.Delete(image.Log);
        });
    });

    private sealed class Entry(NetworkImage image, long nowNanos)
    {
        public NetworkImage Image { get; } = image;

        public ImageState State { get; set; } = ImageState.Active;

        public long SinceNanos { get; set; } = nowNanos;
    }
}
