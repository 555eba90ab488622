namespace MatchingEngine.AeronDriver.Images;

/// <summary>Which logs a subscription reads.</summary>
internal enum SubscriptionKind
{
    /// <summary>Those of local IPC publications.</summary>
    Ipc,

    /// <summary>Those of images from the network.</summary>
    Network,

    /// <summary>Those of local network publications.</summary>
    Spy,
}
