namespace MatchingEngine.OrderEntry;

/// <summary>State of a connection; PROTOCOL.md has the table of what leads from one to the next.</summary>
internal enum ConnectionState
{
    /// <summary>Connected; waits for a logon.</summary>
    NotEstablished,

    /// <summary>A Negotiate is with the engine; what follows it is held.</summary>
    Negotiating,

    /// <summary>Carries a session.</summary>
    Established,

    /// <summary>Terminate was sent; waits for the other side to close.</summary>
    Terminating,

    /// <summary>Closed; goes back to the pool at the end of the duty cycle.</summary>
    Closed,
}
