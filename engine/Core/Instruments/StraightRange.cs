namespace MatchingEngine.Core;

/// <summary>
/// Prices and quantities of plain orders that nothing can be said against, whatever rules there are: within the limits of
/// the instrument and of order values, on tick, and not as far as a hidden order. So an order within it costs two
/// comparisons, the same with rules and without. It may leave out what is valid as well: that is looked at with care.
/// In ticks and lots; empty when the range says so.
/// </summary>
/// <param name="LowestTicks">Lowest price.</param>
/// <param name="MoreTicks">The highest price lies so far above it.</param>
/// <param name="FewestLots">Smallest quantity.</param>
/// <param name="MoreLots">The largest quantity is so much more.</param>
internal readonly record struct StraightRange(long LowestTicks, ulong MoreTicks, long FewestLots, ulong MoreLots)
{
    public static StraightRange Empty { get; } = new(long.MaxValue, 0, long.MaxValue, 0);

    /// <summary>The range around a price, which matters where tick rows or order values make it small.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="focusTicks">The last trade, or what stands for it; 0 for none.</param>
    public static StraightRange Around(Instrument instrument, long focusTicks)
    {
        if (instrument.IsClosed)
            return Empty;
        (long lowest, long highest) = instrument.LimitTicks;
        if (!instrument.Ticks.IsUniform)
            instrument.Ticks.KeepUnitRows(focusTicks, ref lowest, ref highest);
        KeepFromHidden(instrument.Hidden, ref lowest, ref highest);
        (long fewest, long most) = instrument.LimitLots;
        TradingRules rules = instrument.Rules;
        if (rules.MinOrderValue != 0 || rules.MaxOrderValue != 0)
        {
            KeepNear(focusTicks, ref lowest, ref highest);
            KeepValue(instrument, lowest, highest, ref fewest, ref most);
        }
        return lowest > highest || fewest > most
            ? Empty
            : new StraightRange(lowest, (ulong)(highest - lowest), fewest, (ulong)(most - fewest));
    }

    /// <summary>Whether nothing can be said now against any order of the range; for checks only.</summary>
    public bool IsSafeIn(Instrument instrument)
    {
        if (this == Empty)
            return true;
        long lowest = LowestTicks;
        long highest = LowestTicks + (long)MoreTicks;
        instrument.Ticks.KeepUnitRows(lowest, ref lowest, ref highest);
        KeepFromHidden(instrument.Hidden, ref lowest, ref highest);
        long most = FewestLots + (long)MoreLots;
        return !instrument.IsClosed
            && lowest == LowestTicks && highest == LowestTicks + (long)MoreTicks
            && lowest >= instrument.LimitTicks.Lowest && highest <= instrument.LimitTicks.Highest
            && FewestLots >= instrument.LimitLots.Fewest && most <= instrument.LimitLots.Most
            && RiskCheck.IsValueWithinLimits(instrument, lowest, FewestLots)
            && RiskCheck.IsValueWithinLimits(instrument, highest, most);
    }

    // Neither side may reach hidden orders of the other.
    private static void KeepFromHidden(OrderBook? hidden, ref long lowest, ref long highest)
    {
        if (hidden is null)
            return;
        if (hidden.Bids.Count > 0)
            lowest = Math.Max(lowest, hidden.Bids.BestTicks + 1);
        if (hidden.Offers.Count > 0)
            highest = Math.Min(highest, hidden.Offers.BestTicks - 1);
    }

    // The nearer the prices are to each other, the more quantities have a valid value at all of them.
    private static void KeepNear(long focusTicks, ref long lowest, ref long highest)
    {
        if (focusTicks == 0)
            return;
        lowest = Math.Max(lowest, focusTicks / 2);
        highest = Math.Min(highest, focusTicks > long.MaxValue / 2 ? long.MaxValue : focusTicks * 2);
    }

    private static void KeepValue(Instrument instrument, long lowest, long highest, ref long fewest, ref long most)
    {
        (Int128 least, Int128 largest) = RiskCheck.ValueLimitsOf(instrument);
        if (lowest > highest)
            return;
        Int128 leastOfLot = instrument.ValueOf(lowest, lots: 1);
        fewest = (long)Int128.Max(fewest, Int128.Min(long.MaxValue, (least + leastOfLot - 1) / leastOfLot));
        most = (long)Int128.Min(most, largest / instrument.ValueOf(highest, lots: 1));
    }
}
