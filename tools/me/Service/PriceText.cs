using System.Globalization;
using MatchingEngine.Client;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Service;

/// <summary>Prices as people write them, and as messages carry them.</summary>
internal static class PriceText
{
    private const decimal Highest = (decimal)long.MaxValue / PriceScale.MantissaPerUnit;

    /// <summary>The price in units of 10^-8.</summary>
    /// <param name="price">The price.</param>
    /// <param name="whose">Begins the message of the exception.</param>
    /// <exception cref="InvalidDataException">Negative, too high, or with more than eight decimals.</exception>
    public static long MantissaOf(decimal price, object whose)
    {
        if (price >= 0 && PriceConverter.TryToMantissa(price, out long mantissa))
            return mantissa;
        throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
            $"{whose}: {price} is not a price from 0 to {Highest} with at most {PriceScale.Decimals} decimals."));
    }

    /// <summary>The price as people write it, with at least two decimals.</summary>
    public static string Of(decimal price) => price.ToString("0.00######", CultureInfo.InvariantCulture);
}
