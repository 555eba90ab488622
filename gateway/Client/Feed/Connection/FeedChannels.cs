using Adaptive.Aeron;

namespace MatchingEngine.Client.Feed;

/// <summary>How the channel of a feed is subscribed to.</summary>
internal static class FeedChannels
{
    /// <summary>
    /// The channel for a subscriber that harms nobody when it falls behind: it loses its place instead, and joins
    /// again.
    /// </summary>
    public static string ForSubscriber(string channel)
    {
        ChannelUri uri = ChannelUri.Parse(channel);
        if (!uri.ContainsKey(TetherParameter))
            uri.Put(TetherParameter, "false");
        // These are the publisher's to choose.
        uri.Remove("term-length");
        uri.Remove("untethered-window-limit-timeout");
        uri.Remove("untethered-linger-timeout");
        uri.Remove("untethered-resting-timeout");
        return uri.ToString();
    }

    private const string TetherParameter = "tether";
}
