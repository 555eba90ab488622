namespace MatchingEngine.Client.Feed;

/// <summary>How far what is held of a stream or an instrument can be trusted.</summary>
public enum FeedState : byte
{
    /// <summary>
    /// Not at all: what is held is empty or out of date, and nothing is under way to change that yet.
    /// </summary>
    Stale = 0,

    /// <summary>Not yet: what is missing is being fetched.</summary>
    Recovering = 1,

    /// <summary>Complete up to the last message received, and consistent at each end of an event.</summary>
    Live = 2,
}
