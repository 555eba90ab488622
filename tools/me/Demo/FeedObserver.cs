using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Tools.Feed;
using MatchingEngine.Tools.Flow;
using MatchingEngine.Tools.Service;

namespace MatchingEngine.Tools.Demo;

/// <summary>
/// What a consumer outside sees of the demonstration: fills from the drop copy, books from the streams of orders and of
/// price levels, which are held against the engine's own. On a thread of its own, over Aeron and TCP alone.
/// </summary>
internal sealed class FeedObserver : IDisposable
{
    private const int IntervalCommands = 1_000;

    private readonly FillsOfDropCopy _fills = new();
    private readonly DropCopyClient _dropCopy;
    private readonly FeedCheck _check;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _isComplete = new();
    private volatile Exception? _failure;
    private volatile bool _isEnding;
    private long _awaitedFills = long.MaxValue;
    private long _awaitedSequence;

    public FeedObserver(FeedService feed, int depth, string dataDirectory)
    {
        var connection = new FeedConnectionOptions
        {
            AeronDirectory = feed.AeronDirectory,
            Channel = feed.Channel,
            Replay = new ReplayClientOptions { EndPoint = feed.ReplayEndPoint },
        };
        _dropCopy = new DropCopyClient(new DropCopyClientOptions { Connection = connection }, _fills);
        _check = new FeedCheck(connection, depth, dataDirectory, IntervalCommands, fromBeginning: true);
        _thread = new Thread(Run) { IsBackground = true, Name = "feed observer" };
        _thread.Start();
    }

    /// <summary>Fills in the order of the drop copy; complete after <see cref="Finish"/>.</summary>
    public IReadOnlyList<FlowFill> Fills => _fills.Fills;

    /// <summary>Waits for the end of the flow and stops.</summary>
    /// <param name="fills">Fills that must come.</param>
    /// <param name="sequence">The last command, after which the books must be held against the engine's own.</param>
    /// <param name="limit">How long at the most; what is there then is what the report speaks of.</param>
    public CheckReport Finish(long fills, long sequence, TimeSpan limit)
    {
        Volatile.Write(ref _awaitedSequence, sequence);
        Volatile.Write(ref _awaitedFills, fills);
        _isComplete.Wait(limit);
        Stop();
        return _failure is { } failure
            ? throw new InvalidOperationException($"The feed could not be observed: {failure.Message}", failure)
            : _check.Report();
    }

    public void Dispose()
    {
        Stop();
        _dropCopy.Dispose();
        _check.Dispose();
        _isComplete.Dispose();
    }

    private void Stop()
    {
        _isEnding = true;
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            while (!_isEnding)
            {
                if (_dropCopy.DoWork() + _check.DoWork() == 0)
                    Thread.Sleep(1);
                if (_fills.Fills.Count >= Volatile.Read(ref _awaitedFills)
                    && _check.EngineSequence >= Volatile.Read(ref _awaitedSequence) && _check.IsSettled)
                    _isComplete.Set();
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
            _isComplete.Set();
        }
    }

    private sealed class FillsOfDropCopy : DropCopyHandler
    {
        public List<FlowFill> Fills { get; } = [];

        public override void OnFill(in FillBlock fill) => Fills.Add(new FlowFill(
            (long)(fill.Taker.ClOrdID % FlowIds.FirstRequest),
            fill.Maker.ClOrdID,
            fill.LastPx / FlowIds.MantissaPerE4,
            fill.LastQty));
    }
}
