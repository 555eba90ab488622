using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Media;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>A client's subscription. Used by the conductor alone.</summary>
internal sealed class SubscriptionLink
{
    public required long RegistrationId { get; init; }

    public required long ClientId { get; init; }

    public required SubscriptionKind Kind { get; init; }

    public required int StreamId { get; init; }

    public required ChannelUri Channel { get; init; }

    public required SubscriptionParameters Parameters { get; init; }

    /// <summary>For spies: the publication's channel in canonical form.</summary>
    public string CanonicalForm { get; init; } = string.Empty;

    /// <summary>For network subscriptions: where the packets come in.</summary>
    public ReceiveEndpoint? Endpoint { get; init; }

    /// <summary>Its places in logs.</summary>
    public List<SubscriberPosition> Positions { get; } = [];

    public bool Wants(int sessionId, int streamId) =>
        StreamId == streamId && (Parameters.SessionId is not { } session || session == sessionId);
}
