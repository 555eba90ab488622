using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>The least that a message must have of each kind.</summary>
internal static class FeedLayout
{
    /// <summary>Shortest block of a message; of one not known here, the common fields.</summary>
    public static int MinBlockLengthOf(ushort templateId) => templateId switch
    {
        FillBlock.TemplateId => FillBlock.BlockLength,
        OrderAddedBlock.TemplateId => OrderAddedBlock.BlockLength,
        OrderExecutedBlock.TemplateId => OrderExecutedBlock.BlockLength,
        OrderReducedBlock.TemplateId => OrderReducedBlock.BlockLength,
        OrderReplacedBlock.TemplateId => OrderReplacedBlock.BlockLength,
        OrderDeletedBlock.TemplateId => OrderDeletedBlock.BlockLength,
        HiddenOrderExecutedBlock.TemplateId => HiddenOrderExecutedBlock.BlockLength,
        PriceLevelsBlock.TemplateId => PriceLevelsBlock.BlockLength,
        BestBidOfferBlock.TemplateId => BestBidOfferBlock.BlockLength,
        TradeBlock.TemplateId => TradeBlock.BlockLength,
        StatisticsBlock.TemplateId => StatisticsBlock.BlockLength,
        SecurityDefinitionBlock.TemplateId => SecurityDefinitionBlock.BlockLength,
        SecurityStatusBlock.TemplateId => SecurityStatusBlock.BlockLength,
        TradingSessionClosedBlock.TemplateId => TradingSessionClosedBlock.BlockLength,
        SnapshotBeginBlock.TemplateId => SnapshotBeginBlock.BlockLength,
        SnapshotOrdersBlock.TemplateId => SnapshotOrdersBlock.BlockLength,
        SnapshotPriceLevelsBlock.TemplateId => SnapshotPriceLevelsBlock.BlockLength,
        SnapshotEndBlock.TemplateId => SnapshotEndBlock.BlockLength,
        HeartbeatBlock.TemplateId => HeartbeatBlock.BlockLength,
        _ => FeedPacketReader.CommonBlockSize,
    };

    /// <summary>Shortest entry of the group of a message; 0 when it has none.</summary>
    public static int MinEntryLengthOf(ushort templateId) => templateId switch
    {
        PriceLevelsBlock.TemplateId or SnapshotPriceLevelsBlock.TemplateId => Unsafe.SizeOf<PriceLevelEntryBlock>(),
        SnapshotOrdersBlock.TemplateId => Unsafe.SizeOf<SnapshotOrderEntryBlock>(),
        _ => 0,
    };
}
