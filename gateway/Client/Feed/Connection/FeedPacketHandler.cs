namespace MatchingEngine.Client.Feed;

/// <summary>Takes the packets of a stream.</summary>
internal abstract class FeedPacketHandler
{
    /// <param name="source">The publication.</param>
    /// <param name="packet">The packet, valid during the call.</param>
    /// <param name="nowMillis">The time.</param>
    public abstract void OnPacket(int source, ReadOnlySpan<byte> packet, long nowMillis);
}
