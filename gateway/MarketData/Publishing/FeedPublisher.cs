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
/// <remarks>
/// Never throws at the engine: whatever goes wrong here ends the feed, not the service. From then on it says nothing at
/// all, so that its consumers find it silent rather than behind.
/// </remarks>
public sealed class FeedPublisher : IEventFollower, IDisposable
{
    private const int StreamCount = (int)FeedStream.Status;
    private const int ReplayStride = 256;

    private readonly FeedOptions _options;
    private readonly FeedPublication[] _publications = new FeedPublication[StreamCount];
    private readonly FeedPosition _position = new();
    private readonly EventTranslator _translator;
    private long _turnMillis;
    private int _replayed;
    private volatile ExclusivePublication?[][]? _handedOver;
    private volatile Exception? _fault;

    /// <summary>Makes a publisher that publishes nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FeedPublisher(FeedOptions options)
    {
        options.Validate();
        _options = options;
        for (int i = 0; i < StreamCount; i++)
            _publications[i] = new FeedPublication((FeedStream)(i + 1), _position, options);
        _translator = new EventTranslator(options.Depth, stream => _publications[(int)stream - 1]);
    }

    /// <summary>Names the numbering of the streams; 0 before <see cref="Open"/>.</summary>
    public ulong Epoch => _position.Epoch;

    /// <summary>Number of the last command that was translated; 0 before the first. Any thread.</summary>
    public long LastEngineSequence => _position.EngineSequence;

    /// <summary>Number of the last message of a stream; 0 before the first. Any thread.</summary>
    public ulong LastApplSeqNum(FeedStream stream) => StoreOf(stream).Last;

    /// <summary>Packets that a stream could not send though somebody listened. Any thread.</summary>
    public long PacketsNotTaken(FeedStream stream)
    {
        long count = 0;
        foreach (FeedChannel channel in PublicationOf(stream).Channels)
            count += channel.NotTaken;
        return count;
    }

    /// <summary>What ended the feed; null while it is well. Any thread.</summary>
    public Exception? Fault => _fault;

    /// <summary>Whether what was given by <see cref="Connect"/> or <see cref="Disconnect"/> is in use. Any
    /// thread.</summary>
    public bool HasTakenOver => _handedOver is null;

    /// <summary>Begins to publish: after the replay, before the engine starts.</summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <param name="journal">Identity of the journal.</param>
    public void Open(Aeron aeron, JournalId journal)
    {
        _position.Epoch = FeedEpoch.Of(journal, _options);
        Connect(aeron);
        TakeOver();
    }

    /// <summary>
    /// Goes on publishing through another client, where numbers go on as they were: what was not published meanwhile is
    /// asked for. In use from the next turn on. Any thread.
    /// </summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <exception cref="Adaptive.Aeron.Exceptions.AeronException">The driver refuses a channel, or does not
    /// answer.</exception>
    public void Connect(Aeron aeron) => _handedOver = [.. _publications.Select(publication =>
        _options.Channels.Select(channel =>
            aeron.AddExclusivePublication(channel, FeedOptions.StreamIdOf(publication.Stream))).ToArray())];

    /// <summary>Publishes nothing from the next turn on; messages are numbered and kept all the same. Any thread.</summary>
    public void Disconnect() =>
        _handedOver = [.. _publications.Select(_ => new ExclusivePublication?[_options.Channels.Count])];

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record, bool replayed)
    {
        if (_fault is not null)
            return;
        try
        {
            _translator.OnEvent(in record);
            if ((record.Flags & EventFlags.EndOfCommand) != 0)
                _position.MoveTo(in record);
        }
        catch (Exception exception)
        {
            _fault = exception;
        }
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
        TakeOver();
        if (_fault is null)
            KeepAlive(nowMillis);
        return 0;
    }

    /// <summary>
    /// Says on each stream where it ends, and closes the publications, which the driver still delivers. The stores can be
    /// read all the same. After the engine has stopped.
    /// </summary>
    /// <returns>Aeron's registration ids of the publications that have subscribers.</returns>
    public IReadOnlyList<long> Close()
    {
        List<long> received = [];
        foreach (FeedPublication publication in _publications)
            publication.Close(isWell: _fault is null, received);
        return received;
    }

    /// <summary>Closes the publications and frees the stores.</summary>
    public void Dispose()
    {
        foreach (FeedPublication publication in _publications)
            publication.Dispose();
    }

    internal FeedPublication PublicationOf(FeedStream stream) => _publications[(int)stream - 1];

    internal RecentStore StoreOf(FeedStream stream) => PublicationOf(stream).Store;

    internal FeedPosition Position => _position;

    internal FeedOptions Options => _options;

    /// <summary>Called now and then while the journal is replayed, so that nobody who reads the stores is left
    /// behind.</summary>
    internal Action? Replayed { get; set; }

    private void KeepAlive(long nowMillis)
    {
        try
        {
            foreach (FeedPublication publication in _publications)
                publication.KeepAlive(nowMillis);
        }
        catch (Exception exception)
        {
            _fault = exception;
        }
    }

    private void TakeOver()
    {
        if (_handedOver is not { } handedOver)
            return;
        for (int stream = 0; stream < StreamCount; stream++)
        {
            ReadOnlySpan<FeedChannel> channels = _publications[stream].Channels;
            for (int i = 0; i < channels.Length; i++)
                channels[i].Publication = handedOver[stream][i];
        }
        _handedOver = null;
    }
}
