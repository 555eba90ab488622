using System.Runtime.CompilerServices;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData;

/// <summary>Writes the snapshot of one instrument, and numbers the messages of the stream of snapshots.</summary>
internal sealed class SnapshotWriter(FollowedBooks books, FeedPosition position)
{
    private const int OrderEntryLength = 32;
    private const int BeforeEntries = FeedLayout.HeaderLength + SnapshotOrdersBlock.BlockLength
        + FeedLayout.GroupHeaderLength;

    private const int MaxOrders = (FeedLayout.MaxPacketLength - BeforeEntries) / OrderEntryLength;
    private const int MaxLevels = (FeedLayout.MaxPacketLength - BeforeEntries) / FeedLayout.LevelEntryLength;

    private const ulong NanosPerMicrosecond = 1_000;

    private readonly SnapshotOrderEntryBlock[] _orders = new SnapshotOrderEntryBlock[MaxOrders];
    private readonly PriceLevelEntryBlock[] _levels = new PriceLevelEntryBlock[MaxLevels];
    private ulong _snapshotId;
    private MessagePrefix _prefix;

    /// <summary>
    /// Number of the last message of the stream of snapshots. Begins with the microseconds of the clock, so that it goes on
    /// upwards when the service is started again: what an earlier one has sent is told by its number.
    /// </summary>
    public ulong LastApplSeqNum { get; private set; } = (ulong)EngineClock.NowNanos() / NanosPerMicrosecond;

    /// <summary>Writes a snapshot.</summary>
    public void Write(FollowedInstrument instrument, SnapshotPackets packets)
    {
        OrderBook orders = books.Orders.GetOrAdd(instrument.SecurityId);
        PriceLevelBook levels = books.Levels.GetOrAdd(instrument.SecurityId);
        packets.Clear();
        _snapshotId++;
        _prefix = new MessagePrefix
        {
            EngineSequence = books.EngineSequence,
            TransactTime = Math.Max(orders.TransactTime, levels.TransactTime),
            SecurityId = instrument.SecurityId,
        };
        WriteBegin(instrument, orders, levels, packets);
        WriteOrders(orders, packets);
        WriteLevels(levels, packets);
        WriteQuotes(instrument, packets);
        WriteEnd(orders, packets);
    }

    private void WriteBegin(
        FollowedInstrument instrument, OrderBook orders, PriceLevelBook levels, SnapshotPackets packets)
    {
        ref SnapshotBeginBlock begin = ref Begin<SnapshotBeginBlock>(packets, FeedLayout.LengthOf<SnapshotBeginBlock>());
        begin.SecurityTradingStatus = instrument.Status;
        begin.LastOrdersApplSeqNum = books.LastApplSeqNum(FeedStream.Orders);
        begin.LastPriceLevelsApplSeqNum = books.LastApplSeqNum(FeedStream.PriceLevels);
        begin.LastStatusApplSeqNum = books.LastApplSeqNum(FeedStream.Status);
        begin.OrdersRptSeq = orders.RptSeq;
        begin.PriceLevelsRptSeq = levels.RptSeq;
        begin.LastEngineSequence = _prefix.EngineSequence;
        begin.TotNumOrders = (uint)orders.OrderCount;
        begin.TotNumPriceLevels = (uint)(levels.LevelCount(MDEntryType.Bid) + levels.LevelCount(MDEntryType.Offer));
        begin.FeedEpoch = position.Epoch;
        begin.SnapshotID = _snapshotId;
    }

    private void WriteOrders(OrderBook book, SnapshotPackets packets)
    {
        int count = 0;
        foreach (MDEntryType side in (ReadOnlySpan<MDEntryType>)[MDEntryType.Bid, MDEntryType.Offer])
        {
            foreach (BookOrder order in book.Orders(side))
            {
                _orders[count++] = new SnapshotOrderEntryBlock
                {
                    OrderID = order.OrderId,
                    MDEntryPx = order.Price,
                    MDEntrySize = order.Quantity,
                    MDEntryType = side,
                };
                if (count == MaxOrders)
                    Flush(packets, ref count);
            }
        }
        if (count > 0)
            Flush(packets, ref count);
    }

    private void Flush(SnapshotPackets packets, ref int count)
    {
        ref SnapshotOrdersBlock block =
            ref BeginEntries<SnapshotOrdersBlock, SnapshotOrderEntryBlock>(packets, _orders.AsSpan(0, count));
        block.SnapshotID = _snapshotId;
        count = 0;
    }

    private void WriteLevels(PriceLevelBook book, SnapshotPackets packets)
    {
        int count = 0;
        foreach (MDEntryType side in (ReadOnlySpan<MDEntryType>)[MDEntryType.Bid, MDEntryType.Offer])
        {
            for (int rank = 0; rank < book.LevelCount(side); rank++)
            {
                Client.Feed.BookLevel level = book.LevelAt(side, rank);
                _levels[count++] = new PriceLevelEntryBlock
                {
                    MDEntryPx = level.Price,
                    MDEntrySize = level.Quantity,
                    NumberOfOrders = (uint)level.OrderCount,
                    MDPriceLevel = LevelChanges.PlaceOf(rank),
                    MDEntryType = side,
                    MDUpdateAction = MDUpdateAction.New,
                };
                if (count == MaxLevels)
                    FlushLevels(packets, ref count);
            }
        }
        if (count > 0)
            FlushLevels(packets, ref count);
    }

    private void FlushLevels(SnapshotPackets packets, ref int count)
    {
        ref SnapshotPriceLevelsBlock block =
            ref BeginEntries<SnapshotPriceLevelsBlock, PriceLevelEntryBlock>(packets, _levels.AsSpan(0, count));
        block.SnapshotID = _snapshotId;
        count = 0;
    }

    // Best bid and offer and statistics as they were published, but for the number in the stream.
    private void WriteQuotes(FollowedInstrument instrument, SnapshotPackets packets)
    {
        if (instrument.Best.RptSeq != 0)
        {
            ref BestBidOfferBlock best = ref Begin<BestBidOfferBlock>(packets, FeedLayout.LengthOf<BestBidOfferBlock>());
            best = instrument.Best;
            best.ApplSeqNum = LastApplSeqNum;
        }
        if (instrument.Statistics.RptSeq != 0)
        {
            ref StatisticsBlock statistics =
                ref Begin<StatisticsBlock>(packets, FeedLayout.LengthOf<StatisticsBlock>());
            statistics = instrument.Statistics;
            statistics.ApplSeqNum = LastApplSeqNum;
        }
    }

    private void WriteEnd(OrderBook orders, SnapshotPackets packets)
    {
        BookDigest digest = BookDigest.OfOrders(orders);
        _prefix.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        ref SnapshotEndBlock end = ref Begin<SnapshotEndBlock>(packets, FeedLayout.LengthOf<SnapshotEndBlock>());
        end.SnapshotID = _snapshotId;
        end.DigestLow = digest.Low;
        end.DigestHigh = digest.High;
    }

    private ref TBlock Begin<TBlock>(SnapshotPackets packets, int length) where TBlock : unmanaged, IMessageBlock
    {
        ref TBlock block = ref FeedLayout.Begin<TBlock>(ref packets.Add(length));
        _prefix.ApplSeqNum = ++LastApplSeqNum;
        Unsafe.As<TBlock, MessagePrefix>(ref block) = _prefix;
        return ref block;
    }

    private ref TBlock BeginEntries<TBlock, TEntry>(SnapshotPackets packets, ReadOnlySpan<TEntry> entries)
        where TBlock : unmanaged, IMessageBlock
        where TEntry : unmanaged
    {
        int entryLength = Unsafe.SizeOf<TEntry>();
        int length =
            FeedLayout.LengthOf<TBlock>() + FeedLayout.GroupHeaderLength + (entries.Length * entryLength);
        ref TBlock block = ref Begin<TBlock>(packets, length);
        ref byte group = ref Unsafe.As<TBlock, byte>(ref Unsafe.Add(ref block, 1));
        Unsafe.As<byte, GroupSize8ByteBlock>(ref group) = new GroupSize8ByteBlock
        {
            BlockLength = (ushort)entryLength,
            NumInGroup = (ushort)entries.Length,
        };
        ref byte first = ref Unsafe.Add(ref group, FeedLayout.GroupHeaderLength);
        for (int i = 0; i < entries.Length; i++)
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref first, i * entryLength), entries[i]);
        return ref block;
    }
}
