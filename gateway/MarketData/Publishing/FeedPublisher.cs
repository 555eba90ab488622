using Adaptive.Aeron;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData;

/// <summary>
/// Follows the events of the engine and publishes what they mean: fills, orders, price levels, best bid and offer,
/// trades, statistics, status. While the journal is replayed it only counts and keeps, so that after a restart each
/// stream goes on with its next number. Used by one thread at a time; the stores may be read from any.
/// </summary>
public sealed class FeedPublisher : IEventFollower, IDisposable
{
    private const int StreamCount = (int)FeedStream.Status;
    private const int ReplayStride = 256;

    private readonly FeedOptions _options;
    private readonly FeedPublication[] _publications = new FeedPublication[StreamCount];
    private readonly HeartbeatTimer[] _heartbeats = new HeartbeatTimer[StreamCount];
    private readonly FeedPosition _position = new();
    private readonly EventTranslator _translator;
    private long _turnMillis;
    private int _replayed;

    /// <summary>Makes a publisher that publishes nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FeedPublisher(FeedOptions options)
    {
        options.Validate();
        _options = options;
        for (int i = 0; i < StreamCount; i++)
        {
            _publications[i] = new FeedPublication((FeedStream)(i + 1), _position, options.StoreLength);
            _heartbeats[i] = new HeartbeatTimer(options.HeartbeatMillis);
        }
        _translator = new EventTranslator(options.Depth, stream => _publications[(int)stream - 1]);
    }

    /// <summary>Names the numbering of the streams; 0 before <see cref="Open"/>.</summary>
    public ulong Epoch => _position.Epoch;

    /// <summary>Number of the last command that was translated; 0 before the first. Any thread.</summary>
    public long LastEngineSequence => _position.EngineSequence;

    /// <summary>Number of the last message of a stream; 0 before the first. Any thread.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => StoreOf(stream).Last;

    /// <summary>Packets that a stream could not send though somebody listened. Any thread.</summary>
    public long PacketsNotTaken(FeedStream stream) => PublicationOf(stream).NotTaken;

    /// <summary>Begins to publish: after the replay, before the engine starts.</summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <param name="journal">Identity of the journal.</param>
    public void Open(Aeron aeron, JournalId journal)
    {
        _position.Epoch = FeedEpoch.Of(journal, _options);
        foreach (FeedPublication publication in _publications)
        {
            publication.Publication = aeron.AddExclusivePublication(
                _options.Channel, FeedOptions.StreamIdOf(publication.Stream));
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record, bool replayed)
    {
        _translator.OnEvent(in record);
        if ((record.Flags & EventFlags.EndOfCommand) != 0)
            _position.MoveTo(in record);
        if (replayed && ++_replayed % ReplayStride == 0)
            Replayed?.Invoke();
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        long nowMillis = Environment.TickCount64;
        if (nowMillis == _turnMillis)
            return 0;
        _turnMillis = nowMillis;
        for (int i = 0; i < StreamCount; i++)
            KeepAlive(i, nowMillis);
        return 0;
    }

    /// <summary>Closes the publications, which the driver still delivers, and frees the stores.</summary>
    public void Dispose()
    {
        foreach (FeedPublication publication in _publications)
            publication.Dispose();
    }

    internal FeedPublication PublicationOf(FeedStream stream) => _publications[(int)stream - 1];

    internal RecentStore StoreOf(FeedStream stream) => PublicationOf(stream).Store;

    internal EventTranslator Translator => _translator;

    internal FeedPosition Position => _position;

    internal FeedOptions Options => _options;

    /// <summary>Called now and then while the journal is replayed, so that nobody who reads the stores is left
    /// behind.</summary>
    internal Action? Replayed { get; set; }

    private void KeepAlive(int index, long nowMillis)
    {
        FeedPublication publication = _publications[index];
        bool isDue = _heartbeats[index].IsDue(nowMillis, publication.IsConnected, publication.HasFailed);
        publication.HasFailed = false;
        if (!isDue)
            return;
        bool isSent = publication.TrySendHeartbeat();
        publication.HasFailed = false;
        _heartbeats[index].Done(nowMillis, isSent);
    }
}
