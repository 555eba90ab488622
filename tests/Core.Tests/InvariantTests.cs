using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

public class InvariantTests
{
    private delegate void Damage(CoreState state);

    private static readonly Dictionary<string, Damage> Damages = new()
    {
        ["1: the book is crossed"] = s =>
        {
            int orders = s.Levels[Best(s, Side.Sell)].Head;
            Instrument instrument = s.Instruments[0];
            instrument.Book.Remove(orders);
            instrument.Book.Append(orders, Side.Sell, 100);
        },
        ["2: a level is misplaced"] =
            s => s.Levels[Best(s, Side.Buy)].SetPlace(Level.PlaceOf(0, BookKind.Hidden, Side.Buy)),
        ["2: a level is not found"] = s => s.Levels[Best(s, Side.Buy)].PriceTicks = 98,
        ["3: a level's order count is too low"] = s => s.Levels[Best(s, Side.Buy)].OrderCount--,
        ["3: a level's order count is too high"] = s => s.Levels[Best(s, Side.Buy)].OrderCount++,
        ["3: a level's quantity"] = s => s.Levels[Best(s, Side.Buy)].Lots++,
        ["4: an order points to another level"] = s => s.Orders[FirstBid(s)].Level = Best(s, Side.Sell),
        ["4: the links of a queue disagree"] = s => s.Orders[FirstBid(s)].Previous = FirstBid(s),
        ["4: the tail of a queue"] = s => s.Levels[Best(s, Side.Buy)].Tail = FirstBid(s),
        ["5: an order has nothing left"] = s => s.Orders[FirstBid(s)].Terms.LeavesLots = 0,
        ["5: an order's quantity is not conserved"] = s => s.Orders[FirstBid(s)].Terms.CumLots++,
        ["5: an order is too large"] = s =>
        {
            s.Orders[FirstBid(s)].Terms.OrderLots += 1_000_000;
            s.Orders[FirstBid(s)].Terms.LeavesLots += 1_000_000;
        },
        ["6: an OrderID was never given out"] = s => s.LastOrderId = 0,
        ["6: an order in the book is not in the order index"] = s => s.Orders[FirstBid(s)].Terms.OrderId = 3,
        ["6: the order index holds an order that is in no book"] = s => s.OrderIndex.Add(99, 0),
        ["7: an order that is gone looks open"] = s => s.Orders.Free(s.Orders.Take()),
        ["7: the order pool holds an order"] = s => s.Orders.Take(),
        ["7: the level pool holds a level"] = s => s.Levels.Take(),
        ["8: a session has no version"] = s => s.Sessions[0].SessionVerId = 0,
        ["8: a session is not found"] = s => s.Sessions[0].SessionId = 88,
        ["8: an order is in no session"] = s => s.Orders[FirstBid(s)].Session = 1_000,
        ["9: the ClOrdID of an open order"] = s => s.Orders[FirstBid(s)].Terms.ClOrdId = 2,
        ["9: the ClOrdID of an open order does not stand for it"] = s => s.Orders[FirstBid(s)].Session = 1,
        ["9: the ClOrdID of an open order does"] = s => s.Orders[FirstBid(s)].FirstClOrdId = 2,
        ["9: a ClOrdID stands for an order that is not open"] = s => s.Sessions[0].ClientOrderIds.Open(50, 1_000),
    };

    public static TheoryData<string> All => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Verify_names_the_invariant_that_is_broken(string invariant)
    {
        TestEngine engine = TestEngine.WithInstrument();
        engine.New(1, 1, Side.Buy, 10, 100);
        engine.New(1, 2, Side.Buy, 20, 100);
        engine.New(1, 3, Side.Buy, 20, 99);
        engine.New(2, 1, Side.Sell, 30, 110);
        engine.Core.Verify();
        Damages[invariant](engine.Core.State);
        InvariantViolationException thrown = Assert.Throws<InvariantViolationException>(engine.Core.Verify);
        Assert.Contains(invariant, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_with_a_template_that_is_no_command_stops_the_engine()
    {
        TestEngine engine = TestEngine.WithInstrument();
        CommandRecord report = default;
        report.Begin<ExecutionReportNewBlock>();
        InvariantViolationException thrown = Assert.Throws<InvariantViolationException>(() => engine.Apply(report));
        Assert.Contains("template 200", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<InvariantViolationException>(() => engine.New(1, 1, Side.Buy, 1, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Command_with_another_layout_stops_the_engine(int field)
    {
        TestEngine engine = TestEngine.WithInstrument();
        CommandRecord order = Commands.New(1, 1, 1, Side.Buy, 1, Commands.One);
        order.Header.BlockLength += (ushort)(field == 0 ? 8 : 0);
        order.Header.SchemaId += (ushort)(field == 1 ? 1 : 0);
        order.Header.Version += (ushort)(field == 2 ? 1 : 0);
        order.Length += field == 3 ? 8 : 0;
        Assert.Throws<InvariantViolationException>(() => engine.Apply(order));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void Command_out_of_sequence_stops_the_engine(long distance)
    {
        TestEngine engine = TestEngine.WithInstrument();
        CommandRecord order = Commands.New(1, 1, 1, Side.Buy, 1, Commands.One);
        order.Sequence = engine.Core.LastSequence + distance;
        Assert.Throws<InvariantViolationException>(() => engine.ApplyAsIs(in order));
    }

    private static int Best(CoreState state, Side side) => state.Instruments[0].Book.SideOf(side).BestLevel;

    private static int FirstBid(CoreState state) => state.Levels[Best(state, Side.Buy)].Head;
}
