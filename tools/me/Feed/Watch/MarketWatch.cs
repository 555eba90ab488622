using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed.Watch;

/// <summary>What a watcher of the market remembers besides the books: the last trades, and how much comes in.</summary>
internal sealed class MarketWatch : MarketDataHandler
{
    private const int RememberedTrades = 32;

    private readonly Dictionary<uint, Queue<TradeBlock>> _trades = [];
    private readonly long[] _messages = new long[(int)FeedStream.Snapshots + 1];
    private readonly long[] _before = new long[(int)FeedStream.Snapshots + 1];
    private readonly double[] _rates = new double[(int)FeedStream.Snapshots + 1];

    /// <summary>Messages that were missed for good.</summary>
    public ulong Lost { get; private set; }

    /// <summary>Instruments heard of, in order of their ids.</summary>
    public IReadOnlyList<uint> SecurityIds =>
    [
        .. Client.OrderBooks.Select(book => book.SecurityId)
            .Union(Client.Instruments.Select(instrument => instrument.SecurityId))
            .Order(),
    ];

    /// <summary>Whether no book stands in the middle of a command, where it may be crossed.</summary>
    public bool IsBetweenCommands
    {
        get
        {
            for (int i = 0; i < Client.OrderBooks.Count; i++)
            {
                if (Client.OrderBooks[i] is { State: FeedState.Live, IsEventComplete: false })
                    return false;
            }
            return true;
        }
    }

    /// <summary>The last trades of an instrument, the last one first.</summary>
    public IEnumerable<TradeBlock> TradesOf(uint securityId) =>
        _trades.TryGetValue(securityId, out Queue<TradeBlock>? trades) ? trades.Reverse() : [];

    /// <summary>Messages a second of a stream, as of the last <see cref="Measure"/>.</summary>
    public double RateOf(FeedStream stream) => _rates[(int)stream];

    /// <summary>Computes the rates anew.</summary>
    /// <param name="seconds">Time since the last call, above 0.</param>
    public void Measure(double seconds)
    {
        for (int i = 0; i < _messages.Length; i++)
        {
            _rates[i] = (_messages[i] - _before[i]) / seconds;
            _before[i] = _messages[i];
        }
    }

    public override void OnMessage(FeedStream stream, in FeedMessage message) => _messages[(int)stream]++;

    public override void OnTrade(in TradeBlock trade)
    {
        if (!_trades.TryGetValue(trade.SecurityID, out Queue<TradeBlock>? trades))
            _trades.Add(trade.SecurityID, trades = new Queue<TradeBlock>());
        if (trades.Count == RememberedTrades)
            trades.Dequeue();
        trades.Enqueue(trade);
    }

    public override void OnLost(FeedStream stream, ulong beginSeqNum, ulong endSeqNum, string reason) =>
        Lost += endSeqNum - beginSeqNum + 1;
}
