using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Flow;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Network;
using MatchingEngine.AeronDriver.Publications;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>All publications and who holds them.</summary>
internal sealed class PublicationRegistry(
    DriverServices services, StreamCounters counters, LogFactory logs, EndpointRegistry endpoints, Sender sender)
{
    private readonly List<DriverPublication> _publications = [];
    private readonly List<PublicationReference> _references = [];
    private readonly SessionIds _sessionIds = new(services.Random);

    public IReadOnlyList<DriverPublication> All => _publications;

    /// <summary>Finds the publication that a command may share, or makes one, which goes if the addition fails.</summary>
    public DriverPublication Prepare(in StreamCommand command, bool isExclusive, Undo undo, out bool isNew)
    {
        ChannelUri uri = ChannelUri.Parse(command.Channel);
        if (uri.IsSpy)
        {
            throw ChannelUri.Invalid(uri.Text, "a spy cannot publish");
        }

        var parameters = PublicationParameters.Of(uri, command.StreamId, services.Context);
        UdpChannel? channel = uri.IsIpc ? null : UdpChannel.ForPublication(uri, services.Context, command.Hosts);
        DriverPublication? publication = isExclusive ? null : FindShared(channel, command.StreamId);
        isNew = publication is null;
        if (publication is null)
        {
            DriverPublication created = Create(command, uri, channel, parameters, isExclusive);
            _publications.Add(created);
            undo.OnFailure(() => Discard(created));
            publication = created;
        }
        else if ((parameters.ConflictWith(publication.Log, publication.Parameters.MtuLength, uri)
            ?? channel?.ConflictWith(((NetworkPublication)publication).Endpoint.Channel)) is { } conflict)
        {
            throw ChannelUri.Invalid(
                uri.Text, "a publication that it would share is there already and its " + conflict);
        }

        return publication;
    }

    /// <summary>Gives a client its reference to a publication and tells it so.</summary>
    public void Add(in StreamCommand command, DriverPublication publication)
    {
        publication.AddReference();
        _references.Add(new PublicationReference(command.CorrelationId, command.ClientId, publication));
        services.Notifier.PublicationReady(new PublicationReadiness(
            command.CorrelationId,
            publication.CorrelationId,
            publication.Log.SessionId,
            publication.Log.StreamId,
            publication.PublisherLimit.Id,
            publication.ChannelStatusId,
            publication.Log.FileName,
            publication.IsExclusive));
    }

    public void Remove(long correlationId, long registrationId, bool isRevoked, long nowNanos)
    {
        int index = IndexOf(registrationId);
        if (index < 0)
        {
            throw new CommandRefusedException(ErrorCode.UnknownPublication, $"unknown publication: {registrationId}");
        }

        RemoveAt(index, isRevoked, nowNanos);
        services.Notifier.OperationSucceeded(correlationId);
    }

    public void RemoveOfClient(long clientId, long nowNanos)
    {
        for (int index = _references.Count - 1; index >= 0; index--)
        {
            if (_references[index].ClientId == clientId)
            {
                RemoveAt(index, isRevoked: false, nowNanos);
            }
        }
    }

    /// <summary>The endpoint of a publication with several destinations that clients name.</summary>
    public SendEndpoint ManualEndpointOf(long registrationId)
    {
        int index = IndexOf(registrationId);
        if (index < 0)
        {
            throw new CommandRefusedException(ErrorCode.UnknownPublication, $"unknown publication: {registrationId}");
        }

        var endpoint = (_references[index].Publication as NetworkPublication)?.Endpoint;
        return endpoint is { Channel.ControlMode: ControlMode.Manual }
            ? endpoint
            : throw new CommandRefusedException(
                ErrorCode.GenericError, "destinations can be added to publications with control-mode=manual only");
    }

    public int NextSessionId(int streamId) => _sessionIds.Next(
        session => _publications.Exists(each => each.Log.SessionId == session && each.Log.StreamId == streamId));

    public int UpdatePositions()
    {
        int work = 0;
        for (int index = 0; index < _publications.Count; index++)
        {
            work += _publications[index].UpdatePositions();
        }

        return work;
    }

    public void OnTimer(long nowNanos)
    {
        for (int index = _publications.Count - 1; index >= 0; index--)
        {
            DriverPublication publication = _publications[index];
            publication.OnTimer(nowNanos, services.Notifier);
            if (publication.State == PublicationState.Done)
            {
                _publications.RemoveAt(index);
                Free(publication);
            }
        }
    }

    /// <summary>Unmaps all logs. Every thread of the driver must have stopped.</summary>
    public void CloseAll()
    {
        foreach (DriverPublication publication in _publications)
        {
            publication.Log.Dispose();
        }
    }

    private int IndexOf(long registrationId) => _references.FindIndex(each => each.RegistrationId == registrationId);

    private void RemoveAt(int index, bool isRevoked, long nowNanos)
    {
        DriverPublication publication = _references[index].Publication;
        _references.RemoveAt(index);
        publication.RemoveReference(isRevoked, nowNanos);
    }

    private DriverPublication? FindShared(UdpChannel? channel, int streamId) => _publications.Find(each =>
        !each.IsExclusive && each.State == PublicationState.Active && each.Log.StreamId == streamId
        && (each as NetworkPublication)?.Endpoint.Channel.CanonicalForm == channel?.CanonicalForm);

    private DriverPublication Create(
        in StreamCommand command,
        ChannelUri uri,
        UdpChannel? channel,
        PublicationParameters parameters,
        bool isExclusive)
    {
        int streamId = command.StreamId;
        if (parameters.SessionId is { } wanted && IsTaken(wanted, streamId, channel))
        {
            throw ChannelUri.Invalid(uri.Text, $"session-id {wanted} is in use on stream {streamId}");
        }

        int sessionId = parameters.SessionId ?? NextSessionId(streamId);
        int initialTermId = parameters.Position?.InitialTermId ?? services.Random.Next(int.MinValue, int.MaxValue);
        var settings = new LogSettings
        {
            Type = isExclusive ? LogType.ExclusivePublication : LogType.ConcurrentPublication,
            CorrelationId = command.CorrelationId,
            SessionId = sessionId,
            StreamId = streamId,
            InitialTermId = initialTermId,
            TermLength = parameters.TermLength,
            MtuLength = parameters.MtuLength,
            Start = parameters.Position is { } start ? (start.TermId, start.TermOffset) : null,
            Sparse = parameters.Sparse,
            PublicationWindowLength = parameters.WindowLength,
            SocketSendBufferLength = channel?.Sockets.SendBufferLength ?? 0,
            SocketReceiveBufferLength = channel?.Sockets.ReceiveBufferLength ?? 0,
            MaxResend = parameters.MaxResend,
            LingerTimeoutNanos = parameters.LingerNanos,
            Untethered = parameters.Untethered,
            Group = channel is not null && (channel.IsMulticast || channel.IsMultiDestination),
            SignalEndOfStream = parameters.SignalEndOfStream,
            SpiesSimulateConnection = parameters.SpiesSimulateConnection,
        };
        var identity = new StreamIdentity(command.CorrelationId, sessionId, streamId, uri.Text, command.ClientId);
        return channel is null
            ? CreateIpc(command, uri, parameters, settings, identity)
            : CreateNetwork(uri, channel, parameters, settings, identity);
    }

    private IpcPublication CreateIpc(
        in StreamCommand command,
        ChannelUri uri,
        PublicationParameters parameters,
        LogSettings settings,
        in StreamIdentity identity)
    {
        using var undo = new Undo();
        bool isExclusive = settings.Type == LogType.ExclusivePublication;
        DriverCounter position = counters.Stream(
            undo, CounterTypes.PublisherPosition, PositionName(isExclusive), identity);
        DriverCounter limit = counters.Stream(undo, CounterTypes.PublisherLimit, "pub-lmt", identity);
        LogBuffer log = logs.Create(settings);
        undo.Keep();
        return new IpcPublication(
            services, command.CorrelationId, log, uri, parameters, isExclusive, position, limit);
    }

    private NetworkPublication CreateNetwork(
        ChannelUri uri,
        UdpChannel channel,
        PublicationParameters parameters,
        LogSettings settings,
        in StreamIdentity identity)
    {
        int sendBuffer = channel.Sockets.SendBufferLength;
        if (sendBuffer > 0 && parameters.MtuLength > sendBuffer)
        {
            throw ChannelUri.Invalid(uri.Text, $"mtu {parameters.MtuLength} is above so-sndbuf {sendBuffer}");
        }

        FlowControl flowControl = FlowControlParameters.Of(channel, services.Context);
        using var undo = new Undo();
        SendEndpoint endpoint = endpoints.AcquireSender(channel, identity.RegistrationId);
        undo.OnFailure(() => endpoints.Release(endpoint));
        bool isExclusive = settings.Type == LogType.ExclusivePublication;
        DriverCounter position = counters.Stream(
            undo, CounterTypes.PublisherPosition, PositionName(isExclusive), identity);
        DriverCounter limit = counters.Stream(undo, CounterTypes.PublisherLimit, "pub-lmt", identity);
        var senderCounters = new SenderCounters(
            counters.Stream(undo, CounterTypes.SenderPosition, "snd-pos", identity),
            counters.Stream(undo, CounterTypes.SenderLimit, "snd-lmt", identity),
            counters.Stream(undo, CounterTypes.SenderBackPressure, "snd-bpe", identity),
            counters.Stream(undo, CounterTypes.SenderNaksReceived, "snd-naks-received", identity),
            flowControl is MinFlowControl
                ? counters.Stream(undo, CounterTypes.FlowControlReceivers, "fc-receivers", identity)
                : null);
        LogBuffer log = logs.Create(settings);
        undo.Keep();
        long id = identity.RegistrationId;
        var stream = new SenderStream(services, id, log, endpoint, parameters, flowControl, senderCounters);
        services.ForSender.Post(() => sender.Add(endpoint, stream));
        return new NetworkPublication(
            services, id, log, uri, parameters, isExclusive, endpoint, stream, position, limit);
    }

    private static string PositionName(bool isExclusive) =>
        isExclusive ? "pub-pos (exclusive)" : "pub-pos (concurrent)";

    private bool IsTaken(int sessionId, int streamId, UdpChannel? channel) => _publications.Exists(each =>
        each.Log.SessionId == sessionId && each.Log.StreamId == streamId
        && (each as NetworkPublication)?.Endpoint.Channel.CanonicalForm == channel?.CanonicalForm);

    /// <summary>Nobody has heard of the publication yet.</summary>
    private void Discard(DriverPublication publication)
    {
        _publications.Remove(publication);
        Free(publication);
    }

    private void Free(DriverPublication publication)
    {
        if (publication is not NetworkPublication network)
        {
            FreeLog(publication);
            return;
        }

        services.ForSender.Post(() =>
        {
            sender.Remove(network.Endpoint, network.Stream);
            services.ForConductor.Post(() =>
            {
                endpoints.Release(network.Endpoint);
                FreeLog(network);
            });
        });
    }

    private void FreeLog(DriverPublication publication)
    {
        counters.Free(publication.Counters);
        logs.Delete(publication.Log);
    }
}
