namespace MatchingEngine.Client;

/// <summary>What is known once a session is established and has recovered.</summary>
/// <param name="SessionVerID">The session version.</param>
/// <param name="VenueLastIncomingSeqNo">
/// Last number of this client that the engine had when the connection was established; messages above it had had no
/// effect.
/// </param>
/// <param name="NextOutgoingSeqNo">Number that the next message sent will have.</param>
/// <param name="NextIncomingSeqNo">Number of the next message awaited from the venue.</param>
/// <param name="RetrievedCount">Messages that were missed and have been delivered now.</param>
/// <param name="ResentCount">Own messages that were sent again.</param>
public readonly record struct EstablishedInfo(
    ulong SessionVerID,
    uint VenueLastIncomingSeqNo,
    uint NextOutgoingSeqNo,
    uint NextIncomingSeqNo,
    long RetrievedCount,
    long ResentCount);
