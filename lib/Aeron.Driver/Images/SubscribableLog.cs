using MatchingEngine.AeronDriver.Logs;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>
/// A log with subscribers. The conductor adds and removes them; any thread may look at those that hold the log back,
/// through an array that is replaced and never changed.
/// </summary>
internal abstract class SubscribableLog(long correlationId, LogBuffer log, string sourceIdentity)
{
    private SubscriberPosition[] _holding = [];

    /// <summary>What clients know the image of this log by.</summary>
    public long CorrelationId { get; } = correlationId;

    public LogBuffer Log { get; } = log;

    public string SourceIdentity { get; } = sourceIdentity;

    /// <summary>All subscribers, also those that rest. For the conductor.</summary>
    public List<SubscriberPosition> Subscribers { get; } = [];

    /// <summary>Position at which a new subscriber starts to read.</summary>
    public abstract long JoinPosition { get; }

    /// <summary>How far ahead of the slowest subscriber the log may be.</summary>
    public abstract int WindowLength { get; }

    /// <summary>What an untethered subscriber's lag is measured against.</summary>
    public abstract long ReferencePosition { get; }

    public abstract UntetheredTimeouts UntetheredTimeouts { get; }

    /// <summary>Whether subscribers that were left behind may come back.</summary>
    public virtual bool MayRejoin => true;

    /// <summary>Subscribers whose positions count.</summary>
    protected SubscriberPosition[] Holding => Volatile.Read(ref _holding);

    public void AddSubscriber(SubscriberPosition subscriber, long nowNanos)
    {
        subscriber.Counter.Value = JoinPosition;
        subscriber.StateSinceNanos = nowNanos;
        Subscribers.Add(subscriber);
        RefreshHolding();
    }

    public void RemoveSubscriber(SubscriberPosition subscriber)
    {
        BeforeRemoval(subscriber);
        Subscribers.Remove(subscriber);
        RefreshHolding();
    }

    /// <summary>To be called when a subscriber begins or ceases to rest.</summary>
    public void RefreshHolding()
    {
        Volatile.Write(ref _holding, [.. Subscribers.Where(each => each.State != UntetheredState.Resting)]);
        OnSubscribersChanged();
    }

    /// <summary>
    /// Lowest position of those that hold the log back; the highest number there is when nobody does.
    /// </summary>
    public long MinSubscriberPosition()
    {
        long min = long.MaxValue;
        foreach (SubscriberPosition subscriber in Holding)
        {
            min = Math.Min(min, subscriber.Counter.Value);
        }

        return min;
    }

    protected virtual void BeforeRemoval(SubscriberPosition subscriber)
    {
    }

    protected virtual void OnSubscribersChanged()
    {
    }
}
