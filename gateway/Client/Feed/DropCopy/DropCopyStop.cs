namespace MatchingEngine.Client.Feed;

/// <summary>Why a drop copy cannot go on without somebody's decision.</summary>
public enum DropCopyStop : byte
{
    /// <summary>The venue numbers anew: it has another journal, so the position means nothing to it.</summary>
    EpochChanged = 0,

    /// <summary>The venue is behind the position: it has lost fills that were handled here.</summary>
    VenueWentBack = 1,

    /// <summary>The venue does not have fills behind the position any more.</summary>
    FillsUnavailable = 2,
}
