using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;
using MatchingEngine.AeronDriver.Images;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver.Publications;

/// <summary>What IPC and network publications have in common. Used by the conductor.</summary>
internal abstract class DriverPublication : SubscribableLog
{
    private long _blockedPosition = -1;
    private long _blockedSinceNanos;

    protected DriverPublication(
        DriverServices services,
        long registrationId,
        LogBuffer log,
        ChannelUri channel,
        PublicationParameters parameters,
        bool isExclusive,
        string sourceIdentity)
        : base(registrationId, log, sourceIdentity)
    {
        Services = services;
        Channel = channel;
        Parameters = parameters;
        IsExclusive = isExclusive;
        CleanPosition = parameters.StartPosition;
    }

    public ChannelUri Channel { get; }

    public PublicationParameters Parameters { get; }

    public bool IsExclusive { get; }

    public PublicationState State { get; protected set; } = PublicationState.Active;

    /// <summary>Clients that hold the publication.</summary>
    public int ReferenceCount { get; private set; }

    public required DriverCounter PublisherPosition { get; init; }

    public required DriverCounter PublisherLimit { get; init; }

    public override int WindowLength => Parameters.WindowLength;

    public override UntetheredTimeouts UntetheredTimeouts => Parameters.Untethered;

    /// <summary>Id of the counter that tells clients how the channel does; -1 when there is no channel.</summary>
    public abstract int ChannelStatusId { get; }

    /// <summary>Whether subscribers may still join.</summary>
    public abstract bool IsAcceptingSubscribers { get; }

    /// <summary>The counters that go with the publication.</summary>
    public virtual IEnumerable<DriverCounter> Counters => [PublisherPosition, PublisherLimit];

    protected DriverServices Services { get; }

    /// <summary>Up to here what was consumed has been zeroed for the next time round.</summary>
    protected long CleanPosition { get; set; }

    public void AddReference() => ReferenceCount++;

    /// <summary>One client less. The last one to go begins the end of the publication.</summary>
    public void RemoveReference(bool isRevoked, long nowNanos)
    {
        if (--ReferenceCount == 0)
        {
            End(isRevoked, nowNanos);
        }
    }

    /// <summary>Refreshes what publishers see; each turn of the conductor. Returns how much was done.</summary>
    public abstract int UpdatePositions();

    /// <summary>Moves on in life; each timer interval.</summary>
    public abstract void OnTimer(long nowNanos, ClientNotifier notifier);

    /// <summary>No client publishes any more.</summary>
    protected abstract void End(bool isRevoked, long nowNanos);

    /// <summary>
    /// Zeroes what was consumed and says whether a limit is safe: the terms it reaches must not be the ones that still
    /// hold old frames.
    /// </summary>
    protected bool CleanFor(long consumedPosition, long limit)
    {
        CleanPosition = Log.Clean(CleanPosition, consumedPosition);
        int bits = Log.BitsToShift;
        return (limit >> bits) - (CleanPosition >> bits) <= 2;
    }

    /// <summary>
    /// Frees a position on which consumers have stood for too long though publishers have claimed beyond it.
    /// </summary>
    protected void UnblockWhenStuck(long consumerPosition, long nowNanos)
    {
        if (IsExclusive || consumerPosition != _blockedPosition || !MayBeBlocked(consumerPosition))
        {
            _blockedPosition = consumerPosition;
            _blockedSinceNanos = nowNanos;
        }
        else if (nowNanos - _blockedSinceNanos > Services.Context.PublicationUnblockTimeoutNanos)
        {
            Unblock(consumerPosition);
            _blockedSinceNanos = nowNanos;
        }
    }

    /// <summary>More was claimed, or the term at the position was to become active and did not.</summary>
    private bool MayBeBlocked(long consumerPosition) =>
        Log.ActiveTermCount != (int)(consumerPosition >> Log.BitsToShift) || Log.ProducerPosition > consumerPosition;

    protected void Unblock(long position)
    {
        if (LogUnblocker.Unblock(Log, position))
        {
            Services.Counters[SystemCounter.UnblockedPublications].Increment();
        }
    }

    /// <summary>Tells every subscriber that the image is gone, and lets go of them.</summary>
    protected void DismissSubscribers(ClientNotifier notifier)
    {
        foreach (SubscriberPosition subscriber in Subscribers.ToArray())
        {
            SubscriptionLink link = subscriber.Subscription;
            if (subscriber.State == UntetheredState.Active)
            {
                notifier.UnavailableImage(CorrelationId, link.RegistrationId, link.StreamId, link.Channel.Text);
            }

            link.Positions.Remove(subscriber);
            RemoveSubscriber(subscriber);
            Services.Cnc.Counters.Free(subscriber.Counter, DriverServices.NowMillis());
        }
    }

    protected bool AllSubscribersAreAt(long position)
    {
        foreach (SubscriberPosition subscriber in Holding)
        {
            if (subscriber.Counter.Value < position)
            {
                return false;
            }
        }

        return true;
    }
}
