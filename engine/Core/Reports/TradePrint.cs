using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// What both sides of one trade are told alike: price in ticks, quantity in lots, whether the orders are of one session
/// and one account.
/// </summary>
internal readonly record struct TradePrint(ulong TrdMatchId, long PriceTicks, long Lots, SelfTradeIndicator SelfTrade)
{
    public static SelfTradeIndicator SelfTradeIf(bool isOneParty) =>
        isOneParty ? SelfTradeIndicator.Yes : SelfTradeIndicator.No;
}
