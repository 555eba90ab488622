namespace MatchingEngine.OrderEntry;

/// <summary>How the gateway learns which sockets have something to read.</summary>
public enum ReadinessMode
{
    /// <summary><see cref="Epoll"/> on Linux, <see cref="Portable"/> elsewhere.</summary>
    Automatic,

    /// <summary>The readiness list of the Linux kernel.</summary>
    Epoll,

    /// <summary>A receive on each socket in turn; works on every system.</summary>
    Portable,
}
