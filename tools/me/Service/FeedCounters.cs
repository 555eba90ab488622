using Adaptive.Aeron;
using MatchingEngine.MarketData;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// What the feed counts, as counters of the media driver: anybody sees them who may read its directory, as by
/// <c>me counters</c>.
/// </summary>
internal sealed class FeedCounters : IDisposable
{
    /// <summary>Type of these counters: application counters begin at 1,000.</summary>
    private const int TypeId = 1_100;

    private const int PeriodMillis = 100;

    private readonly List<(Counter Counter, Func<long> Read)> _counters = [];

    // A thread of its own rather than a timer: those of the pool spin before they sleep, at the cost of whoever needs
    // the processor.
    private readonly Thread _thread;
    private readonly ManualResetEvent _ending = new(initialState: false);

    public FeedCounters(
        Aeron aeron, FeedPublisher feed, SnapshotPublisher snapshots, ReplayServer replay, DriverLink link)
    {
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
        {
            FeedStream of = stream;
            Add(aeron, $"feed {of}: last ApplSeqNum", () => (long)feed.LastApplSeqNum(of));
            Add(aeron, $"feed {of}: packets not taken", () => feed.PacketsNotTaken(of));
        }
        Add(aeron, "feed: last engine sequence", () => feed.LastEngineSequence);
        Add(aeron, "feed: ended by a fault", () => feed.Fault is null ? 0 : 1);
        Add(aeron, "feed snapshots: faults", () => snapshots.Faults);
        Add(aeron, "feed snapshots: rounds", () => snapshots.Rounds);
        Add(aeron, "feed snapshots: sent", () => snapshots.Snapshots);
        Add(aeron, "feed replay: messages given", () => replay.Messages);
        Add(aeron, "feed replay: connections refused", () => replay.Refused);
        Add(aeron, "feed replay: faults", () => replay.Faults);
        Add(aeron, "feed replay: readings of the journal", () => replay.HistoryCount);
        Add(aeron, "feed: media drivers lost", () => link.Losses);
        _thread = new Thread(Run) { Name = "me-counters", IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _ending.Set();
        _thread.Join();
        _ending.Dispose();
        foreach ((Counter counter, _) in _counters)
            counter.Dispose();
    }

    private void Add(Aeron aeron, string label, Func<long> read) =>
        _counters.Add((aeron.AddCounter(TypeId, label), read));

    private void Run()
    {
        while (!_ending.WaitOne(PeriodMillis))
        {
            foreach ((Counter counter, Func<long> read) in _counters)
                counter.SetRelease(read());
        }
    }
}
