using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Loss;
using MatchingEngine.AeronDriver.Media;

namespace MatchingEngine.AeronDriver.Images;

/// <summary>What an image is made of.</summary>
/// <param name="Request">The setup frame and where it came from.</param>
/// <param name="Parameters">Of the first subscription that wanted it.</param>
/// <param name="NakDelay">When to ask for what is missing.</param>
/// <param name="SourceIdentity">Address of the source as text.</param>
internal sealed record ImageSettings(
    ImageRequest Request, SubscriptionParameters Parameters, NakDelay NakDelay, string SourceIdentity);
