namespace MatchingEngine.AeronDriver.Channels;

/// <summary>How a publication with several destinations learns of them.</summary>
internal enum ControlMode
{
    /// <summary>One destination.</summary>
    None,

    /// <summary>From the status messages that arrive.</summary>
    Dynamic,

    /// <summary>From clients' commands.</summary>
    Manual,
}
