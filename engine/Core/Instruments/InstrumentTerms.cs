using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>The terms of an instrument as they were defined: prices in units of 10^-8, quantities in units.</summary>
internal readonly struct InstrumentTerms
{
    public InstrumentTerms(in SecurityDefinitionBlock definition)
    {
        SecurityId = definition.SecurityID;
        MinPriceIncrement = definition.MinPriceIncrement;
        RoundLot = definition.RoundLot;
        MinTradeVol = definition.MinTradeVol;
        MaxTradeVol = definition.MaxTradeVol;
        LowLimitPrice = definition.LowLimitPrice;
        HighLimitPrice = definition.HighLimitPrice;
        MaxOpenOrders = definition.MaxOpenOrders;
        (SymbolLow, SymbolHigh) = ReadSymbol(in definition);
    }

    public uint SecurityId { get; }

    public long MinPriceIncrement { get; }

    public long RoundLot { get; }

    public long MinTradeVol { get; }

    public long MaxTradeVol { get; }

    public long LowLimitPrice { get; }

    public long HighLimitPrice { get; }

    public uint MaxOpenOrders { get; }

    /// <summary>First eight characters of the symbol, the first in the lowest byte.</summary>
    public ulong SymbolLow { get; }

    /// <summary>Last eight characters of the symbol.</summary>
    public ulong SymbolHigh { get; }

    /// <summary>
    /// Whether an instrument can be run on these terms: every field in its domain, at least one price and one
    /// quantity that an order may have, and no sum of open quantities that could overflow.
    /// </summary>
    public bool AreValid(int maxOpenOrdersOfEngine)
    {
        if (SecurityId == 0 || MinPriceIncrement <= 0 || RoundLot <= 0 || MaxOpenOrders == 0)
            return false;
        if (MinTradeVol <= 0 || MaxTradeVol < MinTradeVol || LowLimitPrice < 0 || HighLimitPrice < LowLimitPrice)
            return false;
        long highestOnTick = HighLimitPrice - HighLimitPrice % MinPriceIncrement;
        long largestOnLot = MaxTradeVol - MaxTradeVol % RoundLot;
        if (highestOnTick <= 0 || highestOnTick < LowLimitPrice || largestOnLot < MinTradeVol)
            return false;
        Int128 largestSum = (Int128)MaxTradeVol * Math.Min(MaxOpenOrders, (uint)maxOpenOrdersOfEngine);
        return largestSum <= long.MaxValue && IsSymbolValid();
    }

    private bool IsSymbolValid()
    {
        bool ended = false;
        for (int i = 0; i < 16; i++)
        {
            byte character = (byte)((i < 8 ? SymbolLow : SymbolHigh) >> (i % 8 * 8));
            if (character == 0)
                ended = true;
            else if (ended || character is < 0x20 or > 0x7E)
                return false;
        }
        return true;
    }

    private static (ulong Low, ulong High) ReadSymbol(in SecurityDefinitionBlock definition)
    {
        var symbol = definition.Symbol;
        return ReadWords(ref symbol);
    }

    private static (ulong Low, ulong High) ReadWords<TText>(ref TText text) where TText : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<TText>(ref text));
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }
}
