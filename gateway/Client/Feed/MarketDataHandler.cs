using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// What a consumer of market data does with it: override what is of interest. All members are called on the thread
/// that calls <see cref="MarketDataClient.DoWork"/>, within it; they must not block. Messages and books are passed by
/// reference and are valid during the call. An exception comes out of <see cref="MarketDataClient.DoWork"/>, and the
/// message it was thrown for is fetched and delivered again.
/// </summary>
public abstract class MarketDataHandler
{
    /// <summary>The client; from its construction on.</summary>
    public MarketDataClient Client { get; internal set; } = null!;

    /// <summary>
    /// Every message of a chosen stream and instrument, each once and in the order of its stream, before what follows
    /// from it.
    /// </summary>
    public virtual void OnMessage(FeedStream stream, in FeedMessage message)
    {
    }

    /// <summary>A command has changed a book of orders, which is live and consistent.</summary>
    public virtual void OnOrderBook(OrderBook book)
    {
    }

    /// <summary>A command has changed a book of price levels, which is live and consistent.</summary>
    public virtual void OnPriceLevelBook(PriceLevelBook book)
    {
    }

    /// <summary>
    /// A book can be trusted from here on (live), or no longer: it is being brought up to date (recovering), or waits
    /// for a snapshot and is empty (stale).
    /// </summary>
    /// <param name="stream">Orders or price levels.</param>
    /// <param name="securityId">The instrument.</param>
    /// <param name="state">What the book is now.</param>
    public virtual void OnBookState(FeedStream stream, uint securityId, FeedState state)
    {
    }

    /// <summary>A fill.</summary>
    public virtual void OnFill(in FillBlock fill)
    {
    }

    /// <summary>A trade.</summary>
    public virtual void OnTrade(in TradeBlock trade)
    {
    }

    /// <summary>Best bid and offer of an instrument have changed, or are known for the first time.</summary>
    public virtual void OnBestBidOffer(in BestBidOfferBlock best)
    {
    }

    /// <summary>Statistics of an instrument have changed, or are known for the first time.</summary>
    public virtual void OnStatistics(in StatisticsBlock statistics)
    {
    }

    /// <summary>An instrument and what holds for it.</summary>
    public virtual void OnSecurityDefinition(in SecurityDefinitionBlock definition)
    {
    }

    /// <summary>Trading in an instrument stopped, goes on, or ended for good.</summary>
    public virtual void OnSecurityStatus(in SecurityStatusBlock status)
    {
    }

    /// <summary>The trading session of an instrument is over.</summary>
    public virtual void OnTradingSessionClosed(in TradingSessionClosedBlock closed)
    {
    }

    /// <summary>A stream is complete and lively (live), misses messages (recovering), or is silent (stale).</summary>
    public virtual void OnStreamState(FeedStream stream, FeedState state)
    {
    }

    /// <summary>Messages of a stream were missed for good; books come back by a snapshot.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="beginSeqNum">First number that was missed.</param>
    /// <param name="endSeqNum">Last number that was missed.</param>
    /// <param name="reason">Why they could not be fetched, for people.</param>
    public virtual void OnLost(FeedStream stream, ulong beginSeqNum, ulong endSeqNum, string reason)
    {
    }

    /// <summary>The venue numbers a stream anew; its books are empty, all of it begins again.</summary>
    public virtual void OnReset(FeedStream stream, StreamReset reset)
    {
    }

    /// <summary>Called by <see cref="MarketDataClient.Run"/> in each turn.</summary>
    public virtual void OnDutyCycle()
    {
    }
}
