namespace MatchingEngine.Core;

/// <summary>What an order has beyond a plain limit order, as far as it decides where the order is kept.</summary>
[Flags]
internal enum OrderFeatures : byte
{
    None = 0,

    /// <summary>Shows a slice of its quantity at a time.</summary>
    Iceberg = 1,

    /// <summary>Shows nothing; ranks behind all that is displayed at its price.</summary>
    Hidden = 2,

    /// <summary>Waits for its stop price, out of the book.</summary>
    Stop = 4,

    /// <summary>A stop that follows the market.</summary>
    Trailing = 8,

    /// <summary>Ends with the trading date.</summary>
    Day = 16,

    /// <summary>Ends at a time of its own.</summary>
    GoodTillDate = 32,
}
