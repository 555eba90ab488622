using MatchingEngine.AeronDriver.Commands;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>Leaves subscribers behind that lag and allowed it, so that they hold nobody else back.</summary>
internal static class UntetheredPolicy
{
    public static void Check(SubscribableLog source, ClientNotifier notifier, long nowNanos)
    {
        foreach (SubscriberPosition subscriber in source.Subscribers)
        {
            if (!subscriber.Subscription.Parameters.Tether)
            {
                Advance(source, subscriber, notifier, nowNanos);
            }
        }
    }

    private static void Advance(
        SubscribableLog source, SubscriberPosition subscriber, ClientNotifier notifier, long nowNanos)
    {
        long sinceNanos = nowNanos - subscriber.StateSinceNanos;
        switch (subscriber.State)
        {
            case UntetheredState.Active:
                int window = source.WindowLength;
                if (subscriber.Counter.Value > source.ReferencePosition - window + (window / 4))
                {
                    subscriber.StateSinceNanos = nowNanos;
                }
                else if (sinceNanos > source.UntetheredTimeouts.WindowLimitNanos)
                {
                    SubscriptionLink link = subscriber.Subscription;
                    notifier.UnavailableImage(
                        source.CorrelationId, link.RegistrationId, link.StreamId, link.Channel.Text);
                    Enter(subscriber, UntetheredState.Linger, nowNanos);
                }

                break;

            case UntetheredState.Linger when sinceNanos > source.UntetheredTimeouts.LingerNanos:
                Enter(subscriber, UntetheredState.Resting, nowNanos);
                source.RefreshHolding();
                break;

            case UntetheredState.Resting
                when sinceNanos > source.UntetheredTimeouts.RestingNanos && source.MayRejoin
                && subscriber.Subscription.Parameters.Rejoin:
                subscriber.Counter.Value = source.JoinPosition;
                Enter(subscriber, UntetheredState.Active, nowNanos);
                source.RefreshHolding();
                notifier.AvailableImage(Availability(subscriber));
                break;

            default:
                break;
        }
    }

    public static ImageAvailability Availability(SubscriberPosition subscriber) => new(
        subscriber.Source.CorrelationId,
        subscriber.Source.Log.SessionId,
        subscriber.Source.Log.StreamId,
        subscriber.Subscription.RegistrationId,
        subscriber.Counter.Id,
        subscriber.Source.Log.FileName,
        subscriber.Source.SourceIdentity);

    private static void Enter(SubscriberPosition subscriber, UntetheredState state, long nowNanos)
    {
        subscriber.State = state;
        subscriber.StateSinceNanos = nowNanos;
    }
}
