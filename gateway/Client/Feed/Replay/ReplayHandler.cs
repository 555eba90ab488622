using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>Takes what a <see cref="ReplayClient"/> fetches, on the thread that calls it.</summary>
public abstract class ReplayHandler
{
    /// <summary>A message that was asked for; they come in order.</summary>
    /// <param name="stream">Its stream.</param>
    /// <param name="message">The message; valid during the call.</param>
    public abstract void OnReplayed(FeedStream stream, in FeedMessage message);

    /// <summary>A request is over; another one may be made, also from here.</summary>
    /// <param name="outcome">What became of it.</param>
    public abstract void OnReplayEnd(in ReplayOutcome outcome);
}
