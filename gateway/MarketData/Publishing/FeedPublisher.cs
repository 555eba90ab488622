using Adaptive.Aeron;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.MarketData;

/// <summary>
/// Follows the events of the engine and publishes what they mean: fills, orders, price levels, best bid and offer,
/// trades, statistics, status. While the journal is replayed it only counts and keeps, so that after a restart each
/// stream goes on with its next number. Used on the follower's thread; the stores may be read from any.
/// </summary>
public sealed class FeedPublisher : IEventFollower, IDisposable
{
    private const int StreamCount = (int)FeedStream.Status;
    private const int RetryMillis = 10;

    private readonly FeedOptions _options;
    private readonly FeedPublication[] _publications = new FeedPublication[StreamCount];
    private readonly long[] _heartbeatDueMillis = new long[StreamCount];
    private readonly bool[] _wasConnected = new bool[StreamCount];
    private readonly EventTranslator _translator;
    private long _turnMillis;

    /// <summary>Makes a publisher that publishes nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FeedPublisher(FeedOptions options)
    {
        options.Validate();
        _options = options;
        for (int i = 0; i < StreamCount; i++)
            _publications[i] = new FeedPublication((FeedStream)(i + 1), options.StoreLength);
        _translator = new EventTranslator(options.Depth, stream => _publications[(int)stream - 1]);
    }

    /// <summary>Names the numbering of the streams; 0 before <see cref="Open"/>.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>Number of the last message of a stream; 0 before the first. Any thread.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => StoreOf(stream).Last;

    /// <summary>Begins to publish: after the replay, before the engine starts.</summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <param name="journal">Identity of the journal.</param>
    public void Open(Aeron aeron, JournalId journal)
    {
        Epoch = FeedEpoch.Of(journal, _options);
        foreach (FeedPublication publication in _publications)
        {
            publication.Publication = aeron.AddExclusivePublication(
                _options.Channel, FeedOptions.StreamIdOf(publication.Stream));
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record, bool replayed) => _translator.OnEvent(in record);

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

    // A quiet stream says that it lives and where it stands: to who has just come, and soon after something was not
    // sent, for who waits for it would not know.
    private void KeepAlive(int index, long nowMillis)
    {
        FeedPublication publication = _publications[index];
        bool isConnected = publication.IsConnected;
        if (isConnected && !_wasConnected[index])
            _heartbeatDueMillis[index] = nowMillis;
        else if (publication.HasFailed)
            _heartbeatDueMillis[index] = nowMillis + RetryMillis;
        else if (publication.HasSent)
            _heartbeatDueMillis[index] = nowMillis + _options.HeartbeatMillis;
        publication.HasFailed = publication.HasSent = false;
        _wasConnected[index] = isConnected;
        if (!isConnected || nowMillis < _heartbeatDueMillis[index])
            return;
        bool isSent = publication.TrySendHeartbeat(Epoch, _translator.LastEngineSequence, EngineClock.NowNanos());
        publication.HasFailed = false;
        _heartbeatDueMillis[index] = nowMillis + (isSent ? _options.HeartbeatMillis : RetryMillis);
    }
}
