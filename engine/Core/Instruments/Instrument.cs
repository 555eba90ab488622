using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// An instrument with its book. Knows how prices and quantities of the messages become ticks and lots, and which are
/// valid.
/// </summary>
internal sealed class Instrument
{
    /// <summary>Its terms; a field, so that reading one of them copies no other.</summary>
    public readonly InstrumentTerms Terms;

    private readonly ExactDivisor _tick;
    private readonly ExactDivisor _lot;

    // Where one tick counts for all prices: the lowest valid price and, above it, the highest; the same of quantities.
    private readonly long _lowestTicks;
    private readonly ulong _ticksRange;
    private readonly long _fewestLots;
    private readonly ulong _lotsRange;
    private readonly Pool<Order> _orders;
    private readonly Pool<Level> _levels;
    private readonly Pool<PriceNode> _nodes;
    private SecurityTradingStatus _status = SecurityTradingStatus.ReadyToTrade;
    private TradingRules _rules;
    private bool _hasRules;
    private int _detailedOrderCount;
    private int _hiddenOrderCount;

    public Instrument(
        in InstrumentTerms terms,
        int index,
        Pool<Order> orders,
        Pool<Level> levels,
        Pool<PriceNode> nodes,
        OrderDetailsTable details)
    {
        Terms = terms;
        _tick = new ExactDivisor(terms.MinPriceIncrement);
        _lot = new ExactDivisor(terms.RoundLot);
        Index = index;
        _orders = orders;
        _levels = levels;
        _nodes = nodes;
        Book = new OrderBook(index, orders, levels, nodes);
        TrailingStops = new DetailList<TrailingStopList>(details);
        MaxOpenOrders = (int)Math.Min(terms.MaxOpenOrders, int.MaxValue);
        _lowestTicks = Math.Max(1, Ceiling(terms.LowLimitPrice, terms.MinPriceIncrement));
        _ticksRange = (ulong)(terms.HighLimitPrice / terms.MinPriceIncrement - _lowestTicks);
        _fewestLots = Math.Max(1, Ceiling(terms.MinTradeVol, terms.RoundLot));
        _lotsRange = (ulong)(terms.MaxTradeVol / terms.RoundLot - _fewestLots);
    }

    /// <summary>Place in order of definition, 0 and up.</summary>
    public int Index { get; }

    /// <summary>What is displayed.</summary>
    public OrderBook Book { get; }

    /// <summary>Hidden orders by price; none until there is the first.</summary>
    public OrderBook? Hidden { get; private set; }

    /// <summary>
    /// Stops by stop price, each on the side opposite to its own; none until there is the first.
    /// </summary>
    public OrderBook? Stops { get; private set; }

    public DetailList<TrailingStopList> TrailingStops { get; }

    /// <summary>Which prices are valid now.</summary>
    public TickTable Ticks { get; } = new();

    /// <summary>Price of the last trade; 0 before the first.</summary>
    public long LastTradeTicks { get; set; }

    /// <summary>Open orders with details.</summary>
    public int DetailedOrderCount
    {
        get => _detailedOrderCount;
        set
        {
            _detailedOrderCount = value;
            NoteCare();
        }
    }

    /// <summary>Icebergs that have something in reserve, or had.</summary>
    public int IcebergCount { get; set; }

    /// <summary>Open orders that show nothing, stops that will show nothing included.</summary>
    public int HiddenOrderCount
    {
        get => _hiddenOrderCount;
        set
        {
            _hiddenOrderCount = value;
            NoteCare();
        }
    }

    /// <summary>Whether it trades, is halted, or is gone.</summary>
    public SecurityTradingStatus Status
    {
        get => _status;
        set
        {
            _status = value;
            NoteRules();
        }
    }

    public TradingRules Rules
    {
        get => _rules;
        set
        {
            _rules = value;
            NoteRules();
        }
    }

    /// <summary>
    /// Whether everything must be looked at before an order trades: the way of plain orders among each other is not
    /// enough.
    /// </summary>
    public bool NeedsFullCare { get; private set; }

    /// <summary>
    /// Whether there is a rule that an order must be held against although it trades with nobody, or no order may enter.
    /// </summary>
    public bool HoldsWhatRests { get; private set; }

    /// <summary>
    /// Whether nothing but the terms must be looked at before a plain order is entered that meets no displayed order: it
    /// trades, there is one tick for all prices, no rule for what rests, and nothing hidden.
    /// </summary>
    public bool IsSimple { get; private set; } = true;

    /// <summary>The limit of its open orders, in the range of those of the engine.</summary>
    public int MaxOpenOrders { get; }

    /// <summary>Lowest and highest price that an order may have.</summary>
    public long LowestPriceTicks => RoundUp(Math.Max(1, Ceiling(Terms.LowLimitPrice, Terms.MinPriceIncrement)));

    public long HighestPriceTicks => RoundDown(Terms.HighLimitPrice / Terms.MinPriceIncrement);

    /// <summary>Price levels of displayed and hidden orders.</summary>
    public int LevelCount =>
        Book.Bids.Count + Book.Offers.Count + (Hidden is null ? 0 : Hidden.Bids.Count + Hidden.Offers.Count);

    /// <summary>Orders in its books together.</summary>
    public int OpenOrderCount => Book.OrderCount + (Hidden?.OrderCount ?? 0) + (Stops?.OrderCount ?? 0);

    /// <summary>Whether it has as many open orders as it may. Only orders with details are in other books.</summary>
    public bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_detailedOrderCount == 0 ? Book.OrderCount : OpenOrderCount) >= MaxOpenOrders;
    }

    /// <summary>The book in which an order with these features is kept.</summary>
    public OrderBook BookFor(OrderFeatures features)
    {
        if ((features & OrderFeatures.Stop) != 0)
            return Stops ??= new OrderBook(Index, _orders, _levels, _nodes);
        if ((features & OrderFeatures.Hidden) != 0)
            return Hidden ??= new OrderBook(Index, _orders, _levels, _nodes);
        return Book;
    }

    /// <summary>Whether an order of this side with this limit meets an order, displayed or hidden.</summary>
    public bool IsReached(Side side, long limitTicks) =>
        Book.OppositeOf(side).IsReachedBy(limitTicks)
        || (Hidden is not null && Hidden.OppositeOf(side).IsReachedBy(limitTicks));

    /// <summary>Best price that an order of this side meets, displayed or hidden.</summary>
    public bool TryGetBestOpposite(Side side, out long priceTicks)
    {
        BookSide shown = Book.OppositeOf(side);
        BookSide? hidden = Hidden?.OppositeOf(side);
        bool isShownBetter = shown.Count > 0
            && (hidden is null || hidden.Count == 0 || !hidden.IsBetter(hidden.BestTicks, shown.BestTicks));
        BookSide? better = isShownBetter ? shown : hidden;
        bool found = better is not null && better.Count > 0;
        priceTicks = found ? better!.BestTicks : 0;
        return found;
    }

    /// <summary>The valid price nearest to this one that is not above it.</summary>
    public long RoundDown(long ticks) => Ticks.RoundDown(ticks);

    /// <summary>The valid price nearest to this one that is not below it.</summary>
    public long RoundUp(long ticks) => Ticks.RoundUp(ticks);

    public long PriceOf(long ticks) => ticks * Terms.MinPriceIncrement;

    public long QuantityOf(long lots) => lots * Terms.RoundLot;

    /// <summary>Price times quantity, in units of 10^-8.</summary>
    public Int128 ValueOf(long ticks, long lots) => (Int128)PriceOf(ticks) * QuantityOf(lots);

    /// <summary>
    /// How far an order may trade: its limit, or the collar around the last trade if that is nearer.
    /// </summary>
    public long BoundOf(Side side, long limitTicks)
    {
        long reference = LastTradeTicks != 0 ? LastTradeTicks : _rules.ReferenceTicks;
        if (_rules.CollarTicks == 0 || reference == 0)
            return limitTicks;
        long room = side == Side.Buy ? long.MaxValue - reference : reference;
        if (_rules.CollarTicks >= room)
            return limitTicks;
        return side == Side.Buy
            ? Math.Min(limitTicks, reference + _rules.CollarTicks)
            : Math.Max(limitTicks, reference - _rules.CollarTicks);
    }

    /// <summary>Sets or takes away one row of the tick table; orders that rest stay where they are.</summary>
    public SystemCommandResult SetTickRule(long startPrice, long increment)
    {
        SystemCommandResult result = TrySetTickRule(startPrice, increment);
        NoteCare();
        return result;
    }

    private SystemCommandResult TrySetTickRule(long startPrice, long increment)
    {
        long unit = Terms.MinPriceIncrement;
        if (startPrice < 0 || increment < 0 || startPrice % unit != 0 || increment % unit != 0)
            return SystemCommandResult.InvalidDefinition;
        long startTicks = startPrice / unit;
        if (increment != 0 && startTicks % (increment / unit) != 0)
            return SystemCommandResult.InvalidDefinition;
        long before = Ticks.IncrementSetAt(startTicks);
        if (before == 0 && increment != 0 && Ticks.Count == TickTable.MaxRows)
            return SystemCommandResult.TickRuleLimitReached;
        if (!Ticks.TrySet(startTicks, increment / unit))
            return SystemCommandResult.InvalidDefinition;
        if (LowestPriceTicks <= HighestPriceTicks)
            return SystemCommandResult.Accepted;
        Ticks.TrySet(startTicks, before);
        return SystemCommandResult.InvalidDefinition;
    }

    /// <summary>A price in ticks, if it is a multiple of the smallest one; else something that is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long TicksOf(long price) => _tick.Divide(price);

    /// <summary>A quantity in lots, if it is a multiple of one; else something that is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long LotsOf(long quantity) => _lot.Divide(quantity);

    /// <summary>
    /// Whether what <see cref="TicksOf"/> gave is a price within the limits, while there are no other tick rules. What
    /// is given for a price off tick is above any price within them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInRange(long ticks) => (ulong)(ticks - _lowestTicks) <= _ticksRange;

    /// <summary>Whether what <see cref="LotsOf"/> gave is a quantity within the limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreInRange(long lots) => (ulong)(lots - _fewestLots) <= _lotsRange;

    /// <summary>Turns a price into ticks if it is valid.</summary>
    public PriceCheck CheckPrice(long price, out long ticks)
    {
        ticks = 0;
        if (price <= 0)
            return PriceCheck.InvalidIncrement;
        if (!_tick.TryDivide(price, out ticks) || !Ticks.IsValid(ticks))
            return PriceCheck.InvalidIncrement;
        bool within = price >= Terms.LowLimitPrice && price <= Terms.HighLimitPrice;
        return within ? PriceCheck.Valid : PriceCheck.OutsideLimits;
    }

    /// <summary>Turns the quantity of an order into lots if it is valid.</summary>
    public QuantityCheck CheckOrderQuantity(long quantity, out long lots)
    {
        lots = 0;
        if (quantity < Terms.MinTradeVol || quantity > Terms.MaxTradeVol)
            return QuantityCheck.Incorrect;
        return CheckLots(quantity, out lots);
    }

    /// <summary>
    /// Turns the quantity that an order is to be reduced by into lots if it is valid; it has no upper bound.
    /// </summary>
    public QuantityCheck CheckReduceQuantity(long quantity, out long lots)
    {
        lots = 0;
        return quantity <= 0 ? QuantityCheck.Incorrect : CheckLots(quantity, out lots);
    }

    private void NoteRules()
    {
        bool trades = _status == SecurityTradingStatus.ReadyToTrade;
        _hasRules = !trades || _rules.AreAny;
        HoldsWhatRests = !trades || _rules.AreAnyForResting;
        NoteCare();
    }

    private void NoteCare()
    {
        NeedsFullCare = _hasRules || _detailedOrderCount > 0;
        IsSimple = !HoldsWhatRests && _hiddenOrderCount == 0 && Ticks.IsUniform;
    }

    private static long Ceiling(long value, long unit) => value / unit + (value % unit == 0 ? 0 : 1);

    private QuantityCheck CheckLots(long quantity, out long lots) =>
        _lot.TryDivide(quantity, out lots) ? QuantityCheck.Valid : QuantityCheck.NotOnLot;
}
