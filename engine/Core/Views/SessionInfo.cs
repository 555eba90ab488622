namespace MatchingEngine.Core;

/// <summary>A session as it is seen from outside.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="SessionVerId">The version that runs now.</param>
/// <param name="LastIncomingSeqNo">Highest MsgSeqNum applied in this version; 0 for none.</param>
/// <param name="NextOutgoingSeqNo">MsgSeqNum of the next event; 0 when the version has used up its numbers.</param>
/// <param name="OpenOrderCount">Its orders in all books.</param>
/// <param name="ClientOrderIdCount">Client order ids used up in this version.</param>
public readonly record struct SessionInfo(
    uint SessionId,
    ulong SessionVerId,
    uint LastIncomingSeqNo,
    uint NextOutgoingSeqNo,
    int OpenOrderCount,
    int ClientOrderIdCount);
