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
internal abstract class InstrumentBookFeed<TBook>(
    BookBuilder<TBook> builder, MarketDataHandler handler, MarketDataSelection selection, int maxLogBytes) : BookFeed
    where TBook : InstrumentBook
{
    private readonly MessageLog _log = new(maxLogBytes);
    private bool _isJoined;
    private bool _isCycleSeen;
    private uint _firstOfCycle;
    private bool _isLoading;
    private uint _loading;
    private ulong _loadedSeqNum;
    private long _dropsBeforeLoad;

    protected MarketDataHandler Handler => handler;

    /// <summary>Tells the handler of a live book that has changed.</summary>
    protected abstract void Show(TBook book);

    protected abstract bool TryEndLoad(in SnapshotLoad load);

    public override void OnMessage(in FeedMessage message)
    {
        if (!_isJoined)
            Join(message.ApplSeqNum);
        if (!selection.Includes(message.SecurityId))
            return;
        if (_log.IsOn)
            _log.Add(in message);
        TBook book = builder.GetOrAdd(message.SecurityId);
        if (book.State == FeedState.Stale)
            OnMessageOfStaleBook(book, in message);
        else
            OnUpdate(book, builder.Apply(in message), message.ApplSeqNum);
    }

    public override void OnStreamState(FeedState state)
    {
        for (int i = 0; i < builder.Books.Count; i++)
        {
            TBook book = builder.Books[i];
            if (book.State == FeedState.Live && state != FeedState.Live)
                Change(book, FeedState.Recovering);
            else if (book.State == FeedState.Recovering && state == FeedState.Live)
                Change(book, FeedState.Live);
        }
    }

    public override void OnLost(ulong endSeqNum)
    {
        AbandonLoad();
        InvalidateAll();
        BeginLog(endSeqNum + 1);
    }

    public override void OnReset()
    {
        AbandonLoad();
        InvalidateAll();
        _log.Stop();
        _isJoined = false;
    }

    /// <summary>Whether a snapshot can make the book of its instrument, which has none.</summary>
    public bool TryBeginLoad(in SnapshotLoad load, ulong lastApplSeqNum)
    {
        SnapshotBeginBlock begin = load.Begin;
        if (Sequence.NextSeqNum == 0 || Sequence.FeedEpoch != begin.FeedEpoch
            || !Sequence.IsOfThisVenue(load.SaidNanos))
            return false;
        NoteCycle(begin.SecurityID);
        if (builder.GetOrAdd(begin.SecurityID).State != FeedState.Stale)
            return false;
        ulong from = _log.IsOn ? _log.FromSeqNum : Sequence.NextSeqNum;
        if (lastApplSeqNum + 1 < from)
        {
            // Too old for what is kept. The next one will not be.
            if (!_log.IsOn)
                BeginLog(Sequence.NextSeqNum);
            return false;
        }
        builder.BeginSnapshot(begin.SecurityID);
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
            builder.Invalidate(securityId);
            return;
        }
        SnapshotCount++;
        var reader = new FeedPacketReader(_log.Messages);
        while (reader.TryRead(out FeedMessage message))
        {
            if (message.SecurityId == securityId && builder.Apply(in message) == BookUpdate.WentStale)
            {
                InconsistencyCount++;
                return;
            }
        }
        Change(
            builder.GetOrAdd(securityId),
            Sequence.State == FeedState.Live ? FeedState.Live : FeedState.Recovering);
        StopLogWhenDone();
    }

    private void Join(ulong seqNum)
    {
        _isJoined = true;
        // Who has the stream from its beginning needs no snapshot.
        if (seqNum != 1 && !_log.IsOn)
            BeginLog(seqNum);
    }

    private void OnMessageOfStaleBook(TBook book, in FeedMessage message)
    {
        if (message.RptSeq == 1)
        {
            // Nothing came before: the book was empty.
            if (_loading == book.SecurityId)
                AbandonLoad();
            builder.Restart(book.SecurityId);
            book.State = FeedState.Recovering;
            BookUpdate update = builder.Apply(in message);
            if (update == BookUpdate.Applied)
                Change(book, Sequence.HasGap ? FeedState.Recovering : FeedState.Live);
            else
                OnUpdate(book, update, message.ApplSeqNum);
        }
        else if (!_log.IsOn)
        {
            BeginLog(message.ApplSeqNum);
            _log.Add(in message);
        }
    }

    private void OnUpdate(TBook book, BookUpdate update, ulong seqNum)
    {
        if (update == BookUpdate.Applied)
        {
            Report(book);
        }
        else if (update == BookUpdate.WentStale)
        {
            InconsistencyCount++;
            handler.OnBookState(Sequence.Stream, book.SecurityId, FeedState.Stale);
            if (!_log.IsOn)
                BeginLog(seqNum + 1);
        }
    }

    /// <summary>What was loaded so far lies in a stale book: it is emptied by the next load.</summary>
    private void AbandonLoad() => _isLoading = false;

    private void InvalidateAll()
    {
        for (int i = 0; i < builder.Books.Count; i++)
        {
            TBook book = builder.Books[i];
            if (book.State == FeedState.Stale)
                continue;
            book.Clear(FeedState.Stale);
            handler.OnBookState(Sequence.Stream, book.SecurityId, FeedState.Stale);
        }
    }

    private void Change(TBook book, FeedState state)
    {
        book.State = state;
        handler.OnBookState(Sequence.Stream, book.SecurityId, state);
        Report(book);
    }

    private void Report(TBook book)
    {
        if (book.State == FeedState.Live && book.IsEventComplete)
            Show(book);
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
        for (int i = 0; i < builder.Books.Count; i++)
        {
            if (builder.Books[i].State == FeedState.Stale)
                return;
        }
        _log.Stop();
    }
}
