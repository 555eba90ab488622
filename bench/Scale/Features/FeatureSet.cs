using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale.Features;

/// <summary>The features whose cost to others is measured.</summary>
internal static class FeatureSet
{
    /// <summary>The instrument beside that of the flow.</summary>
    public const uint OtherSecurityId = 2;

    private const int Orders = 1_000;
    private const long Far = 10_000;
    private const uint Account = 9;

    public static IReadOnlyList<Feature> All { get; } =
    [
        new("nothing", _ => { }),
        new("nothing, once more", _ => { }),
        new("limits of session and another's account", desk =>
        {
            desk.Send(new SessionSettingsBlock { TargetSessionID = 1, MaxOpenOrders = 1_000_000 });
            desk.Send(new AccountLimitsBlock
            {
                Account = Account, SecurityID = PlainFlow.SecurityId, MaxPosition = 1_000_000, MaxOpenValue = 0,
            });
        }),
        new("another session and account blocked", desk =>
        {
            desk.Negotiate(2);
            desk.Send(new TradingBlockBlock
            {
                BlockedID = 2,
                TradingBlockScope = TradingBlockScope.Session,
                TradingBlockAction = TradingBlockAction.Block,
            });
            desk.Send(new TradingBlockBlock
            {
                BlockedID = Account,
                TradingBlockScope = TradingBlockScope.Account,
                TradingBlockAction = TradingBlockAction.Block,
            });
        }),
        new("every kind of order, in another instrument", desk =>
        {
            AddStops(desk, OtherSecurityId);
            AddIcebergs(desk, OtherSecurityId);
            AddHidden(desk, OtherSecurityId);
            AddGrouped(desk, OtherSecurityId);
        }),
        new("good-till-date and day orders, in another instrument", desk =>
        {
            AddTimed(desk, OtherSecurityId, TimeInForce.GoodTillDate);
            AddTimed(desk, OtherSecurityId, TimeInForce.Day);
        }),
        new("price collar", desk => desk.Send(new SecuritySettingsBlock
        {
            SecurityID = PlainFlow.SecurityId, PriceCollar = 10 * PlainFlow.Width, ReferencePrice = PlainFlow.Middle,
        })),
        new("limits of order value and levels", desk => desk.Send(new SecuritySettingsBlock
        {
            SecurityID = PlainFlow.SecurityId, MaxPriceLevels = 10_000, MaxOrderValue = 1_000_000,
        })),
        new("market protection", desk => desk.Send(new SecuritySettingsBlock
        {
            SecurityID = PlainFlow.SecurityId, MarketProtection = PlainFlow.Width,
        })),
        new("tick table of three rows", desk =>
        {
            desk.Send(Row(start: PlainFlow.Middle / 2, increment: 1));
            desk.Send(Row(start: PlainFlow.Middle * 3 / 2, increment: 10));
        }),
        new("1,000 plain orders far from the touch", desk => Add(desk, PlainFlow.SecurityId, 6, (order, _) => order)),
        new("1,000 stops wait in the book", desk => AddStops(desk, PlainFlow.SecurityId)),
        new("1,000 icebergs far from the touch", desk => AddIcebergs(desk, PlainFlow.SecurityId)),
        new("1,000 hidden orders far from the touch", desk => AddHidden(desk, PlainFlow.SecurityId)),
        new("1,000 orders of a self-match prevention group", desk => AddGrouped(desk, PlainFlow.SecurityId)),
        new("1,000 good-till-date orders far from the touch",
            desk => AddTimed(desk, PlainFlow.SecurityId, TimeInForce.GoodTillDate)),
    ];

    private static TickRuleBlock Row(long start, long increment) => new()
    {
        SecurityID = PlainFlow.SecurityId, StartTickPriceRange = start, TickIncrement = increment,
    };

    private static void AddStops(Desk desk, uint securityId) => Add(desk, securityId, 0, (order, i) => order with
    {
        OrdType = OrdType.Stop, Price = 0, StopPx = PlainFlow.Middle + Far + i, Side = Side.Buy,
    });

    private static void AddIcebergs(Desk desk, uint securityId) => Add(desk, securityId, 1, (order, _) => order with
    {
        OrderQty = 100, DisplayQty = 10, DisplayMethod = DisplayMethod.Initial,
    });

    private static void AddHidden(Desk desk, uint securityId) => Add(desk, securityId, 2, (order, _) => order with
    {
        DisplayMethod = DisplayMethod.Undisclosed,
    });

    private static void AddGrouped(Desk desk, uint securityId) => Add(desk, securityId, 3, (order, _) => order with
    {
        SelfMatchPreventionID = 7, SelfMatchPreventionInstruction = SelfMatchPreventionInstruction.CancelPassive,
    });

    private static void AddTimed(Desk desk, uint securityId, TimeInForce timeInForce) =>
        Add(desk, securityId, timeInForce == TimeInForce.Day ? 4u : 5u, (order, i) => order with
        {
            TimeInForce = timeInForce,
            ExpireTime = timeInForce == TimeInForce.GoodTillDate ? long.MaxValue / 2 + i : 0,
        });

    private static void Add(
        Desk desk, uint securityId, uint kind, Func<NewOrderExtendedBlock, int, NewOrderExtendedBlock> with)
    {
        int open = desk.Core.OpenOrderCount;
        for (int i = 0; i < Orders; i++)
        {
            desk.EnterExtended(with(
                new NewOrderExtendedBlock
                {
                    SecurityID = securityId,
                    ClOrdID = PlainFlow.FirstOtherClOrdId + (kind << 10) + (uint)i,
                    Side = Side.Buy,
                    Price = PlainFlow.Middle - Far - i,
                    OrderQty = 1,
                    OrdType = OrdType.Limit,
                    TimeInForce = TimeInForce.GoodTillCancel,
                },
                i));
        }
        if (desk.Core.OpenOrderCount != open + Orders)
            throw new InvalidOperationException("an order of a feature was refused");
    }
}
