using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using MatchingEngine.Core;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// Follows the feed as any consumer does and sends what it has built, one instrument after the other, round and round:
/// so that who comes late need not know what was before. On a thread of its own; the live path never waits for it.
/// </summary>
public sealed class SnapshotPublisher : IDisposable
{
    private const int TurnMillis = 5;
    private const int IdleTurnMillis = 20;

    // A turn that reads less than this share of a store can come a little later without missing anything.
    private const int ShareOfStore = 64;
    private const int TypicalMessage = 96;
    private const int MaxBurst = 64 * 1024;

    private readonly FeedPublisher _feed;
    private readonly SnapshotOptions _options;
    private readonly FollowedBooks _books;
    private readonly SnapshotWriter _writer;
    private readonly SnapshotPackets _packets = new();
    private readonly BufferClaim _claim = new();
    private readonly byte[] _heartbeat = GC.AllocateArray<byte>(FeedLayout.LengthOf<HeartbeatBlock>(), pinned: true);
    private readonly Thread _thread;
    private HeartbeatTimer _heartbeats;
    private ExclusivePublication? _publication;
    private Func<FeedHistory>? _openHistory;
    private Action<string> _report = static _ => { };
    private volatile bool _stopping;
    private long _lastMillis;
    private long _cycleDueMillis;
    private long _budget;
    private long _rounds;
    private long _snapshots;
    private int _nextInstrument;
    private bool _isBusy;

    /// <summary>Makes a publisher that follows from the beginning of the replay on.</summary>
    /// <param name="feed">What is followed.</param>
    /// <param name="options">How snapshots are sent.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SnapshotPublisher(FeedPublisher feed, SnapshotOptions options)
    {
        options.Validate();
        _feed = feed;
        _options = options;
        _books = new FollowedBooks(feed.StoreOf, feed.Position);
        _writer = new SnapshotWriter(_books, feed.Position);
        _heartbeats = new HeartbeatTimer(feed.Options.HeartbeatMillis);
        _thread = new Thread(Run) { Name = "me-snapshots", IsBackground = true };
        feed.Replayed = () => _books.Follow();
    }

    /// <summary>Rounds of all instruments that were sent. Any thread.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    /// <summary>Snapshots that were sent. Any thread.</summary>
    public long Snapshots => Volatile.Read(ref _snapshots);

    /// <summary>Begins to send; after the replay and after the feed was opened.</summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <param name="dataDirectory">Directory of the journal: it is read again should the stores go on without us.</param>
    /// <param name="limits">Limits that the journal is written under.</param>
    /// <param name="report">Takes what an operator should read.</param>
    public void Open(Aeron aeron, string dataDirectory, CoreLimits limits, Action<string> report)
    {
        _openHistory = () => new FeedHistory(dataDirectory, limits, _feed.Options);
        _report = report;
        _publication = aeron.AddExclusivePublication(
            _feed.Options.Channel, FeedOptions.StreamIdOf(FeedStream.Snapshots));
        _lastMillis = Environment.TickCount64;
        _thread.Start();
    }

    /// <summary>Ends the thread and closes the publication.</summary>
    public void Dispose()
    {
        _stopping = true;
        if (_thread.IsAlive)
            _thread.Join();
        _publication?.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                DoWork();
                Thread.Sleep(_isBusy ? TurnMillis : IdleTurnMillis);
            }
        }
        catch (Exception exception)
        {
            // Late joiners wait; everybody else goes on.
            _report($"snapshots ended: {exception.Message}");
        }
    }

    private void DoWork()
    {
        if (!TryFollow())
            return;
        long nowMillis = Environment.TickCount64;
        _budget = Math.Min(
            MaxBurst, _budget + ((nowMillis - _lastMillis) * _options.BytesPerSecond / 1_000));
        _lastMillis = nowMillis;
        bool isConnected = _publication!.IsConnected;
        KeepAlive(nowMillis, isConnected);
        if (isConnected)
            SendWhatMayBeSent(nowMillis);
        _isBusy |= isConnected && !_packets.IsSent;
    }

    private bool TryFollow()
    {
        int read = _books.Follow();
        _isBusy = (long)read * TypicalMessage * ShareOfStore > _feed.Options.StoreLength;
        if (read >= 0)
            return true;
        _report("snapshots fell behind the feed; the books are built again from the journal.");
        long start = Stopwatch.GetTimestamp();
        using FeedHistory history = _openHistory!();
        if (!_books.TryBuild(history, () => _stopping))
            return false;
        _report($"snapshots go on after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");
        return true;
    }

    private void SendWhatMayBeSent(long nowMillis)
    {
        while (_budget > 0 && HasNext(nowMillis))
        {
            ReadOnlySpan<byte> packet = _packets.Next;
            if (!TrySend(packet))
                break;
            _budget -= packet.Length;
            _packets.Sent();
            if (_packets.IsSent)
                Volatile.Write(ref _snapshots, _snapshots + 1);
        }
    }

    private bool HasNext(long nowMillis)
    {
        if (!_packets.IsSent)
            return true;
        if (_nextInstrument >= _books.Instruments.Count)
        {
            _nextInstrument = 0;
            Volatile.Write(ref _rounds, _rounds + 1);
        }
        if (_nextInstrument == 0)
        {
            if (nowMillis < _cycleDueMillis || _books.Instruments.Count == 0)
                return false;
            _cycleDueMillis = nowMillis + _options.CycleMillis;
        }
        if (!TryFollow())
            return false;
        _writer.Write(_books.Instruments[_nextInstrument++], _packets);
        return true;
    }

    private unsafe bool TrySend(ReadOnlySpan<byte> packet)
    {
        if (_publication!.TryClaim(packet.Length, _claim) <= 0)
            return false;
        packet.CopyTo(new Span<byte>((byte*)_claim.Buffer.BufferPointer + _claim.Offset, packet.Length));
        _claim.Commit();
        return true;
    }

    private void KeepAlive(long nowMillis, bool isConnected)
    {
        if (!_packets.IsSent || !_heartbeats.IsDue(nowMillis, isConnected, hasFailed: false))
            return;
        _feed.Position.Write(ref _heartbeat[0], FeedStream.Snapshots, _writer.LastApplSeqNum);
        _heartbeats.Done(nowMillis, TrySend(_heartbeat));
    }
}
