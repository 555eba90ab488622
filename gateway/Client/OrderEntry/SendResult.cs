namespace MatchingEngine.Client;

/// <summary>What became of a send.</summary>
public enum SendResult
{
    /// <summary>
    /// The message has its number and the client keeps it until it is answered: should the connection break, it is sent
    /// again under the same number.
    /// </summary>
    Sent,

    /// <summary>The session is not established, or still recovers; no number was used.</summary>
    NotEstablished,

    /// <summary>
    /// As many messages as <see cref="OrderEntryClientOptions.WindowSize"/> wait for their answers; no number was used.
    /// </summary>
    WindowFull,

    /// <summary>The venue does not read fast enough and the send buffer is full; no number was used.</summary>
    SendBufferFull,

    /// <summary>The sequence numbers of this session version are used up; negotiate a new version.</summary>
    SequenceExhausted,
}
