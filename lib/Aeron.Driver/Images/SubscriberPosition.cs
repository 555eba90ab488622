using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>One subscription's place in one log.</summary>
internal sealed class SubscriberPosition(SubscriptionLink subscription, SubscribableLog source, DriverCounter counter)
{
    public SubscriptionLink Subscription { get; } = subscription;

    public SubscribableLog Source { get; } = source;

    /// <summary>Written by the client as it reads.</summary>
    public DriverCounter Counter { get; } = counter;

    /// <summary>Where a subscriber stands that may be left behind.</summary>
    public UntetheredState State { get; set; } = UntetheredState.Active;

    /// <summary>When the state was entered, or when the subscriber last kept up.</summary>
    public long StateSinceNanos { get; set; }
}
