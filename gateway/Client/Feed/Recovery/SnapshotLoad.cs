using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>A snapshot that is being received.</summary>
internal struct SnapshotLoad
{
    /// <summary>What it begins with.</summary>
    public SnapshotBeginBlock Begin;

    /// <summary>Digest of the orders.</summary>
    public BookDigest Digest;

    /// <summary>The venue's clock when it last said that the stream of snapshots lives.</summary>
    public long SaidNanos;

    /// <summary>Orders received.</summary>
    public uint OrderCount;

    /// <summary>Price levels received.</summary>
    public uint LevelCount;

    /// <summary>Whether a book of orders is made of it.</summary>
    public bool TakesOrders;

    /// <summary>Whether a book of price levels is made of it.</summary>
    public bool TakesLevels;

    /// <summary>Whether it is under way.</summary>
    public bool IsOpen;
}
