using System.Text;
using System.Text.Json;
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
public sealed record Instrument(
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

    /// <summary>What the service trades when it is given no instruments file.</summary>
    public static IReadOnlyList<Instrument> Default { get; } = [new Instrument(1, "DEMO")];

    /// <summary>Fills the command that adds this instrument.</summary>
    /// <exception cref="InvalidDataException">The symbol is not of 1 to 16 ASCII characters, or a price has more than
    /// eight decimals.</exception>
    public void Fill(ref SecurityDefinitionBlock block)
    {
        if (Symbol.Length is 0 or > SymbolLength || !Ascii.IsValid(Symbol))
            throw new InvalidDataException($"Instrument {SecurityId}: the symbol must have 1 to {SymbolLength} ASCII characters.");
        block.SecurityID = SecurityId;
        block.MinPriceIncrement = Mantissa(MinPriceIncrement);
        block.RoundLot = RoundLot;
        block.MinTradeVol = MinTradeVol;
        block.MaxTradeVol = MaxTradeVol;
        block.LowLimitPrice = Mantissa(LowLimitPrice);
        block.HighLimitPrice = Mantissa(HighLimitPrice);
        block.MaxOpenOrders = MaxOpenOrders;
        Encoding.ASCII.GetBytes(Symbol, block.Symbol);
    }

    private long Mantissa(decimal price)
    {
        decimal mantissa = price * PriceScale.MantissaPerUnit;
        if (mantissa != decimal.Truncate(mantissa) || mantissa is < 0 or > long.MaxValue)
            throw new InvalidDataException($"Instrument {SecurityId}: {price} is not a price of at most {PriceScale.Decimals} decimals.");
        return (long)mantissa;
    }
}

/// <summary>A JSON array of <see cref="Instrument"/>.</summary>
public static class InstrumentFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">The file is not a JSON array of instruments, or names one
    /// twice.</exception>
    public static IReadOnlyList<Instrument> Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            List<Instrument> instruments = JsonSerializer.Deserialize<List<Instrument>>(stream, Options) ?? [];
            if (instruments.Count != instruments.DistinctBy(one => one.SecurityId).Count())
                throw new InvalidDataException($"{path}: an instrument is named twice.");
            return instruments;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a JSON array of instruments: {exception.Message}", exception);
        }
    }
}
