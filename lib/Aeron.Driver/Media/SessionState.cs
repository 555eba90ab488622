namespace MatchingEngine.AeronDriver.Media;

/// <summary>What a receive endpoint knows of one session of a stream.</summary>
internal enum SessionState
{
    /// <summary>The setup frame came and the image is being made.</summary>
    BeingMade,

    /// <summary>The image takes the data.</summary>
    Active,

    /// <summary>The image has ended; the session is not taken up again for a while.</summary>
    CoolingDown,
}
