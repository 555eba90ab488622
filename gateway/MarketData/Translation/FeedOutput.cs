namespace MatchingEngine.MarketData;

/// <summary>
/// Where the packets of one stream go. A packet is claimed, filled in place, and committed; one at a time, on one
/// thread.
/// </summary>
internal abstract class FeedOutput
{
    /// <summary>Begins a packet.</summary>
    /// <param name="length">Its bytes, a multiple of 8, at most <see cref="FeedLayout.MaxPacketLength"/>.</param>
    /// <returns>Its first byte; there are so many behind it, with whatever they held before.</returns>
    public abstract ref byte Claim(int length);

    /// <summary>Ends the packet: all of its bytes are written.</summary>
    public abstract void Commit();
}
