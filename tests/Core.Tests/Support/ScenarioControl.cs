using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// Reads a command of an operator:
/// <code>
/// time 7                  engine time goes to second 7 (it is 0 at first)
/// close [in 1]            the trading date ends
/// halt 1, resume 1, delist 1
/// tick 1 from 100 step 0.05      step 0 takes the row away
/// rules 1 [levels 4] [protection 0.5] [collar 1] [reference 100] [min-value 5] [max-value 100]
/// session 1 [limit 3] [cancel-all | cancel-day]      what happens when it is disconnected
/// disconnected 1
/// limits account 9 in 1 [position 10] [value 1000]
/// block venue | block session 1 | block account 9, and release likewise
/// cancel-orders [session 1] [in 1] [account 9] [buy | sell]
/// define 3 [tick 0.05] [lot 10] [largest 500] [lowest 50] [highest 2000] [orders 3]
/// </code>
/// </summary>
internal static class ScenarioControl
{
    public static CommandRecord Read(string line)
    {
        ScenarioWords words = new(line);
        return words[0] switch
        {
            "time" => Commands.TimeAdvanced(),
            "close" => Commands.SessionClosed((uint)words.Number("in")),
            "define" => Define(words),
            "halt" or "resume" or "delist" => Status(words),
            "tick" => Commands.Make(new TickRuleBlock
            {
                SecurityID = (uint)words.Number("tick"),
                StartTickPriceRange = words.Price("from"),
                TickIncrement = words.Price("step"),
            }),
            "rules" => Rules(words),
            "session" => Commands.Make(new SessionSettingsBlock
            {
                TargetSessionID = (uint)words.Number("session"),
                MaxOpenOrders = (uint)words.Number("limit"),
                CancelOnDisconnect = words.Has("cancel-all") ? CancelOnDisconnect.AllOrders
                    : words.Has("cancel-day") ? CancelOnDisconnect.DayOrders : CancelOnDisconnect.None,
            }),
            "disconnected" => Commands.Make(
                new SessionDisconnectedBlock { SessionID = (uint)words.Number("disconnected") }),
            "limits" => Commands.Make(new AccountLimitsBlock
            {
                Account = (uint)words.Number("account"),
                SecurityID = (uint)words.Number("in"),
                MaxPosition = words.Number("position"),
                MaxOpenValue = words.Number("value"),
            }),
            "block" or "release" => Block(words),
            "cancel-orders" => Commands.Make(new OrderMassActionBlock
            {
                SecurityID = (uint)words.Number("in"),
                TargetSessionID = (uint)words.Number("session"),
                Account = (uint)words.Number("account"),
                Side = words.Side,
            }),
            _ => throw new InvalidDataException(line),
        };
    }

    private static CommandRecord Define(ScenarioWords words) => Commands.Define(
        (uint)words.Number("define"),
        tick: words.Has("tick") ? words.Price("tick") : Commands.One / 100,
        lot: words.Number("lot", otherwise: 1),
        max: words.Number("largest", otherwise: 1_000_000),
        low: words.Price("lowest"),
        high: words.Has("highest") ? words.Price("highest") : 1_000_000 * Commands.One,
        maxOpenOrders: (uint)words.Number("orders", otherwise: 100_000));

    private static CommandRecord Status(ScenarioWords words) => Commands.Make(new SecurityStatusBlock
    {
        SecurityID = (uint)ScenarioWords.NumberOf(words[1]),
        SecurityTradingStatus = words[0] switch
        {
            "halt" => SecurityTradingStatus.TradingHalt,
            "resume" => SecurityTradingStatus.ReadyToTrade,
            _ => SecurityTradingStatus.NotAvailableForTrading,
        },
    });

    private static CommandRecord Rules(ScenarioWords words) => Commands.Make(new SecuritySettingsBlock
    {
        SecurityID = (uint)words.Number("rules"),
        MaxPriceLevels = (uint)words.Number("levels"),
        MarketProtection = words.Price("protection"),
        PriceCollar = words.Price("collar"),
        ReferencePrice = words.Price("reference"),
        MinOrderValue = words.Number("min-value"),
        MaxOrderValue = words.Number("max-value"),
    });

    private static CommandRecord Block(ScenarioWords words) => Commands.Make(new TradingBlockBlock
    {
        BlockedID = words.Has("session") ? (uint)words.Number("session") : (uint)words.Number("account"),
        TradingBlockScope = words.Has("session") ? TradingBlockScope.Session
            : words.Has("account") ? TradingBlockScope.Account : TradingBlockScope.Venue,
        TradingBlockAction = words[0] == "block" ? TradingBlockAction.Block : TradingBlockAction.Release,
    });
}
