using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Receives every fill of the venue once and in order, across restarts of its own process and of the venue; see
/// <see cref="DropCopyHandler"/> for what exactly that means. What was missed while either was away is fetched.
/// Belongs to one thread: everything happens in <see cref="DoWork"/>. Allocates nothing while everything flows.
/// </summary>
public sealed class DropCopyClient : IDisposable
{
    private readonly DropCopyClientOptions _options;
    private readonly DropCopyHandler _handler;
    private readonly CheckpointFile? _checkpoint;
    private readonly FeedConnection _connection;
    private readonly SequencedStream _fills;
    private ulong _handledSeqNum;
    private bool _isSyncDue;

    /// <summary>Makes a client at the position that the checkpoint file or the handler has.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="IOException">The checkpoint file cannot be opened, or another process has it.</exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged.</exception>
    public DropCopyClient(DropCopyClientOptions options, DropCopyHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Validate();
        _options = options;
        _handler = handler;
        _connection = new FeedConnection(options.Connection);
        _fills = _connection.Add(FeedStream.Fills, GapFillPolicy.Never, new Events(this), requiresEpoch: true);
        _checkpoint = options.CheckpointFile is { } file ? new CheckpointFile(file) : null;
        handler.Client = this;
        DropCopyPosition? position = _checkpoint is null ? handler.LoadPosition() : _checkpoint.Position;
        if (position is { } known)
            _fills.StartAt(known.LastSeqNum + 1, known.FeedEpoch);
        else
            _fills.StartAt(options.FirstSeqNum);
    }

    /// <summary>Live when every fill that the venue has published is handled.</summary>
    public FeedState State => StopReason is null ? _fills.State : FeedState.Stale;

    /// <summary>Why the client cannot go on; null while it can.</summary>
    public DropCopyStop? StopReason { get; private set; }

    /// <summary>The numbering of the fills; 0 before the venue has said it.</summary>
    public ulong FeedEpoch => _fills.FeedEpoch;

    /// <summary>Number of the fill that is due.</summary>
    public ulong NextSeqNum => _fills.NextSeqNum;

    /// <summary>Fills handled by this client.</summary>
    public long FillCount { get; private set; }

    /// <summary>Fills that were fetched because they were missed.</summary>
    public long ReplayedCount => _connection.Replay!.ReceivedCount;

    /// <summary>
    /// Why there is no connection to a media driver, or what Aeron complained of last; null for nothing.
    /// </summary>
    public string? LastError => _connection.Link.LastError;

    /// <summary>Does what there is to do and calls the handler.</summary>
    /// <returns>0 when there was nothing to do.</returns>
    /// <exception cref="IOException">The checkpoint cannot be written; the fill is not handled again for
    /// that.</exception>
    public int DoWork()
    {
        if (StopReason is not null)
            return 0;
        try
        {
            return _connection.DoWork();
        }
        finally
        {
            if (_isSyncDue)
                Sync();
        }
    }

    /// <summary>Works until cancelled or stopped.</summary>
    /// <param name="spin">Never to sleep: for a thread with a processor of its own.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(bool spin, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && StopReason is null)
        {
            int work = DoWork();
            _handler.OnDutyCycle();
            if (work == 0 && !spin)
                Thread.Sleep(1);
        }
    }

    /// <summary>Ends the connections and closes the checkpoint file.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _checkpoint?.Dispose();
    }

    private void Handle(ref readonly FillBlock fill)
    {
        // A fill whose checkpoint could not be written comes again; it was handled all the same.
        if (fill.ApplSeqNum != _handledSeqNum)
        {
            _handler.OnFill(in fill);
            _handledSeqNum = fill.ApplSeqNum;
            FillCount++;
        }
        if (_checkpoint is null)
            return;
        _checkpoint.Write(new DropCopyPosition(_fills.FeedEpoch, fill.ApplSeqNum));
        if (_options.Sync == CheckpointSync.EachFill)
            _checkpoint.Sync();
        else
            _isSyncDue = _options.Sync == CheckpointSync.EachTurn;
    }

    private void Sync()
    {
        _isSyncDue = false;
        _checkpoint!.Sync();
    }

    private void Stop(DropCopyStop reason, string detail)
    {
        if (StopReason is not null)
            return;
        StopReason = reason;
        _handler.OnStopped(reason, detail);
    }

    /// <summary>What the connection says.</summary>
    private sealed class Events(DropCopyClient client) : FeedConnectionHandler
    {
        public override void OnMessage(SequencedStream stream, in FeedMessage message)
        {
            if (client.StopReason is null && message.TemplateId == FillBlock.TemplateId)
                client.Handle(in message.Block<FillBlock>());
        }

        public override void OnState(SequencedStream stream, FeedState state)
        {
            if (client.StopReason is null)
                client._handler.OnState(state);
        }

        public override void OnReset(SequencedStream stream, StreamReset reset)
        {
            if (reset == StreamReset.WentBack)
            {
                client.Stop(
                    DropCopyStop.VenueWentBack, $"the venue has no fill {stream.NextSeqNum - 1}, which was handled here");
            }
            else
            {
                client.Stop(
                    DropCopyStop.EpochChanged,
                    $"the venue does not number as in epoch {stream.FeedEpoch:x16} any more, fill {stream.NextSeqNum} "
                        + "is due");
            }
        }

        public override void OnGapUnfillable(SequencedStream stream, ReplayResult? result, string reason)
        {
            // Whatever may pass is asked again.
            if (result is ReplayResult.OutOfRange or ReplayResult.InvalidRange or ReplayResult.UnknownStream)
                client.Stop(DropCopyStop.FillsUnavailable, $"fill {stream.NextSeqNum} is due: {reason}");
        }
    }
}
