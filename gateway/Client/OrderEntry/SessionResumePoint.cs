namespace MatchingEngine.Client;

/// <summary>
/// What a client must remember to take its session up again in another process. Read from
/// <see cref="OrderEntryClient.ResumePoint"/>, given to <see cref="OrderEntryClientOptions.ResumeFrom"/>.
/// </summary>
/// <param name="SessionVerID">The session version; not 0.</param>
/// <param name="NextOutgoingSeqNo">
/// Number of the next message to send; 0 when it is not known. May lag behind: the client never goes below the number
/// after the last one that the engine has.
/// </param>
/// <param name="NextIncomingSeqNo">
/// Number of the next message awaited from the venue, 1 and up; everything from there on is delivered.
/// </param>
public readonly record struct SessionResumePoint(
    ulong SessionVerID, uint NextOutgoingSeqNo, uint NextIncomingSeqNo);
