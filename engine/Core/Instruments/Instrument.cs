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

    private readonly Pool<Order> _orders;
    private readonly Pool<Level> _levels;
    private readonly Pool<PriceNode> _nodes;
    private SecurityTradingStatus _status = SecurityTradingStatus.ReadyToTrade;
    private TradingRules _rules;
    private bool _hasRules;
    private StraightRange _straight;

    // With fewer orders open there is room for one more, and for a level of its own.
    private int _safeOrders;

    // The price around which the straight range was drawn.
    private long _focusTicks;
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
        Book = new OrderBook(index, BookKind.Displayed, orders, levels, nodes);
        TrailingStops = new DetailList<TrailingStopList>(details);
        MaxOpenOrders = (int)Math.Min(terms.MaxOpenOrders, int.MaxValue);
        _safeOrders = MaxOpenOrders;
        LimitTicks = (
            Math.Max(1, Ceiling(terms.LowLimitPrice, terms.MinPriceIncrement)),
            terms.HighLimitPrice / terms.MinPriceIncrement);
        LimitLots = (Math.Max(1, Ceiling(terms.MinTradeVol, terms.RoundLot)), terms.MaxTradeVol / terms.RoundLot);
        DrawRange();
    }

    /// <summary>Lowest and highest price of its definition, whatever the tick table says.</summary>
    public (long Lowest, long Highest) LimitTicks { get; }

    /// <summary>Smallest and largest quantity of an order.</summary>
    public (long Fewest, long Most) LimitLots { get; }

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
            NeedsFullCare = _hasRules || value > 0;
        }
    }

    /// <summary>Icebergs that have something in reserve, or had.</summary>
    public int IcebergCount { get; set; }

    /// <summary>Open orders that are fill or kill: they wait as stops.</summary>
    public int FillOrKillStopCount { get; set; }

    /// <summary>Open orders that show nothing, stops that will show nothing included.</summary>
    public int HiddenOrderCount
    {
        get => _hiddenOrderCount;
        set
        {
            _hiddenOrderCount = value;
            DrawRange();
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

    /// <summary>Whether no order may enter, nor be replaced: it is halted or gone.</summary>
    public bool IsClosed => _status != SecurityTradingStatus.ReadyToTrade;

    /// <summary>
    /// Whether a plain order of the straight range that meets no displayed order may rest with no further look.
    /// </summary>
    public bool IsSimple { get; private set; }

    /// <summary>The straight range, as it was drawn last.</summary>
    public StraightRange Straight => _straight;

    /// <summary>The limit of its open orders, in the range of those of the engine.</summary>
    public int MaxOpenOrders { get; }

    /// <summary>Lowest and highest price that an order may have.</summary>
    public long LowestPriceTicks => RoundUp(LimitTicks.Lowest);

    public long HighestPriceTicks => RoundDown(LimitTicks.Highest);

    /// <summary>Price levels of displayed and hidden orders.</summary>
    public int LevelCount =>
        Book.Bids.Count + Book.Offers.Count + (Hidden is null ? 0 : Hidden.Bids.Count + Hidden.Offers.Count);

    /// <summary>Orders in its books together.</summary>
    public int OpenOrderCount => Book.OrderCount + (Hidden?.OrderCount ?? 0) + (Stops?.OrderCount ?? 0);

    /// <summary>Whether it has as many open orders as it may.</summary>
    public bool IsFull => OpenOrderCount >= MaxOpenOrders;

    /// <summary>
    /// Whether it may have as many open orders or price levels as it may: no more levels than orders. Only orders with
    /// details are in other books.
    /// </summary>
    public bool MayLackRoom
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_detailedOrderCount == 0 ? Book.OrderCount : OpenOrderCount) >= _safeOrders;
    }

    /// <summary>The book in which an order with these features is kept.</summary>
    public OrderBook BookFor(OrderFeatures features)
    {
        if ((features & OrderFeatures.Stop) != 0)
            return Stops ??= new OrderBook(Index, BookKind.Stops, _orders, _levels, _nodes);
        if ((features & OrderFeatures.Hidden) != 0)
            return Hidden ??= new OrderBook(Index, BookKind.Hidden, _orders, _levels, _nodes);
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
        long reference = MarketTicks;
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
        DrawRange();
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
    /// Whether what <see cref="TicksOf"/> gave is a price of the straight range. What is given for a price off tick is
    /// above any price.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsInRange(long ticks) => (ulong)(ticks - _straight.LowestTicks) <= _straight.MoreTicks;

    /// <summary>Whether what <see cref="LotsOf"/> gave is a quantity of the straight range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreInRange(long lots) => (ulong)(lots - _straight.FewestLots) <= _straight.MoreLots;

    /// <summary>Draws the straight range anew when the market has gone far from where it was drawn.</summary>
    public void FollowMarket()
    {
        if (Math.Abs(MarketTicks - _focusTicks) > _focusTicks / 16)
            DrawRange();
    }

    /// <summary>A hidden order has begun to rest: the straight range must not reach it.</summary>
    public void NoteHidden() => DrawRange();

    /// <summary>Turns a price into ticks if it is a multiple of the smallest one, whatever the tick there.</summary>
    public bool TryGetTicks(long price, out long ticks)
    {
        ticks = 0;
        return price > 0 && _tick.TryDivide(price, out ticks);
    }

    /// <summary>Turns a price into ticks if it is valid.</summary>
    public PriceCheck CheckPrice(long price, out long ticks)
    {
        if (!TryGetTicks(price, out ticks) || !Ticks.IsValid(ticks))
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

    // The last trade, or what stands for it; 0 for neither.
    private long MarketTicks => LastTradeTicks != 0 ? LastTradeTicks : _rules.ReferenceTicks;

    private void NoteRules()
    {
        _hasRules = IsClosed || _rules.AreAny;
        NeedsFullCare = _hasRules || _detailedOrderCount > 0;
        _safeOrders = _rules.MaxPriceLevels == 0 ? MaxOpenOrders : (int)Math.Min(MaxOpenOrders, _rules.MaxPriceLevels);
        DrawRange();
    }

    private void DrawRange()
    {
        _focusTicks = MarketTicks;
        _straight = StraightRange.Around(this, _focusTicks);
        IsSimple = _straight != StraightRange.Empty;
    }

    private static long Ceiling(long value, long unit) => value / unit + (value % unit == 0 ? 0 : 1);

    private QuantityCheck CheckLots(long quantity, out long lots) =>
        _lot.TryDivide(quantity, out lots) ? QuantityCheck.Valid : QuantityCheck.NotOnLot;
}
