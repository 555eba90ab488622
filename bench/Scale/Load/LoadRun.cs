using System.Diagnostics;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Bench.Scale.Load;

/// <summary>
/// Fills the books of an engine for which nothing was set aside, then trades in them. The same case gives the same
/// commands each time. Each command is timed by itself.
/// </summary>
internal sealed class LoadRun
{
    /// <summary>Turns in full books: a cancel, a replacement and a taker each, and what fills the books again.</summary>
    public const int ChurnTurns = 40_000;

    /// <summary>Commands of a turn.</summary>
    public const int CommandsOfTurn = 5;

    private const int Seed = 1;

    private static readonly long NanosOfTick = 1_000_000_000 / Stopwatch.Frequency;

    private readonly LoadCase _case;
    private readonly OrderSlots _slots;
    private readonly Random _random = new(Seed);
    private Desk _desk;

    public LoadRun(LoadCase loadCase, OrderSlots slots)
    {
        _case = loadCase;
        _slots = slots;
        slots.Clear();
        long before = Resident.Bytes();
        _desk = new Desk(CoreLimits.Default with
        {
            MaxInstruments = Math.Max(loadCase.Instruments, 16),
            MaxOpenOrders = Math.Max(loadCase.RestingOrders, CoreLimits.Default.MaxOpenOrders),
            MaxClientOrderIdsPerSession = CoreLimits.Ceiling,
        });
        for (int i = 0; i < loadCase.Instruments; i++)
            _desk.Define(SecurityIdOf(i), HighestPrice);
        ResidentBytes = -before;
    }

    /// <summary>Memory that became resident until the books were full; once they are.</summary>
    public long ResidentBytes { get; private set; }

    /// <summary>What the books hold.</summary>
    public BookMemory Memory { get; private set; }

    private long HighestPrice => 2 * _case.PriceTicks + 2;

    public void Fill(CommandTimes times)
    {
        times.BeginRun();
        for (int slot = 0; slot < _case.RestingOrders; slot++)
        {
            Prepare(slot, out Side side, out long price);
            long start = Stopwatch.GetTimestamp();
            Enter(slot, side, price);
            NoteTime(times, start);
        }
        Require(_desk.Core.OpenOrderCount == _case.RestingOrders, "an order does not rest");
        Memory = _desk.Core.GetBookMemory();
        ResidentBytes += Resident.Bytes();
    }

    public void Churn(CommandTimes times)
    {
        times.BeginRun();
        for (int turn = 0; turn < ChurnTurns; turn++)
        {
            CancelAndEnter(times, _random.Next(_case.RestingOrders));
            Replace(times, _random.Next(_case.RestingOrders));
            TakeAndEnter(times, _random.Next(_case.RestingOrders));
        }
        Require(_desk.Core.OpenOrderCount == _case.RestingOrders, "orders are missing");
    }

    /// <summary>Lets go of the engine.</summary>
    public void Finish() => _desk = null!;

    private void CancelAndEnter(CommandTimes times, int slot)
    {
        uint securityId = SecurityIdOf(_slots.InstrumentOf(slot));
        ulong clOrdId = _slots.ClOrdIdOf(slot);
        long start = Stopwatch.GetTimestamp();
        _desk.Cancel(securityId, clOrdId);
        NoteTime(times, start);
        Prepare(slot, out Side side, out long price);
        start = Stopwatch.GetTimestamp();
        Enter(slot, side, price);
        NoteTime(times, start);
    }

    private void Replace(CommandTimes times, int slot)
    {
        ulong origClOrdId = _slots.ClOrdIdOf(slot);
        ulong clOrdId = _slots.NextIdOf(slot);
        uint securityId = SecurityIdOf(_slots.InstrumentOf(slot));
        long price = PriceOf(_slots.SideOf(slot));
        long start = Stopwatch.GetTimestamp();
        _desk.Replace(securityId, clOrdId, origClOrdId, price, 1);
        NoteTime(times, start);
    }

    // Takes the best order of a side that has one, then fills the slot that has become free.
    private void TakeAndEnter(CommandTimes times, int slot)
    {
        Side side = _slots.SideOf(slot) == Side.Buy ? Side.Sell : Side.Buy;
        ulong clOrdId = _slots.NextId();
        uint securityId = SecurityIdOf(_slots.InstrumentOf(slot));
        long events = _desk.EventCount;
        long start = Stopwatch.GetTimestamp();
        _desk.Enter(
            securityId, clOrdId, side, side == Side.Buy ? HighestPrice : 1, 1, TimeInForce.ImmediateOrCancel);
        NoteTime(times, start);
        ref readonly EventRecord trade = ref _desk.EventAt(events + 1);
        Require(trade.Header.TemplateId == ExecutionReportTradeBlock.TemplateId, "a taker met nothing");
        int filled = _slots.SlotOf(trade.Block<ExecutionReportTradeBlock>().ClOrdID);
        Prepare(filled, out side, out long price);
        start = Stopwatch.GetTimestamp();
        Enter(filled, side, price);
        NoteTime(times, start);
    }

    private void Prepare(int slot, out Side side, out long price)
    {
        side = (_random.Next() & 1) == 0 ? Side.Buy : Side.Sell;
        _slots.Set(slot, _random.Next(_case.Instruments), side);
        price = PriceOf(side);
    }

    private void Enter(int slot, Side side, long price) => _desk.Enter(
        SecurityIdOf(_slots.InstrumentOf(slot)), _slots.ClOrdIdOf(slot), side, price, 1, TimeInForce.GoodTillCancel);

    private long PriceOf(Side side)
    {
        long distance = _random.NextInt64(_case.PriceTicks);
        return side == Side.Buy ? _case.PriceTicks - distance : _case.PriceTicks + 1 + distance;
    }

    // SecurityIDs lie far apart as well.
    private static uint SecurityIdOf(int instrument) => (uint)(instrument + 1) * 2_654_435_761;

    private void NoteTime(CommandTimes times, long start)
    {
        long nanos = (Stopwatch.GetTimestamp() - start) * NanosOfTick;
        times.Add(nanos);
        if (_case.IdleTurns)
            _desk.Core.TouchAhead();
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }
}
