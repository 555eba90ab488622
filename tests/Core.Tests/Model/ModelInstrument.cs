using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

internal sealed class ModelInstrument(SecurityDefinitionBlock definition)
{
    private readonly SortedDictionary<long, long> _ticks = new() { [0] = definition.MinPriceIncrement };

    public SecurityDefinitionBlock Definition { get; } = definition;

    public uint Id => Definition.SecurityID;

    public long LastTrade { get; set; }

    public SecurityTradingStatus Status { get; set; } = SecurityTradingStatus.ReadyToTrade;

    public bool IsGone => Status == SecurityTradingStatus.NotAvailableForTrading;

    public SecuritySettingsBlock Rules { get; set; }

    public bool IsValidPrice(long price) => price > 0 && price % TickAt(price) == 0;

    public bool IsWithinLimits(long price) => price >= Definition.LowLimitPrice && price <= Definition.HighLimitPrice;

    public bool IsOnLot(long quantity) => quantity > 0 && quantity % Definition.RoundLot == 0;

    public bool IsMultiple(long price) => price >= 0 && price % Definition.MinPriceIncrement == 0;

    /// <summary>
    /// The next valid price at or beyond this one, in the direction given; 0 when there is none below.
    /// </summary>
    public long Valid(long price, bool up)
    {
        long tick = TickAt(price);
        long floor = price / tick * tick;
        if (!up || floor == price)
            return floor;
        long[] beyond = [.. _ticks.Keys.Where(start => start > price)];
        return beyond.Length > 0 ? Math.Min(floor + tick, beyond[0]) : floor + tick;
    }

    /// <summary>The price limits in whole increments of the definition, whatever the tick there.</summary>
    public (long Low, long High) Limits => (
        Math.Max(1, (long)Math.Ceiling((decimal)Definition.LowLimitPrice / Definition.MinPriceIncrement))
            * Definition.MinPriceIncrement,
        Definition.HighLimitPrice / Definition.MinPriceIncrement * Definition.MinPriceIncrement);

    public long Highest => Valid(Definition.HighLimitPrice, up: false);

    public long Lowest => Valid(Math.Max(1, Definition.LowLimitPrice), up: true);

    public SystemCommandResult SetTick(long start, long increment)
    {
        if (!IsMultiple(start) || !IsMultiple(increment) || (increment > 0 && start % increment != 0))
            return SystemCommandResult.InvalidDefinition;
        bool isThere = _ticks.TryGetValue(start, out long before);
        if (increment == 0 && (!isThere || start == 0))
            return SystemCommandResult.InvalidDefinition;
        if (!isThere && _ticks.Count == 64)
            return SystemCommandResult.TickRuleLimitReached;
        Put(start, increment);
        if (Lowest <= Highest)
            return SystemCommandResult.Accepted;
        Put(start, before);
        return SystemCommandResult.InvalidDefinition;
    }

    private void Put(long start, long increment)
    {
        if (increment > 0)
            _ticks[start] = increment;
        else
            _ticks.Remove(start);
    }

    private long TickAt(long price) => _ticks.Last(row => row.Key <= price).Value;
}
