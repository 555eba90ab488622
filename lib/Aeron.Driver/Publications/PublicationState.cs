namespace MatchingEngine.AeronDriver.Publications;

/// <summary>Stages in the life of a publication.</summary>
internal enum PublicationState
{
    /// <summary>Clients publish.</summary>
    Active,

    /// <summary>Nobody publishes any more; what is in the log still goes out.</summary>
    Draining,

    /// <summary>All went out; the log stays for those who ask again.</summary>
    Linger,

    /// <summary>To be freed.</summary>
    Done,
}
