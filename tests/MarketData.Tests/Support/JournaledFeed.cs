using MatchingEngine.Core;
using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests.Support;

/// <summary>
/// A random flow through a core into a journal and a publisher, and beside it all messages that there are to be.
/// </summary>
internal sealed class JournaledFeed : IDisposable
{
    public static readonly CoreLimits Limits = CoreLimits.Default;

    private readonly RecoveredJournal _journal;
    private readonly JournalWriter _writer;
    private readonly RandomFlow _flow;
    private readonly TestEngine _engine = new(Limits);
    private readonly Dictionary<FeedStream, CollectingOutput> _outputs = [];
    private readonly EventTranslator _reference;
    private long _timeNanos = 1_000_000_000;
    private bool _isOpened;

    public JournaledFeed(int seed, FeedOptions? options = null, uint openOrders = 200, long segmentSize = 1 << 24)
    {
        Options = options ?? new FeedOptions { StoreLength = FeedOptions.MinStoreLength };
        Directory = System.IO.Directory.CreateTempSubdirectory("me-feed-").FullName;
        _journal = JournalRecovery.Open(
            Directory, new JournalOptions { Policy = DurabilityPolicy.Os, SegmentSize = segmentSize });
        _writer = _journal.StartWriter();
        _flow = new RandomFlow(seed, new FlowShape(openOrders, Memory: 30));
        Publisher = new FeedPublisher(Options);
        Publisher.Position.Epoch = FeedEpoch.Of(_journal.End.JournalId, Options);
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
            _outputs[stream] = new CollectingOutput();
        _reference = new EventTranslator(Options.Depth, stream => _outputs[stream]);
    }

    public FeedOptions Options { get; }

    public string Directory { get; }

    public JournalId JournalId => _journal.End.JournalId;

    public FeedPublisher Publisher { get; }

    public MatchingCore Core => _engine.Core;

    /// <summary>Every message of a stream, from the first on.</summary>
    public List<byte[]> All(FeedStream stream) => [.. _outputs[stream].Messages];

    public void Play(int commands, bool replayed = false)
    {
        if (!_isOpened)
        {
            _isOpened = true;
            foreach (CommandRecord command in _flow.Opening())
                Apply(command, replayed);
        }
        for (int i = 0; i < commands; i++)
            Apply(_flow.Next(), replayed);
        Assert.True(_writer.TryWrite());
    }

    /// <summary>Commands that are answered and change no book.</summary>
    public void PlayQuietly(int commands)
    {
        for (int i = 0; i < commands; i++)
            Apply(Commands.Negotiated(session: 1, version: 1), replayed: false);
        Assert.True(_writer.TryWrite());
    }

    public void Dispose()
    {
        Publisher.Dispose();
        _journal.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private void Apply(CommandRecord command, bool replayed)
    {
        _timeNanos += 1_000_000;
        _flow.Now = _timeNanos;
        command.TimestampNanos = _timeNanos;
        command.Sequence = Core.LastSequence + 1;
        if (!_writer.CanAppend)
            Assert.True(_writer.TryWrite());
        _writer.Append(in command);
        EventBuffer events = _engine.ApplyAsIs(in command);
        for (int i = 0; i < events.Count; i++)
        {
            _flow.Learn(in events[i]);
            events[i].Flags = i == events.Count - 1 ? EventFlags.EndOfCommand : EventFlags.None;
            Publisher.OnEvent(in events[i], replayed);
            _reference.OnEvent(in events[i]);
        }
        Publisher.DoWork();
    }
}
