using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>Rules that an order keeps cost it nothing: it goes straight, and no order goes straight that breaks one.</summary>
public class StraightRangeTests
{
    private const int Engines = 300;
    private const int OrdersOfEngine = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_order_of_the_range_is_valid_and_meets_no_hidden_order(int seed)
    {
        Random random = new(seed);
        int straight = 0;
        for (int engine = 0; engine < Engines; engine++)
        {
            Instrument instrument = WithRules(random).Core.State.Instruments[0];
            for (int i = 0; i < OrdersOfEngine; i++)
            {
                long ticks = Pick(random, 1, 1_000_000, instrument.Straight.LowestTicks);
                long lots = Pick(random, 1, 1_000_000, instrument.Straight.FewestLots);
                if (!instrument.IsSimple || !instrument.IsInRange(ticks) || !instrument.AreInRange(lots))
                    continue;
                straight++;
                string which = $"seed {seed}, engine {engine}: {lots} at {ticks}";
                Assert.True(instrument.CheckPrice(instrument.PriceOf(ticks), out _) == PriceCheck.Valid, which);
                Assert.True(
                    instrument.CheckOrderQuantity(instrument.QuantityOf(lots), out _) == QuantityCheck.Valid, which);
                Assert.True(RiskCheck.IsValueWithinLimits(instrument, ticks, lots), which);
                Assert.False(instrument.Hidden?.Bids.IsReachedBy(ticks) ?? false, which);
                Assert.False(instrument.Hidden?.Offers.IsReachedBy(ticks) ?? false, which);
            }
        }
        Assert.True(straight > Engines, $"seed {seed}: {straight} orders are straight");
    }

    [Fact]
    public void Order_near_the_market_goes_straight_beside_every_rule_that_it_keeps()
    {
        TestEngine engine = TestEngine.WithInstrument();
        Apply(engine, new SecuritySettingsBlock
        {
            SecurityID = 1,
            MaxPriceLevels = 100,
            MinOrderValue = 100,
            MaxOrderValue = 100_000,
            PriceCollar = 50 * Commands.One,
            ReferencePrice = 100 * Commands.One,
        });
        Apply(engine, new TickRuleBlock
        {
            SecurityID = 1, StartTickPriceRange = 500 * Commands.One, TickIncrement = 5 * Commands.One,
        });
        engine.Apply(Hidden(engine, Side.Buy, 60));
        engine.Apply(Hidden(engine, Side.Sell, 150));
        Instrument instrument = engine.Core.State.Instruments[0];
        Assert.True(instrument.IsSimple && !instrument.MayLackRoom);
        Assert.True(instrument.IsInRange(61) && instrument.IsInRange(149));
        Assert.False(instrument.IsInRange(60) || instrument.IsInRange(150));
        Assert.True(instrument.AreInRange(2) && instrument.AreInRange(600));
        Assert.False(instrument.AreInRange(1) || instrument.AreInRange(700));
    }

    [Fact]
    public void Range_follows_the_market_where_rules_make_it_small()
    {
        TestEngine engine = TestEngine.WithInstrument();
        Apply(engine, new SecuritySettingsBlock
        {
            SecurityID = 1, MinOrderValue = 1_000, ReferencePrice = 100 * Commands.One,
        });
        Instrument instrument = engine.Core.State.Instruments[0];
        Assert.False(instrument.IsInRange(1_000));
        engine.New(1, 1, Side.Buy, 10, 1_000);
        engine.New(2, 1, Side.Sell, 10, 1_000);
        engine.New(1, 2, Side.Buy, 10, 1_000);
        Assert.True(instrument.IsInRange(1_000) && instrument.IsInRange(1_999) && instrument.IsInRange(500));
        Assert.False(instrument.IsInRange(100));
        engine.Core.Verify();
    }

    // An engine with rules, hidden orders and a last trade, each there or not.
    private static TestEngine WithRules(Random random)
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(
            tick: Commands.One, lot: random.Next(1, 4), min: random.Next(1, 30), max: random.Next(1_000, 1_000_000),
            low: random.Next(0, 3) * 40 * Commands.One, high: random.Next(500, 2_000_000) * Commands.One));
        for (uint session = 1; session <= 3; session++)
            engine.Apply(Commands.Negotiated(session, 1));
        for (int row = random.Next(3); row > 0; row--)
        {
            Apply(engine, new TickRuleBlock
            {
                SecurityID = 1,
                StartTickPriceRange = random.Next(0, 100) * 60 * Commands.One,
                TickIncrement = random.Next(1, 4) * Commands.One,
            });
        }
        Apply(engine, new SecuritySettingsBlock
        {
            SecurityID = 1,
            MinOrderValue = random.Next(2) * random.Next(1, 5_000),
            MaxOrderValue = random.Next(2) * random.NextInt64(5_000, 100_000_000),
            ReferencePrice = random.Next(2) * random.Next(1, 1_000) * Commands.One,
        });
        for (int i = random.Next(4); i > 0; i--)
        {
            engine.Apply(Hidden(engine, Side.Buy, random.Next(1, 500)));
            engine.Apply(Hidden(engine, Side.Sell, random.Next(500, 3_000)));
        }
        long price = random.Next(1, 2_000);
        engine.New(1, 1, Side.Buy, random.Next(1, 1_000), price);
        engine.New(2, 1, Side.Sell, random.Next(1, 1_000), price);
        engine.Core.Verify();
        return engine;
    }

    private static long Pick(Random random, long least, long most, long near) => random.Next(3) switch
    {
        0 => random.NextInt64(least, most),
        1 => (long)Math.Exp(random.NextDouble() * Math.Log(most)),
        _ => Math.Clamp(near, 1, most) + random.Next(-2, 100),
    };

    private static CommandRecord Hidden(TestEngine engine, Side side, long price)
    {
        uint number = engine.Next(3);
        return Record(new NewOrderExtendedBlock
        {
            SessionID = 3,
            MsgSeqNum = number,
            ClOrdID = number,
            SecurityID = 1,
            Side = side,
            Price = price * Commands.One,
            OrderQty = 60,
            OrdType = OrdType.Limit,
            TimeInForce = TimeInForce.GoodTillCancel,
            DisplayMethod = DisplayMethod.Undisclosed,
        });
    }

    private static void Apply<TBlock>(TestEngine engine, TBlock block) where TBlock : unmanaged, IMessageBlock =>
        engine.Apply(Record(block));

    private static CommandRecord Record<TBlock>(TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        CommandRecord command = default;
        command.Begin<TBlock>() = block;
        return command;
    }
}
