namespace MatchingEngine.Client.Feed;

/// <summary>How far a consumer of fills has come.</summary>
/// <param name="FeedEpoch">The numbering that the number belongs to, from the venue; not 0.</param>
/// <param name="LastSeqNum">ApplSeqNum of the last fill that was handled; 0 for none yet.</param>
public readonly record struct DropCopyPosition(ulong FeedEpoch, ulong LastSeqNum);
