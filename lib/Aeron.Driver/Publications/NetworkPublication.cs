using System.Diagnostics.CodeAnalysis;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Media;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Publications;

/// <summary>The conductor's half of a publication to the network. Its subscribers are spies.</summary>
internal sealed class NetworkPublication : DriverPublication
{
    private bool _isConnected;
    private long _stateSinceNanos;

    [SetsRequiredMembers]
    public NetworkPublication(
        DriverServices services,
        long registrationId,
        LogBuffer log,
        ChannelUri channel,
        PublicationParameters parameters,
        bool isExclusive,
        SendEndpoint endpoint,
        SenderStream stream,
        DriverCounter publisherPosition,
        DriverCounter publisherLimit)
        : base(services, registrationId, log, channel, parameters, isExclusive, "aeron-spy")
    {
        PublisherPosition = publisherPosition;
        PublisherLimit = publisherLimit;
        Endpoint = endpoint;
        Stream = stream;
        publisherPosition.Value = parameters.StartPosition;
        publisherLimit.Value = parameters.StartPosition;
    }

    public SendEndpoint Endpoint { get; }

    public SenderStream Stream { get; }

    public override int ChannelStatusId => Endpoint.Status.Id;

    public override bool IsAcceptingSubscribers => State is PublicationState.Active or PublicationState.Draining;

    public override long JoinPosition => Stream.Counters.Position.Value;

    public override long ReferencePosition => Stream.Counters.Position.Value;

    public override IEnumerable<DriverCounter> Counters
    {
        get
        {
            SenderCounters sender = Stream.Counters;
            IEnumerable<DriverCounter> all =
            [
                PublisherPosition, PublisherLimit, sender.Position, sender.Limit, sender.BackPressure,
                sender.NaksReceived,
            ];
            return sender.Receivers is { } receivers ? all.Append(receivers) : all;
        }
    }

    public override int UpdatePositions()
    {
        if (State > PublicationState.Draining)
        {
            return 0;
        }

        PublisherPosition.ProposeMax(Log.ProducerPosition);
        if (State == PublicationState.Draining)
        {
            return 0;
        }

        SubscriberPosition[] spies = Holding;
        bool isConnected = Stream.HasReceivers || (Parameters.SpiesSimulateConnection && spies.Length > 0);
        if (isConnected != _isConnected)
        {
            _isConnected = isConnected;
            Log.ActiveTransportCount = isConnected ? 1 : 0;
            Log.IsConnected = isConnected;
        }

        long sent = Stream.Counters.Position.Value;
        if (!isConnected)
        {
            return PublisherLimit.Value > sent ? Set(sent) : 0;
        }

        long min = sent;
        foreach (SubscriberPosition spy in spies)
        {
            min = Math.Min(min, spy.Counter.Value);
        }

        long limit = min + WindowLength;
        return CleanFor(min - Log.TermLength, limit) && limit > PublisherLimit.Value ? Set(limit) : 0;
    }

    public override void OnTimer(long nowNanos, ClientNotifier notifier)
    {
        switch (State)
        {
            case PublicationState.Active:
                UnblockWhenStuck(Stream.Counters.Position.Value, nowNanos);
                UntetheredPolicy.Check(this, notifier, nowNanos);
                break;

            case PublicationState.Draining:
                Drain(nowNanos, notifier);
                break;

            case PublicationState.Linger:
                if (Stream.ReceiverSawEnd || nowNanos - _stateSinceNanos > Parameters.LingerNanos)
                {
                    Enter(PublicationState.Done, nowNanos);
                }

                break;

            default:
                break;
        }
    }

    protected override void End(bool isRevoked, long nowNanos)
    {
        long end = Log.ProducerPosition;
        PublisherLimit.Value = end;
        PublisherPosition.ProposeMax(end);
        Log.EndOfStreamPosition = end;
        Log.IsConnected = false;
        if (isRevoked)
        {
            Log.IsRevoked = true;
            Services.Counters[SystemCounter.PublicationsRevoked].Increment();
            Stream.SignalEnd(isRevoked: true);
            Services.ForConductor.Post(() => DismissSubscribers(Services.Notifier));
        }

        Enter(isRevoked ? PublicationState.Linger : PublicationState.Draining, nowNanos);
    }

    protected override void OnSubscribersChanged() => Stream.FollowSpies(
        Parameters.SpiesSimulateConnection && Holding.Length > 0 ? MinSubscriberPosition : null);

    private void Drain(long nowNanos, ClientNotifier notifier)
    {
        long end = Log.ProducerPosition;
        long sent = Stream.Counters.Position.Value;
        if (end > sent)
        {
            Unblock(sent);
            if (Stream.HasReceivers)
            {
                return;
            }
        }
        else
        {
            Stream.SignalEnd(isRevoked: false);
        }

        if (end <= sent && !AllSubscribersAreAt(end))
        {
            return;
        }

        Stream.SignalEnd(isRevoked: false);
        DismissSubscribers(notifier);
        Enter(PublicationState.Linger, nowNanos);
    }

    private int Set(long limit)
    {
        PublisherLimit.Value = limit;
        return 1;
    }

    private void Enter(PublicationState state, long nowNanos)
    {
        State = state;
        _stateSinceNanos = nowNanos;
    }
}
