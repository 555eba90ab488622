namespace MatchingEngine.Core;

/// <summary>
/// An instrument with its book. Knows how prices and quantities of the messages become ticks and lots, and which are
/// valid.
/// </summary>
internal sealed class Instrument
{
    public Instrument(in InstrumentTerms terms, int index, Pool<Order> orders, Pool<Level> levels)
    {
        Terms = terms;
        _tick = new ExactDivisor(terms.MinPriceIncrement);
        _lot = new ExactDivisor(terms.RoundLot);
        Index = index;
        Book = new OrderBook(index, orders, levels);
    }

    /// <summary>Its terms; a field, so that reading one of them copies no other.</summary>
    public readonly InstrumentTerms Terms;

    private readonly ExactDivisor _tick;
    private readonly ExactDivisor _lot;

    /// <summary>Place in order of definition, 0 and up.</summary>
    public int Index { get; }

    public OrderBook Book { get; }

    public long PriceOf(long ticks) => ticks * Terms.MinPriceIncrement;

    public long QuantityOf(long lots) => lots * Terms.RoundLot;

    /// <summary>Turns a price into ticks if it is valid.</summary>
    public PriceCheck CheckPrice(long price, out long ticks)
    {
        ticks = 0;
        if (price <= 0)
            return PriceCheck.InvalidIncrement;
        if (!_tick.TryDivide(price, out ticks))
            return PriceCheck.InvalidIncrement;
        bool within = price >= Terms.LowLimitPrice && price <= Terms.HighLimitPrice;
        return within ? PriceCheck.Valid : PriceCheck.OutsideLimits;
    }

    /// <summary>Turns the quantity of an order into lots if it is valid.</summary>
    public QuantityCheck CheckOrderQuantity(long quantity, out long lots)
    {
        lots = 0;
        if (quantity <= 0 || quantity < Terms.MinTradeVol || quantity > Terms.MaxTradeVol)
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

    private QuantityCheck CheckLots(long quantity, out long lots) =>
        _lot.TryDivide(quantity, out lots) ? QuantityCheck.Valid : QuantityCheck.NotOnLot;
}
