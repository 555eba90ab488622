using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <summary>
/// Exact conversion between decimal prices and the price mantissa of the messages (a whole number of 10^-8).
/// Safe on any thread.
/// </summary>
public static class PriceConverter
{
    private const decimal Highest = long.MaxValue / (decimal)PriceScale.MantissaPerUnit;
    private const decimal Lowest = long.MinValue / (decimal)PriceScale.MantissaPerUnit;

    /// <summary>The mantissa of a price.</summary>
    /// <param name="price">The price, with at most eight decimals that are not zero.</param>
    /// <param name="mantissa">The price in units of 10^-8; 0 when the answer is false.</param>
    /// <returns>False when the price is finer than 10^-8 or does not fit; it is never rounded.</returns>
    public static bool TryToMantissa(decimal price, out long mantissa)
    {
        mantissa = 0;
        if (price is < Lowest or > Highest)
            return false;
        decimal scaled = price * PriceScale.MantissaPerUnit;
        if (scaled != decimal.Truncate(scaled))
            return false;
        mantissa = (long)scaled;
        return true;
    }

    /// <summary>The mantissa of a price.</summary>
    /// <param name="price">The price, with at most eight decimals that are not zero.</param>
    /// <returns>The price in units of 10^-8.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The price is finer than 10^-8 or does not fit.</exception>
    public static long ToMantissa(decimal price) =>
        TryToMantissa(price, out long mantissa)
            ? mantissa
            : throw new ArgumentOutOfRangeException(nameof(price), price, "Not a whole number of 10^-8 in 64 bits.");

    /// <summary>The price of a mantissa, exact.</summary>
    /// <param name="mantissa">The price in units of 10^-8; any value.</param>
    public static decimal ToDecimal(long mantissa)
    {
        ulong magnitude = mantissa < 0 ? (ulong)(-(mantissa + 1)) + 1 : (ulong)mantissa;
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, mantissa < 0, PriceScale.Decimals);
    }
}
