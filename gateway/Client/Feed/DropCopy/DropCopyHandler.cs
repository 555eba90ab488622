using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// What a consumer does with fills. Called on the thread that calls <see cref="DropCopyClient.DoWork"/>, within it.
/// </summary>
/// <remarks>
/// <see cref="OnFill"/> is called once for each fill, in order, across restarts of both sides, with one exception
/// that no client can take away: when the process dies after OnFill and before the checkpoint is written, the next
/// process gets that one fill again. To be exactly once even then, store <see cref="FillBlock.ApplSeqNum"/> and
/// <see cref="DropCopyClient.FeedEpoch"/> in the same transaction as what the fill changes, use no checkpoint file,
/// and return them from <see cref="LoadPosition"/>; or leave out a fill whose number is stored already.
/// </remarks>
public abstract class DropCopyHandler
{
    /// <summary>The client; from its construction on.</summary>
    public DropCopyClient Client { get; internal set; } = null!;

    /// <summary>
    /// A fill. When this throws, the exception comes out of <see cref="DropCopyClient.DoWork"/>, the fill counts as
    /// not handled, and it is delivered again.
    /// </summary>
    /// <param name="fill">Both sides of the trade; valid during the call.</param>
    public abstract void OnFill(in FillBlock fill);

    /// <summary>
    /// Asked once, at the start, when there is no checkpoint file: the position stored last; null for none.
    /// </summary>
    public virtual DropCopyPosition? LoadPosition() => null;

    /// <summary>Up to date (live), fetching what is missing (recovering), or without a venue (stale).</summary>
    public virtual void OnState(FeedState state)
    {
    }

    /// <summary>The client cannot go on by itself; nothing is delivered from here on.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="detail">The same for people.</param>
    public virtual void OnStopped(DropCopyStop reason, string detail)
    {
    }

    /// <summary>Called by <see cref="DropCopyClient.Run"/> in each turn.</summary>
    public virtual void OnDutyCycle()
    {
    }
}
