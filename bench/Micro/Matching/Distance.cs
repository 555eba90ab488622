namespace MatchingEngine.Micro;

/// <summary>Where a new order rests.</summary>
public enum Distance
{
    /// <summary>At the best price.</summary>
    Touch,

    /// <summary>At one of the eight best prices.</summary>
    Near,

    /// <summary>
    /// At one of 4,096 prices a thousand ticks and more behind the best; the first order at each makes a level.
    /// </summary>
    Far,
}
