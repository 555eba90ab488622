namespace MatchingEngine.Messages;

/// <summary>
/// The fixed point of every price on the wire, in the journal and in events: an integer times 10^-8.
/// </summary>
public static class PriceScale
{
    /// <summary>Decimals of a price.</summary>
    public const int Decimals = 8;

    /// <summary>The integer of the price 1.</summary>
    public const long MantissaPerUnit = 100_000_000;
}
