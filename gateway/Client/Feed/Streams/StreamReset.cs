namespace MatchingEngine.Client.Feed;

/// <summary>Why a stream starts over.</summary>
public enum StreamReset : byte
{
    /// <summary>The venue names another FeedEpoch: it has another journal, or publishes otherwise.</summary>
    EpochChanged = 0,

    /// <summary>
    /// A publication that has just begun is behind what was received under the same FeedEpoch: the venue has lost the
    /// end of its journal.
    /// </summary>
    WentBack = 1,
}
