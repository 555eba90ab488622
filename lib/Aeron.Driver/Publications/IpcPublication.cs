using System.Diagnostics.CodeAnalysis;
using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Publications;

/// <summary>
/// A publication whose subscribers read its log themselves. The driver only moves the limit behind the slowest of them
/// and zeroes what all have read.
/// </summary>
internal sealed class IpcPublication : DriverPublication
{
    public const string Source = "aeron:ipc";

    private readonly int _tripLength;
    private long _tripLimit;
    private long _consumerPosition;

    [SetsRequiredMembers]
    public IpcPublication(
        DriverServices services,
        long registrationId,
        LogBuffer log,
        ChannelUri channel,
        PublicationParameters parameters,
        bool isExclusive,
        DriverCounter publisherPosition,
        DriverCounter publisherLimit)
        : base(services, registrationId, log, channel, parameters, isExclusive, Source)
    {
        PublisherPosition = publisherPosition;
        PublisherLimit = publisherLimit;
        _consumerPosition = parameters.StartPosition;
        _tripLength = parameters.WindowLength / 8;
        publisherPosition.Value = _consumerPosition;
        publisherLimit.Value = _consumerPosition;
    }

    public override int ChannelStatusId => -1;

    public override bool IsAcceptingSubscribers => State == PublicationState.Active
        || (State == PublicationState.Draining && !AllSubscribersAreAt(Log.ProducerPosition));

    public override long JoinPosition => Math.Min(_consumerPosition, MinSubscriberPosition());

    public override long ReferencePosition => _consumerPosition;

    public override int UpdatePositions()
    {
        if (State > PublicationState.Draining)
        {
            return 0;
        }

        PublisherPosition.ProposeMax(Log.ProducerPosition);
        SubscriberPosition[] subscribers = Holding;
        if (State == PublicationState.Draining)
        {
            return 0;
        }

        if (subscribers.Length == 0)
        {
            return LowerLimit();
        }

        long min = long.MaxValue;
        long max = _consumerPosition;
        foreach (SubscriberPosition subscriber in subscribers)
        {
            long position = subscriber.Counter.Value;
            min = Math.Min(min, position);
            max = Math.Max(max, position);
        }

        _consumerPosition = max;
        long limit = min + WindowLength;
        if (limit < _tripLimit)
        {
            // Every message moves the consumers: to follow each would keep a processor busy and publishers' caches cold.
            return 0;
        }

        if (CleanFor(min, limit))
        {
            PublisherLimit.Value = limit;
            _tripLimit = limit + _tripLength;
        }

        return 1;
    }

    public override void OnTimer(long nowNanos, ClientNotifier notifier)
    {
        switch (State)
        {
            case PublicationState.Active:
                UnblockWhenStuck(_consumerPosition, nowNanos);
                UntetheredPolicy.Check(this, notifier, nowNanos);
                break;

            case PublicationState.Draining:
                Drain(notifier);
                break;

            case PublicationState.Linger:
                State = PublicationState.Done;
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
        if (isRevoked)
        {
            Log.IsRevoked = true;
            Services.Counters[SystemCounter.PublicationsRevoked].Increment();
        }

        Log.EndOfStreamPosition = end;
        State = isRevoked ? PublicationState.Linger : PublicationState.Draining;
        if (isRevoked)
        {
            Services.ForConductor.Post(() => DismissSubscribers(Services.Notifier));
        }
    }

    protected override void BeforeRemoval(SubscriberPosition subscriber) =>
        _consumerPosition = Math.Max(_consumerPosition, subscriber.Counter.Value);

    protected override void OnSubscribersChanged()
    {
        bool isConnected = Holding.Length > 0 && State == PublicationState.Active;
        _tripLimit = 0;
        Log.ActiveTransportCount = Holding.Length;
        Log.IsConnected = isConnected;
        if (!isConnected && State == PublicationState.Active)
        {
            LowerLimit();
        }
    }

    /// <summary>
    /// With nobody there nothing more is to be published than was read, so that a newcomer misses nothing.
    /// </summary>
    private int LowerLimit()
    {
        if (PublisherLimit.Value <= _consumerPosition)
        {
            return 0;
        }

        PublisherLimit.Value = _consumerPosition;
        return 1;
    }

    private void Drain(ClientNotifier notifier)
    {
        if (AllSubscribersAreAt(Log.ProducerPosition))
        {
            DismissSubscribers(notifier);
            State = PublicationState.Linger;
            return;
        }

        // Whoever claimed and did not commit is gone: nothing else keeps the subscribers where they are.
        long max = _consumerPosition;
        foreach (SubscriberPosition subscriber in Holding)
        {
            max = Math.Max(max, subscriber.Counter.Value);
        }

        _consumerPosition = max;
        Unblock(max);
    }
}
