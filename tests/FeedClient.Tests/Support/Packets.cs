using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>Packets as a venue sends them: heartbeats, orders at one price, and snapshots of such books.</summary>
internal static class Packets
{
    public const long Price = 100_00000000;

    private const long LaterNanos = 10_000_000_000;

    /// <summary>A moment of the venue's clock that is later than all that was received.</summary>
    public static long Later => ((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100) + LaterNanos;

    public static byte[] Heartbeat(ulong epoch, ulong last, FeedStream stream, long? timeNanos = null) =>
        new PacketWriter().Add(new HeartbeatBlock
        {
            ApplSeqNum = last,
            EngineSequence = (long)last,
            TransactTime = timeNanos ?? Later,
            FeedStream = stream,
            FeedEpoch = epoch,
        }).ToArray();

    public static byte[] Added(ulong number, ulong rptSeq, ulong order, uint security) =>
        new PacketWriter().Add(new OrderAddedBlock
        {
            ApplSeqNum = number,
            RptSeq = rptSeq,
            EngineSequence = (long)number,
            SecurityID = security,
            MatchEventIndicator = MatchEventIndicator.EndOfEvent,
            MDEntryType = MDEntryType.Bid,
            OrderID = order,
            MDEntryPx = Price,
            MDEntrySize = 1,
        }).ToArray();

    /// <summary>The packets of a snapshot, one order to a packet.</summary>
    /// <param name="number">Number of its first message.</param>
    /// <param name="epoch">The numbering.</param>
    /// <param name="security">The instrument.</param>
    /// <param name="last">The command that it includes, and its number and RptSeq in the stream of orders.</param>
    /// <param name="orders">The orders.</param>
    public static List<byte[]> Snapshot(ulong number, ulong epoch, uint security, ulong last, params ulong[] orders) =>
    [
        SnapshotBegin(new SnapshotBeginBlock
        {
            ApplSeqNum = number,
            SecurityID = security,
            LastOrdersApplSeqNum = last,
            OrdersRptSeq = last,
            LastEngineSequence = (long)last,
            TotNumOrders = (uint)orders.Length,
            FeedEpoch = epoch,
            SnapshotID = number,
        }),
        .. orders.Select((order, index) => SnapshotOrders(number + 1 + (ulong)index, security, number, order)),
        SnapshotEnd(number + 1 + (ulong)orders.Length, security, number, orders),
    ];

    public static byte[] SnapshotBegin(SnapshotBeginBlock begin) =>
        new PacketWriter().Add(begin with { SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade }).ToArray();

    public static byte[] SnapshotOrders(ulong number, uint security, ulong snapshotId, params ulong[] orders) =>
        new PacketWriter().Add(
            new SnapshotOrdersBlock { ApplSeqNum = number, SecurityID = security, SnapshotID = snapshotId },
            (ReadOnlySpan<SnapshotOrderEntryBlock>)[.. orders.Select(order => new SnapshotOrderEntryBlock
            {
                OrderID = order, MDEntryPx = Price, MDEntrySize = 1, MDEntryType = MDEntryType.Bid,
            })]).ToArray();

    public static byte[] SnapshotEnd(ulong number, uint security, ulong snapshotId, params ulong[] orders)
    {
        var builder = BookDigestBuilder.Start();
        builder.BeginSide(MDEntryType.Bid);
        foreach (ulong order in orders)
            builder.Add(new BookOrder(order, Price, 1));
        builder.BeginSide(MDEntryType.Offer);
        BookDigest digest = builder.Finish();
        return new PacketWriter().Add(new SnapshotEndBlock
        {
            ApplSeqNum = number,
            SecurityID = security,
            SnapshotID = snapshotId,
            DigestLow = digest.Low,
            DigestHigh = digest.High,
        }).ToArray();
    }
}
