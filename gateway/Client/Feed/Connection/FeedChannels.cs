using Adaptive.Aeron;

namespace MatchingEngine.Client.Feed;

/// <summary>How the channel of a feed is subscribed to.</summary>
internal static class FeedChannels
{
    private const string TetherParameter = "tether";
    private const string RejoinParameter = "rejoin";

    // How long a subscriber may be behind before it loses its place. Of shared memory, the publisher's to choose; of a
    // network, the subscriber's, whose driver gives one copy to all that subscribe there.
    private static readonly (string Name, string Value)[] Timeouts =
    [
        ("untethered-window-limit-timeout", "50ms"),
        ("untethered-linger-timeout", "50ms"),
        ("untethered-resting-timeout", "1s"),
    ];

    /// <summary>
    /// The channel for a subscriber that harms nobody when it falls behind: it loses its place instead, and asks for
    /// another one when it reads again. Were it given one by the driver, it would harm the others each time.
    /// </summary>
    public static string ForSubscriber(string channel)
    {
        ChannelUri uri = ChannelUri.Parse(channel);
        if (!uri.ContainsKey(TetherParameter))
            uri.Put(TetherParameter, "false");
        if (!uri.ContainsKey(RejoinParameter))
            uri.Put(RejoinParameter, "false");
        uri.Remove("term-length");
        foreach ((string name, string value) in Timeouts)
        {
            if (uri.IsIpc)
                uri.Remove(name);
            else if (!uri.ContainsKey(name))
                uri.Put(name, value);
        }
        return uri.ToString();
    }
}
