using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>The digest sees all that orders, instruments, sessions and accounts have beyond plain orders.</summary>
public class DetailedDigestTests
{
    private delegate void Change(CoreState state);

    private const ulong Iceberg = 1;
    private const ulong Hidden = 2;
    private const ulong Stop = 5;
    private const ulong Trailing = 6;

    private static readonly Dictionary<string, Change> Changes = new()
    {
        ["features"] = s => Details(s, Iceberg).Features |= OrderFeatures.Day,
        ["type"] = s => Details(s, Stop).OrdType = OrdType.Stop,
        ["time in force"] = s => Details(s, Hidden).TimeInForce = TimeInForce.GoodTillCancel,
        ["post-only"] = s => Details(s, Iceberg).ExecInst = ExecInst.ParticipateDoNotInitiate,
        ["group"] = s => Details(s, Iceberg).SelfMatchId++,
        ["instruction"] = s => Details(s, Iceberg).SelfMatchInstruction = SelfMatchPreventionInstruction.CancelPassive,
        ["account"] = s => Details(s, Iceberg).Account++,
        ["side"] = s => Details(s, Iceberg).Side = Side.Sell,
        ["slice"] = s => Details(s, Iceberg).DisplayLots++,
        ["reserve"] = s => Details(s, Iceberg).ReserveLots++,
        ["limit behind a stop"] = s => Details(s, Stop).LimitTicks++,
        ["trailing distance"] = s => Details(s, Trailing).TrailTicks++,
        ["trailing step"] = s => Details(s, Trailing).TrailStepTicks++,
        ["where a trailing stop started"] = s => Details(s, Trailing).TrailFromTicks++,
        ["distance of a trailing limit"] = s => Details(s, Trailing).LimitOffsetTicks++,
        ["time of expiry"] = s => Details(s, 3).ExpireTimeNanos++,
        ["stop price"] = s => s.Levels[s.Orders[DetailedState.Find(s, Stop)].Level].PriceTicks++,
        ["hidden price"] = s => s.Levels[s.Orders[DetailedState.Find(s, Hidden)].Level].PriceTicks++,
        ["last trade"] = s => s.Instruments[0].LastTradeTicks++,
        ["status"] = s => s.Instruments[0].Status = SecurityTradingStatus.TradingHalt,
        ["levels allowed"] = s => s.Instruments[0].Rules = s.Instruments[0].Rules with { MaxPriceLevels = 5 },
        ["protection"] = s => s.Instruments[0].Rules = s.Instruments[0].Rules with { MarketProtectionTicks = 5 },
        ["collar"] = s => s.Instruments[0].Rules = s.Instruments[0].Rules with { CollarTicks = 5 },
        ["reference"] = s => s.Instruments[0].Rules = s.Instruments[0].Rules with { ReferenceTicks = 5 },
        ["smallest value"] = s => s.Instruments[0].Rules = s.Instruments[0].Rules with { MinOrderValue = 5 },
        ["largest value"] = s => s.Instruments[0].Rules = s.Instruments[0].Rules with { MaxOrderValue = 5 },
        ["tick row"] = s => s.Instruments[0].Ticks.TrySet(60_000, 10),
        ["tick increment"] = s => s.Instruments[0].Ticks.TrySet(50_000, 10),
        ["session's open orders allowed"] = s => s.Sessions[0].MaxOpenOrders++,
        ["cancel on disconnect"] = s => s.Sessions[0].CancelOnDisconnect = CancelOnDisconnect.AllOrders,
        ["blocked session"] = s => s.Sessions[0].IsBlocked = true,
        ["blocked venue"] = s => s.IsVenueBlocked = true,
        ["blocked account"] = s => s.Exposures.TryBlock(77),
        ["released account"] = s => s.Exposures.Release(8),
        ["exposure's account"] = s => s.Exposures[0].Account++,
        ["exposure's instrument"] = s => s.Exposures[0].Instrument++,
        ["position"] = s => s.Exposures[0].PositionLots++,
        ["position, upper half"] = s => s.Exposures[0].PositionLots += Int128.One << 64,
        ["open to buy"] = s => s.Exposures[0].OpenBuyLots++,
        ["open to sell"] = s => s.Exposures[0].OpenSellLots++,
        ["open value"] = s => s.Exposures[0].OpenValue++,
        ["largest position"] = s => s.Exposures[0].MaxPosition++,
        ["largest open value"] = s => s.Exposures[0].MaxOpenValue++,
    };

    public static TheoryData<string> Elements => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Elements))]
    public void Digest_differs_when_one_element_of_the_state_differs(string element)
    {
        TestEngine engine = DetailedState.Make();
        StateDigest before = engine.Core.ComputeDigest();
        Assert.Equal(before, DetailedState.Make().Core.ComputeDigest());
        Changes[element](engine.Core.State);
        Assert.NotEqual(before, engine.Core.ComputeDigest());
    }

    private static ref OrderDetails Details(CoreState state, ulong orderId) =>
        ref state.Details[DetailedState.Find(state, orderId)];
}
