using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>The messages that an operator's session may send.</summary>
internal static class OperatorMessages
{
    /// <summary>Length of the block of an operator's message; 0 for every other template.</summary>
    public static int BlockLengthOf(ushort templateId) => templateId switch
    {
        SecurityDefinitionBlock.TemplateId => SecurityDefinitionBlock.BlockLength,
        TradingSessionClosedBlock.TemplateId => TradingSessionClosedBlock.BlockLength,
        SecurityStatusBlock.TemplateId => SecurityStatusBlock.BlockLength,
        TickRuleBlock.TemplateId => TickRuleBlock.BlockLength,
        SecuritySettingsBlock.TemplateId => SecuritySettingsBlock.BlockLength,
        SessionSettingsBlock.TemplateId => SessionSettingsBlock.BlockLength,
        AccountLimitsBlock.TemplateId => AccountLimitsBlock.BlockLength,
        TradingBlockBlock.TemplateId => TradingBlockBlock.BlockLength,
        OrderMassActionBlock.TemplateId => OrderMassActionBlock.BlockLength,
        _ => 0,
    };
}
