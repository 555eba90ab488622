using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>Numbers that a venue gives out.</summary>
internal sealed class FeedNumbers
{
    public long Engine;
    public ulong Orders;
    public ulong Levels;
}

internal sealed record MessageStart(
    ulong ApplSeqNum, ulong RptSeq, long EngineSequence, uint SecurityId, MatchEventIndicator Indicator, ulong Trade);

/// <summary>What is told of an order, whichever message tells it.</summary>
internal sealed record BookOrderMessage(
    ushort TemplateId, ulong OrderId, MDEntryType Side, long Price, long Quantity, long Traded = 0)
{
    public void Write(PacketWriter packet, MessageStart start)
    {
        AggressorSide aggressor = Side == MDEntryType.Bid ? AggressorSide.Sell : AggressorSide.Buy;
        switch (TemplateId)
        {
            case OrderAddedBlock.TemplateId:
                Add(packet, start, new OrderAddedBlock
                {
                    MDEntryType = Side, OrderID = OrderId, MDEntryPx = Price, MDEntrySize = Quantity,
                });
                break;
            case OrderReplacedBlock.TemplateId:
                Add(packet, start, new OrderReplacedBlock
                {
                    MDEntryType = Side, OrderID = OrderId, MDEntryPx = Price, MDEntrySize = Quantity,
                });
                break;
            case OrderReducedBlock.TemplateId:
                Add(packet, start, new OrderReducedBlock
                {
                    MDEntryType = Side, OrderID = OrderId, LeavesQty = Quantity,
                });
                break;
            case OrderDeletedBlock.TemplateId:
                Add(packet, start, new OrderDeletedBlock { MDEntryType = Side, OrderID = OrderId });
                break;
            case HiddenOrderExecutedBlock.TemplateId:
                Add(packet, start, new HiddenOrderExecutedBlock
                {
                    AggressorSide = aggressor, TrdMatchID = start.Trade, LastPx = Price, LastQty = Traded,
                });
                break;
            default:
                Add(packet, start, new OrderExecutedBlock
                {
                    AggressorSide = aggressor,
                    OrderID = OrderId,
                    TrdMatchID = start.Trade,
                    LastPx = Price,
                    LastQty = Traded,
                    LeavesQty = Quantity,
                });
                break;
        }
    }

    // All blocks begin alike.
    private static void Add<TBlock>(PacketWriter packet, MessageStart start, TBlock block)
        where TBlock : unmanaged, IMessageBlock
    {
        ref SecurityStatusBlock prefix = ref Unsafe.As<TBlock, SecurityStatusBlock>(ref block);
        prefix.ApplSeqNum = start.ApplSeqNum;
        prefix.RptSeq = start.RptSeq;
        prefix.EngineSequence = start.EngineSequence;
        prefix.TransactTime = start.EngineSequence * 1_000;
        prefix.SecurityID = start.SecurityId;
        prefix.MatchEventIndicator = start.Indicator;
        packet.Add(in block);
    }
}
