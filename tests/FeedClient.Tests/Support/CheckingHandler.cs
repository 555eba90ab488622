using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Support;

/// <summary>Holds every book that it is shown against the truth, and every stream against its numbers.</summary>
internal sealed class CheckingHandler(TestVenue venue) : MarketDataHandler
{
    private readonly Dictionary<FeedStream, ulong> _next = [];

    public List<string> Wrong { get; } = [];

    public List<(FeedStream Stream, ulong Begin, ulong End)> Lost { get; } = [];

    public List<StreamReset> Resets { get; } = [];

    public List<(FeedStream Stream, uint SecurityId, FeedState State)> BookStates { get; } = [];

    public long OrderBooks { get; private set; }

    public long LevelBooks { get; private set; }

    public long Trades { get; private set; }

    public bool AllLive(int instruments) =>
        Client.OrderBooks.Count(book => book.State == FeedState.Live) == instruments
        && Client.PriceLevelBooks.Count(book => book.State == FeedState.Live) == instruments;

    public override void OnMessage(FeedStream stream, in FeedMessage message)
    {
        ulong expected = _next.GetValueOrDefault(stream);
        if (expected != 0 && message.ApplSeqNum != expected)
            Wrong.Add($"{stream}: {message.ApplSeqNum} after {expected - 1}");
        _next[stream] = message.ApplSeqNum + 1;
    }

    public override void OnOrderBook(OrderBook book)
    {
        OrderBooks++;
        if (book.State != FeedState.Live || !book.IsEventComplete)
            Wrong.Add("shown a book that is not live");
        if (book.RptSeq > 0 && venue.OrderTruth[(book.SecurityId, book.RptSeq)] != BookDigest.OfOrders(book))
            Wrong.Add($"orders of {book.SecurityId} after {book.RptSeq}");
    }

    public override void OnPriceLevelBook(PriceLevelBook book)
    {
        LevelBooks++;
        if (book.State != FeedState.Live || !book.IsEventComplete)
            Wrong.Add("shown a book that is not live");
        if (book.RptSeq > 0 && venue.LevelTruth[(book.SecurityId, book.RptSeq)] != BookDigest.OfLevels(book))
            Wrong.Add($"levels of {book.SecurityId} after {book.RptSeq}");
    }

    public override void OnTrade(in TradeBlock trade) => Trades++;

    public override void OnBookState(FeedStream stream, uint securityId, FeedState state) =>
        BookStates.Add((stream, securityId, state));

    public override void OnLost(FeedStream stream, ulong beginSeqNum, ulong endSeqNum, string reason)
    {
        Lost.Add((stream, beginSeqNum, endSeqNum));
        _next[stream] = endSeqNum + 1;
    }

    public override void OnReset(FeedStream stream, StreamReset reset)
    {
        Resets.Add(reset);
        _next.Remove(stream);
    }
}
