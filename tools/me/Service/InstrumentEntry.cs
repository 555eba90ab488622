using System.Globalization;
using System.Text;
using MatchingEngine.Client;
using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Service;

/// <summary>One instrument of an instruments file. Prices are decimal, quantities whole units.</summary>
/// <param name="SecurityId">1 and up.</param>
/// <param name="Symbol">Up to 16 ASCII characters.</param>
/// <param name="MinPriceIncrement">The tick.</param>
/// <param name="RoundLot">The lot.</param>
/// <param name="MinTradeVol">Smallest quantity of an order.</param>
/// <param name="MaxTradeVol">Largest quantity of an order.</param>
/// <param name="LowLimitPrice">Lowest price of an order.</param>
/// <param name="HighLimitPrice">Highest price of an order.</param>
/// <param name="MaxOpenOrders">Most orders that may rest at a time.</param>
public sealed record InstrumentEntry(
    uint SecurityId,
    string Symbol,
    decimal MinPriceIncrement = 0.01m,
    long RoundLot = 1,
    long MinTradeVol = 1,
    long MaxTradeVol = 1_000_000,
    decimal LowLimitPrice = 0.01m,
    decimal HighLimitPrice = 1_000_000m,
    uint MaxOpenOrders = 1_000_000)
{
    private const int SymbolLength = 16;

    /// <summary>
    /// Valid prices, piecewise; null leaves them as they are. Where the table names no row at 0, it begins with
    /// <see cref="MinPriceIncrement"/>.
    /// </summary>
    public IReadOnlyList<TickEntry>? TickTable { get; init; }

    /// <summary>Price levels that its book may have; 0 for no limit; null leaves it as it is.</summary>
    public uint? MaxPriceLevels { get; init; }

    /// <summary>How far from the best opposite price a market order trades; 0 off; null leaves it as it is.</summary>
    public decimal? MarketProtection { get; init; }

    /// <summary>How far from the last trade an order trades; 0 off; null leaves it as it is.</summary>
    public decimal? PriceCollar { get; init; }

    /// <summary>What the collar is around before the first trade; 0 for nothing; null leaves it as it is.</summary>
    public decimal? ReferencePrice { get; init; }

    /// <summary>Smallest price times quantity of an order; 0 for none; null leaves it as it is.</summary>
    public long? MinOrderValue { get; init; }

    /// <summary>Largest price times quantity of an order; 0 for none; null leaves it as it is.</summary>
    public long? MaxOrderValue { get; init; }

    /// <summary>Limits of accounts; those of accounts that are not named stay as they are.</summary>
    public IReadOnlyList<AccountEntry>? AccountLimits { get; init; }

    /// <summary>What the service trades when it is given no instruments file.</summary>
    public static IReadOnlyList<InstrumentEntry> Default { get; } = [new InstrumentEntry(1, "DEMO")];

    /// <summary>An instrument of the engine, in the terms of a file.</summary>
    public static InstrumentEntry Of(in InstrumentInfo info) => new(
        info.SecurityId,
        info.Symbol,
        PriceConverter.ToDecimal(info.MinPriceIncrement),
        info.RoundLot,
        info.MinTradeVol,
        info.MaxTradeVol,
        PriceConverter.ToDecimal(info.LowLimitPrice),
        PriceConverter.ToDecimal(info.HighLimitPrice),
        info.MaxOpenOrders);

    /// <summary>Fills the command that adds this instrument.</summary>
    /// <exception cref="InvalidDataException">The symbol is not of 1 to 16 ASCII characters, or a price is negative,
    /// too high, or has more than eight decimals.</exception>
    public void Fill(ref SecurityDefinitionBlock block)
    {
        if (Symbol.Length is 0 or > SymbolLength || !Ascii.IsValid(Symbol))
            throw new InvalidDataException($"{this}: the symbol must have 1 to {SymbolLength} ASCII characters.");
        block.SecurityID = SecurityId;
        block.MinPriceIncrement = PriceText.MantissaOf(MinPriceIncrement, this);
        block.RoundLot = RoundLot;
        block.MinTradeVol = MinTradeVol;
        block.MaxTradeVol = MaxTradeVol;
        block.LowLimitPrice = PriceText.MantissaOf(LowLimitPrice, this);
        block.HighLimitPrice = PriceText.MantissaOf(HighLimitPrice, this);
        block.MaxOpenOrders = MaxOpenOrders;
        Encoding.ASCII.GetBytes(Symbol, block.Symbol);
    }

    /// <summary>Names the terms in which this instrument differs from another, with both values.</summary>
    /// <returns>Such as <c>roundLot 100 instead of 1</c>; empty when there is no difference.</returns>
    public string DifferencesTo(InstrumentEntry other)
    {
        IEnumerable<string> differences = Terms().Zip(other.Terms())
            .Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First.Name} {pair.First.Value} instead of {pair.Second.Value}");
        return string.Join(", ", differences);
    }

    /// <summary>Short, for messages.</summary>
    public override string ToString() => $"instrument {SecurityId} ({Symbol})";

    /// <summary>Names as in the file; values so that 0.1 and 0.10 are the same.</summary>
    private (string Name, string Value)[] Terms() =>
    [
        ("symbol", Symbol),
        ("minPriceIncrement", TextOf(MinPriceIncrement)),
        ("roundLot", TextOf(RoundLot)),
        ("minTradeVol", TextOf(MinTradeVol)),
        ("maxTradeVol", TextOf(MaxTradeVol)),
        ("lowLimitPrice", TextOf(LowLimitPrice)),
        ("highLimitPrice", TextOf(HighLimitPrice)),
        ("maxOpenOrders", TextOf(MaxOpenOrders)),
    ];

    private static string TextOf(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
