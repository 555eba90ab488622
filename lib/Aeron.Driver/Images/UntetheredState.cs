namespace MatchingEngine.AeronDriver.Images;

/// <summary>Stages of a subscriber with <c>tether=false</c>.</summary>
internal enum UntetheredState
{
    /// <summary>Keeps up, or has not lagged for long.</summary>
    Active,

    /// <summary>Its image was taken away; what it still reads stays in place.</summary>
    Linger,

    /// <summary>Holds nothing back, until it may join again.</summary>
    Resting,
}
