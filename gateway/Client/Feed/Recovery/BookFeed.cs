using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// The books that one stream builds, and how they come to be trusted: from the first message of an instrument, or from
/// a snapshot and the messages behind it. A book is only live while its stream is.
/// </summary>
/// <remarks>
/// Messages are kept from the moment of joining until each instrument of a whole cycle of snapshots has its book: a
/// snapshot speaks of a moment that is past when it is complete.
/// </remarks>
internal abstract class BookFeed(MarketDataHandler handler, MarketDataSelection selection, int maxLogBytes)
{
    private readonly MessageLog _log = new(maxLogBytes);
    private bool _isJoined;
    private bool _isCycleSeen;
    private uint _firstOfCycle;
    private bool _isLoading;
    private uint _loading;
    private ulong _loadedSeqNum;
    private long _dropsBeforeLoad;

    /// <summary>The stream; set right after it is made.</summary>
    public SequencedStream Sequence { get; set; } = null!;

    /// <summary>Times that a message could not be right after what its book had.</summary>
    public long InconsistencyCount { get; private set; }

    /// <summary>Books loaded from a snapshot.</summary>
    public long SnapshotCount { get; private set; }

    protected MarketDataHandler Handler => handler;

    protected abstract int BookCount { get; }

    protected abstract uint SecurityIdAt(int index);

    protected abstract FeedState StateAt(int index);

    protected abstract void SetState(uint securityId, FeedState state);

    /// <summary>State of a book, which is made when there is none.</summary>
    protected abstract FeedState StateOf(uint securityId);

    protected abstract void Invalidate(uint securityId);

    protected abstract void Restart(uint securityId);

    protected abstract BookUpdate Apply(in FeedMessage message);

    /// <summary>Tells the handler that a live book has changed, when the command is complete.</summary>
    protected abstract void Report(uint securityId);

    protected abstract void BeginLoad(uint securityId);

    protected abstract bool TryEndLoad(in SnapshotLoad load);

    public void OnMessage(in FeedMessage message)
    {
        if (!_isJoined)
            Join(message.ApplSeqNum);
        if (!selection.Includes(message.SecurityId))
            return;
        if (_log.IsOn)
            _log.Add(in message);
        if (StateOf(message.SecurityId) == FeedState.Stale)
            OnMessageOfStaleBook(in message);
        else
            OnUpdate(message.SecurityId, Apply(in message), message.ApplSeqNum);
    }

    public void OnStreamState(FeedState state)
    {
        for (int i = 0; i < BookCount; i++)
        {
            FeedState book = StateAt(i);
            if (book == FeedState.Live && state != FeedState.Live)
                Change(SecurityIdAt(i), FeedState.Recovering);
            else if (book == FeedState.Recovering && state == FeedState.Live)
                Change(SecurityIdAt(i), FeedState.Live);
        }
    }

    /// <summary>Messages up to a number will never come: no book is known any more.</summary>
    public void OnLost(ulong endSeqNum)
    {
        AbandonLoad();
        InvalidateAll();
        BeginLog(endSeqNum + 1);
    }

    public void OnReset()
    {
        AbandonLoad();
        InvalidateAll();
        _log.Stop();
        _isJoined = false;
    }

    /// <summary>Whether a snapshot can make the book of its instrument, which has none.</summary>
    public bool TryBeginLoad(ref readonly SnapshotBeginBlock begin, ulong lastApplSeqNum)
    {
        NoteCycle(begin.SecurityID);
        if (Sequence.NextSeqNum == 0 || Sequence.FeedEpoch != begin.FeedEpoch
            || StateOf(begin.SecurityID) != FeedState.Stale)
            return false;
        ulong from = _log.IsOn ? _log.FromSeqNum : Sequence.NextSeqNum;
        if (lastApplSeqNum + 1 < from)
        {
            // Too old for what is kept. The next one will not be.
            if (!_log.IsOn)
                BeginLog(Sequence.NextSeqNum);
            return false;
        }
        BeginLoad(begin.SecurityID);
        _isLoading = true;
        _loading = begin.SecurityID;
        _loadedSeqNum = lastApplSeqNum;
        _dropsBeforeLoad = _log.DropCount;
        return true;
    }

    /// <summary>
    /// Whether the snapshot that was begun can still make the book: nothing has happened that it knows nothing of.
    /// </summary>
    protected bool IsLoading(in SnapshotLoad load) => _isLoading && _loading == load.Begin.SecurityID;

    /// <summary>Makes the book live when the snapshot is whole: takes it, and the messages behind it.</summary>
    public void EndLoadOf(in SnapshotLoad load)
    {
        uint securityId = load.Begin.SecurityID;
        if (!IsLoading(in load))
            return;
        _isLoading = false;
        bool isCut = _log.DropCount != _dropsBeforeLoad && _loadedSeqNum + 1 < _log.FromSeqNum;
        if (isCut || !TryEndLoad(in load))
        {
            Invalidate(securityId);
            return;
        }
        SnapshotCount++;
        var reader = new FeedPacketReader(_log.Messages);
        while (reader.TryRead(out FeedMessage message))
        {
            if (message.SecurityId == securityId && Apply(in message) == BookUpdate.WentStale)
            {
                InconsistencyCount++;
                return;
            }
        }
        Change(securityId, Sequence.State == FeedState.Live ? FeedState.Live : FeedState.Recovering);
        StopLogWhenDone();
    }

    private void Join(ulong seqNum)
    {
        _isJoined = true;
        // Who has the stream from its beginning needs no snapshot.
        if (seqNum != 1 && !_log.IsOn)
            BeginLog(seqNum);
    }

    private void OnMessageOfStaleBook(in FeedMessage message)
    {
        uint securityId = message.SecurityId;
        if (message.RptSeq == 1)
        {
            // Nothing came before: the book was empty.
            if (_loading == securityId)
                AbandonLoad();
            Restart(securityId);
            SetState(securityId, FeedState.Recovering);
            BookUpdate update = Apply(in message);
            if (update == BookUpdate.Applied)
                Change(securityId, Sequence.HasGap ? FeedState.Recovering : FeedState.Live);
            else
                OnUpdate(securityId, update, message.ApplSeqNum);
        }
        else if (!_log.IsOn)
        {
            BeginLog(message.ApplSeqNum);
            _log.Add(in message);
        }
    }

    private void OnUpdate(uint securityId, BookUpdate update, ulong seqNum)
    {
        if (update == BookUpdate.Applied)
        {
            Report(securityId);
        }
        else if (update == BookUpdate.WentStale)
        {
            InconsistencyCount++;
            handler.OnBookState(Sequence.Stream, securityId, FeedState.Stale);
            if (!_log.IsOn)
                BeginLog(seqNum + 1);
        }
    }

    /// <summary>What was loaded so far lies in a stale book: it is emptied by the next load.</summary>
    private void AbandonLoad() => _isLoading = false;

    private void InvalidateAll()
    {
        for (int i = 0; i < BookCount; i++)
        {
            if (StateAt(i) == FeedState.Stale)
                continue;
            Invalidate(SecurityIdAt(i));
            handler.OnBookState(Sequence.Stream, SecurityIdAt(i), FeedState.Stale);
        }
    }

    private void Change(uint securityId, FeedState state)
    {
        SetState(securityId, state);
        handler.OnBookState(Sequence.Stream, securityId, state);
        if (state == FeedState.Live)
            Report(securityId);
    }

    private void BeginLog(ulong seqNum)
    {
        _log.Begin(seqNum);
        _isCycleSeen = false;
        _firstOfCycle = 0;
    }

    private void NoteCycle(uint securityId)
    {
        if (!_log.IsOn || _isCycleSeen)
            return;
        if (_firstOfCycle == 0)
            _firstOfCycle = securityId;
        else
            _isCycleSeen = _firstOfCycle == securityId;
        StopLogWhenDone();
    }

    private void StopLogWhenDone()
    {
        if (!_log.IsOn || !_isCycleSeen)
            return;
        for (int i = 0; i < BookCount; i++)
        {
            if (StateAt(i) == FeedState.Stale)
                return;
        }
        _log.Stop();
    }
}
