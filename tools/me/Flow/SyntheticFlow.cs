namespace MatchingEngine.Tools.Flow;

/// <summary>
/// An endless order flow around a wandering price: adds near the touch, cancels, some reductions, takes that sweep a
/// few levels. The same seed gives the same flow on every machine. Knows nothing of fills, so some of its cancels
/// come too late, as in real life.
/// </summary>
public sealed class SyntheticFlow
{
    /// <summary>Quantities are multiples of this.</summary>
    public const long Lot = 100;

    private const long TickE4 = 100;
    private const long StartPriceE4 = 300_000;
    private const long LowestPriceE4 = 100_000;
    private const long HighestPriceE4 = 500_000;
    private const int MaxDepthTicks = 20;
    private const int MaxLiveOrders = 5_000;
    private const int MaxLots = 10;

    private readonly List<(ulong Id, bool IsBuy, long PriceE4)> _live = new(MaxLiveOrders);
    private ulong _random;
    private ulong _nextId;
    private long _sequence;
    private long _middleE4 = StartPriceE4;

    /// <param name="seed">Picks the flow; any value.</param>
    /// <param name="firstId">Id of the first order; 1 and up.</param>
    public SyntheticFlow(ulong seed, ulong firstId = 1)
    {
        _random = seed;
        _nextId = firstId;
    }

    /// <summary>The next command.</summary>
    public FlowCommand Next()
    {
        _sequence++;
        if (Below(16) == 0)
            Wander();
        int choice = _live.Count >= MaxLiveOrders ? 55 + Below(45) : Below(100);
        if (_live.Count == 0 || choice < 52)
            return Add();
        if (choice < 92)
            return Cancel();
        return choice < 95 ? Reduce() : Take();
    }

    private FlowCommand Add()
    {
        bool isBuy = Below(2) == 0;
        long away = TickE4 * (1 + Math.Min(Below(MaxDepthTicks), Below(MaxDepthTicks)));
        long price = isBuy ? _middleE4 - away : _middleE4 + away;
        ulong id = _nextId++;
        _live.Add((id, isBuy, price));
        return new FlowCommand(_sequence, FlowKind.Add, id, isBuy, Lots(), price);
    }

    private FlowCommand Cancel()
    {
        int index = Below(_live.Count);
        (ulong id, bool isBuy, long price) = _live[index];
        _live[index] = _live[^1];
        _live.RemoveAt(_live.Count - 1);
        return new FlowCommand(_sequence, FlowKind.Cancel, id, isBuy, 0, price);
    }

    private FlowCommand Reduce()
    {
        (ulong id, bool isBuy, long price) = _live[Below(_live.Count)];
        return new FlowCommand(_sequence, FlowKind.Reduce, id, isBuy, Lot, price);
    }

    private FlowCommand Take()
    {
        bool isBuy = Below(2) == 0;
        long reach = TickE4 * (1 + Below(5));
        long price = isBuy ? _middleE4 + reach : _middleE4 - reach;
        return new FlowCommand(_sequence, FlowKind.Take, 0, isBuy, Lots(), price);
    }

    private void Wander()
    {
        _middleE4 += Below(2) == 0 ? TickE4 : -TickE4;
        _middleE4 = Math.Clamp(_middleE4, LowestPriceE4, HighestPriceE4);
    }

    private long Lots() => Lot * (1 + Below(MaxLots));

    /// <summary>A number from 0 to below the bound. SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private int Below(int bound)
    {
        _random += 0x9E3779B97F4A7C15;
        ulong mixed = _random;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (int)Math.BigMul(mixed, (ulong)bound, out _);
    }
}
