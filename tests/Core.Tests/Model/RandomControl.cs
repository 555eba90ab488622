using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>Makes the commands of operators, most of them sensible.</summary>
internal static class RandomControl
{
    public static CommandRecord Next(Random random)
    {
        uint security = random.Next(40) == 0 ? 9u : (uint)random.Next(1, 4);
        uint session = random.Next(20) == 0 ? 77u : (uint)random.Next(1, 5);
        return random.Next(100) switch
        {
            < 25 => Commands.Make(TickRule(random, security)),
            < 40 => Commands.Make(Rules(random, security)),
            < 50 => Commands.Make(Status(random, security)),
            < 58 => Commands.Make(new SessionSettingsBlock
            {
                TargetSessionID = session,
                MaxOpenOrders = random.Next(3) == 0 ? (uint)random.Next(5, 20) : 0,
                CancelOnDisconnect = (CancelOnDisconnect)random.Next(0, 4),
            }),
            < 66 => Commands.Make(new SessionDisconnectedBlock { SessionID = session }),
            < 78 => Commands.Make(new AccountLimitsBlock
            {
                Account = (uint)random.Next(0, 4),
                SecurityID = security,
                MaxPosition = random.Next(2) == 0 ? 0 : security == 1 ? random.Next(-1, 90) : random.Next(0, 900),
                MaxOpenValue = random.Next(2) == 0 ? 0 : random.Next(1, 8) * 1_000,
            }),
            < 95 => Commands.Make(Block(random, session)),
            _ => Commands.Make(new OrderMassActionBlock
            {
                SecurityID = random.Next(2) == 0 ? 0 : security,
                TargetSessionID = random.Next(2) == 0 ? 0 : session,
                Account = random.Next(2) == 0 ? 0 : (uint)random.Next(1, 4),
                Side = AnySide(random),
            }),
        };
    }

    /// <summary>The command that takes back what keeps orders from trading; null when this one does not.</summary>
    public static CommandRecord? RemedyOf(CommandRecord command)
    {
        switch (command.Header.TemplateId)
        {
            case TradingBlockBlock.TemplateId:
                TradingBlockBlock block = command.Block<TradingBlockBlock>();
                if (block.TradingBlockAction != TradingBlockAction.Block)
                    return null;
                block.TradingBlockAction = TradingBlockAction.Release;
                return Commands.Make(block);
            case SecurityStatusBlock.TemplateId:
                SecurityStatusBlock status = command.Block<SecurityStatusBlock>();
                if (status.SecurityTradingStatus != SecurityTradingStatus.TradingHalt)
                    return null;
                status.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;
                return Commands.Make(status);
            case TickRuleBlock.TemplateId:
                TickRuleBlock rule = command.Block<TickRuleBlock>();
                rule.TickIncrement = RandomOrders.TickOf(rule.SecurityID);
                return Commands.Make(rule);
            case SecuritySettingsBlock.TemplateId:
                return Commands.Make(
                    new SecuritySettingsBlock { SecurityID = command.Block<SecuritySettingsBlock>().SecurityID });
            default:
                return null;
        }
    }

    public static Side AnySide(Random random) => random.Next(4) switch
    {
        0 => Side.Buy,
        1 => Side.Sell,
        2 => 0,
        _ => random.Next(8) == 0 ? (Side)'7' : 0,
    };

    private static TickRuleBlock TickRule(Random random, uint security)
    {
        long tick = RandomOrders.TickOf(security);
        bool far = random.Next(2) == 0;
        long start = far ? 7_000 + 10 * random.Next(100) : random.Next(3) == 0 ? 0 : 980 + 10 * random.Next(5);
        long increment = random.Next(8) switch
        {
            0 => 2,
            1 => far ? 5 : 1,
            2 => far ? 10 : 2,
            3 => far ? 1 : 0,
            4 => random.Next(20) == 0 ? 4_000_000_000 : 1,
            5 => security == 3 ? 10 : 1,
            _ => 1,
        };
        return new TickRuleBlock
        {
            SecurityID = security,
            StartTickPriceRange = start * tick + (random.Next(30) == 0 ? 1 : 0),
            TickIncrement = increment * tick,
        };
    }

    private static SecuritySettingsBlock Rules(Random random, uint security)
    {
        long tick = RandomOrders.TickOf(security);
        return new SecuritySettingsBlock
        {
            SecurityID = security,
            MaxPriceLevels = random.Next(3) == 0 ? (uint)random.Next(6, 20) : 0,
            MarketProtection = random.Next(2) * random.Next(12) * tick,
            PriceCollar = random.Next(2) * random.Next(25) * tick + (random.Next(30) == 0 ? 1 : 0),
            ReferencePrice = random.Next(2) * 1_000 * tick,
            MinOrderValue = random.Next(3) == 0 && security == 2 ? 300 : 0,
            MaxOrderValue = random.Next(3) == 0 ? random.Next(200, 2_000) : 0,
        };
    }

    // What is delisted is gone for the rest of the flow, so it is one that may be defined on the way.
    private static SecurityStatusBlock Status(Random random, uint security) => new()
    {
        SecurityID = random.Next(10) == 0 ? security = (uint)random.Next(4, 6) : security,
        SecurityTradingStatus = random.Next(200) switch
        {
            < 60 when security is 4 or 5 => SecurityTradingStatus.NotAvailableForTrading,
            < 20 => SecurityTradingStatus.TradingHalt,
            < 30 => (SecurityTradingStatus)3,
            _ => SecurityTradingStatus.ReadyToTrade,
        },
    };

    private static TradingBlockBlock Block(Random random, uint session)
    {
        TradingBlockScope scope = (TradingBlockScope)(random.Next(60) == 0 ? 3 : random.Next(3));
        uint id = scope switch
        {
            TradingBlockScope.Session => session,
            TradingBlockScope.Account => (uint)random.Next(0, 14),
            _ => random.Next(20) == 0 ? 1u : 0,
        };
        int action = random.Next(100) == 0 ? 2 : random.Next(scope == TradingBlockScope.Account ? 3 : 16) == 0 ? 1 : 0;
        return new TradingBlockBlock
        {
            BlockedID = id,
            TradingBlockScope = scope,
            TradingBlockAction = (TradingBlockAction)action,
        };
    }
}
