namespace MatchingEngine.Client;

/// <summary>Where an <see cref="OrderEntryClient"/> stands.</summary>
public enum ClientState
{
    /// <summary>
    /// Not connected and not trying to be: before <see cref="OrderEntryClient.Connect"/>, after the end.
    /// </summary>
    Stopped,

    /// <summary>The connection is gone; the back-off of <see cref="ReconnectPolicy"/> runs.</summary>
    WaitingToReconnect,

    /// <summary>The TCP connection is being made.</summary>
    Connecting,

    /// <summary>Negotiate is sent, its answer is awaited.</summary>
    Negotiating,

    /// <summary>Establish is sent, its answer is awaited.</summary>
    Establishing,

    /// <summary>
    /// Established, but missed messages are still being fetched or own ones sent again; new ones wait.
    /// </summary>
    Recovering,

    /// <summary>Application messages can be sent.</summary>
    Established,

    /// <summary>Terminate is sent, its answer is awaited.</summary>
    Terminating,
}
