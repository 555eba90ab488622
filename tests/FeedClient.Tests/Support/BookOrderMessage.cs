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
        switch (TemplateId)
        {
            case OrderAddedBlock.TemplateId:
                packet.Add(new OrderAddedBlock
                {
                    ApplSeqNum = start.ApplSeqNum,
                    RptSeq = start.RptSeq,
                    EngineSequence = start.EngineSequence,
                    TransactTime = start.EngineSequence * 1_000,
                    SecurityID = start.SecurityId,
                    MatchEventIndicator = start.Indicator,
                    MDEntryType = Side,
                    OrderID = OrderId,
                    MDEntryPx = Price,
                    MDEntrySize = Quantity,
                });
                break;
            case OrderReplacedBlock.TemplateId:
                packet.Add(new OrderReplacedBlock
                {
                    ApplSeqNum = start.ApplSeqNum,
                    RptSeq = start.RptSeq,
                    EngineSequence = start.EngineSequence,
                    TransactTime = start.EngineSequence * 1_000,
                    SecurityID = start.SecurityId,
                    MatchEventIndicator = start.Indicator,
                    MDEntryType = Side,
                    OrderID = OrderId,
                    MDEntryPx = Price,
                    MDEntrySize = Quantity,
                });
                break;
            case OrderReducedBlock.TemplateId:
                packet.Add(new OrderReducedBlock
                {
                    ApplSeqNum = start.ApplSeqNum,
                    RptSeq = start.RptSeq,
                    EngineSequence = start.EngineSequence,
                    TransactTime = start.EngineSequence * 1_000,
                    SecurityID = start.SecurityId,
                    MatchEventIndicator = start.Indicator,
                    MDEntryType = Side,
                    OrderID = OrderId,
                    LeavesQty = Quantity,
                });
                break;
            case OrderDeletedBlock.TemplateId:
                packet.Add(new OrderDeletedBlock
                {
                    ApplSeqNum = start.ApplSeqNum,
                    RptSeq = start.RptSeq,
                    EngineSequence = start.EngineSequence,
                    TransactTime = start.EngineSequence * 1_000,
                    SecurityID = start.SecurityId,
                    MatchEventIndicator = start.Indicator,
                    MDEntryType = Side,
                    OrderID = OrderId,
                });
                break;
            default:
                WriteTrade(packet, start);
                break;
        }
    }

    private void WriteTrade(PacketWriter packet, MessageStart start)
    {
        AggressorSide aggressor = Side == MDEntryType.Bid ? AggressorSide.Sell : AggressorSide.Buy;
        if (TemplateId == HiddenOrderExecutedBlock.TemplateId)
        {
            packet.Add(new HiddenOrderExecutedBlock
            {
                ApplSeqNum = start.ApplSeqNum,
                RptSeq = start.RptSeq,
                EngineSequence = start.EngineSequence,
                TransactTime = start.EngineSequence * 1_000,
                SecurityID = start.SecurityId,
                MatchEventIndicator = start.Indicator,
                AggressorSide = aggressor,
                TrdMatchID = start.Trade,
                LastPx = Price,
                LastQty = Traded,
            });
            return;
        }
        packet.Add(new OrderExecutedBlock
        {
            ApplSeqNum = start.ApplSeqNum,
            RptSeq = start.RptSeq,
            EngineSequence = start.EngineSequence,
            TransactTime = start.EngineSequence * 1_000,
            SecurityID = start.SecurityId,
            MatchEventIndicator = start.Indicator,
            AggressorSide = aggressor,
            OrderID = OrderId,
            TrdMatchID = start.Trade,
            LastPx = Price,
            LastQty = Traded,
            LeavesQty = Quantity,
        });
    }
}
