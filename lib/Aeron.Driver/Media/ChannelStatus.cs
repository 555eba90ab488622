namespace MatchingEngine.AeronDriver.Media;

/// <summary>Values of the counter by which a client sees how its channel does.</summary>
internal static class ChannelStatus
{
    public const long Initializing = 0;
    public const long Active = 1;
    public const long Closing = 2;
    public const long Errored = -1;
}
