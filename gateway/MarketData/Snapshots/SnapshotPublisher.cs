using System.Diagnostics;
using Adaptive.Aeron;
using MatchingEngine.Core;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>
/// Follows the feed as any consumer does and sends what it has built, one instrument after the other, round and round:
/// so that who comes late need not know what was before. On a thread of its own; the live path never waits for it. What
/// goes wrong there is reported and counted, and the books are built again from the journal, a while later each time.
/// </summary>
public sealed class SnapshotPublisher : IDisposable
{
    private const int TurnMillis = 5;
    private const int IdleTurnMillis = 20;

    // A turn that reads less than this share of a store can come a little later without missing anything.
    private const int ShareOfStore = 64;
    private const int TypicalMessage = 96;

    // So long a channel that has no room holds the other one back.
    private const int PatienceMillis = 50;
    private const int MaxBurst = 64 * 1024;

    private const int FirstRestartMillis = 100;
    private const int LastRestartMillis = 60_000;

    private readonly FeedPublisher _feed;
    private readonly SnapshotOptions _options;
    private readonly FollowedBooks _books;
    private readonly SnapshotWriter _writer;
    private readonly SnapshotPackets _packets = new();
    private readonly FeedChannel[] _channels;
    private readonly bool[] _hasPacket;
    private readonly Thread _thread;
    private volatile ExclusivePublication?[]? _handedOver;
    private long _unsentSinceMillis;
    private Func<FeedHistory>? _openHistory;
    private Action<string> _report = static _ => { };
    private volatile bool _stopping;
    private long _lastMillis;
    private long _cycleDueMillis;
    private long _budget;
    private long _rounds;
    private long _snapshots;
    private long _faults;
    private long _restartMillis;
    private int _nextRestartMillis = FirstRestartMillis;
    private int _nextInstrument;
    private bool _mustBuild;
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
        // Whoever comes needs a heartbeat before the first snapshot that it can take.
        int heartbeatMillis = Math.Min(feed.Options.HeartbeatMillis, options.CycleMillis);
        _channels = [.. feed.Options.Channels.Select(_ =>
            new FeedChannel(FeedStream.Snapshots, feed.Position, heartbeatMillis))];
        _hasPacket = new bool[_channels.Length];
        _thread = new Thread(Run) { Name = "me-snapshots", IsBackground = true };
        feed.Replayed = FollowReplay;
    }

    /// <summary>Rounds of all instruments that were sent. Any thread.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    /// <summary>Snapshots that were sent. Any thread.</summary>
    public long Snapshots => Volatile.Read(ref _snapshots);

    /// <summary>Times that something unexpected ended the following of the feed. Any thread.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Begins to send; after the replay and after the feed was opened.</summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <param name="dataDirectory">Directory of the journal: it is read again should the stores go on without us.</param>
    /// <param name="limits">Limits that the journal is written under.</param>
    /// <param name="report">Takes what an operator should read.</param>
    public void Open(Aeron aeron, string dataDirectory, CoreLimits limits, Action<string> report)
    {
        _openHistory = () => new FeedHistory(dataDirectory, limits, _feed.Options);
        _report = report;
        Connect(aeron);
        _lastMillis = Environment.TickCount64;
        _thread.Start();
    }

    /// <summary>Whether what was given by <see cref="Connect"/> or <see cref="Disconnect"/> is in use. Any
    /// thread.</summary>
    public bool HasTakenOver => _handedOver is null || !_thread.IsAlive;

    /// <summary>Goes on sending through another client, from the next turn on. Any thread.</summary>
    /// <param name="aeron">Client of the driver; stays the caller's.</param>
    /// <exception cref="Adaptive.Aeron.Exceptions.AeronException">The driver refuses a channel, or does not
    /// answer.</exception>
    public void Connect(Aeron aeron) => _handedOver = [.. _feed.Options.Channels.Select(channel =>
        aeron.AddExclusivePublication(channel, FeedOptions.StreamIdOf(FeedStream.Snapshots)))];

    /// <summary>Sends nothing from the next turn on; goes on following. Any thread.</summary>
    public void Disconnect() => _handedOver = new ExclusivePublication?[_channels.Length];

    /// <summary>Ends the thread and closes the publication.</summary>
    public void Dispose()
    {
        _stopping = true;
        if (_thread.IsAlive)
            _thread.Join();
        foreach (FeedChannel channel in _channels)
            channel.Publication?.Dispose();
    }

    // Should it be behind already, or find what it cannot read, it begins with the journal.
    private void FollowReplay()
    {
        try
        {
            _mustBuild = _mustBuild || _books.Follow() < 0;
        }
        catch (Exception)
        {
            _mustBuild = true;
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            TakeOver();
            try
            {
                // Of a feed that has ended nothing is said: its consumers are to find it silent.
                if (_feed.Fault is null && Environment.TickCount64 >= _restartMillis)
                    DoWork();
            }
            catch (Exception exception)
            {
                OnFault(exception);
            }
            Thread.Sleep(_isBusy ? TurnMillis : IdleTurnMillis);
        }
    }

    /// <summary>Late joiners wait; everybody else goes on.</summary>
    private void OnFault(Exception exception)
    {
        Volatile.Write(ref _faults, _faults + 1);
        _report($"snapshots stopped: {exception.Message} They are begun again in {_nextRestartMillis} ms.");
        _restartMillis = Environment.TickCount64 + _nextRestartMillis;
        _nextRestartMillis = Math.Min(2 * _nextRestartMillis, LastRestartMillis);
        _packets.Clear();
        _hasPacket.AsSpan().Clear();
        _mustBuild = true;
        _isBusy = false;
    }

    private void DoWork()
    {
        if (!TryFollow())
            return;
        long nowMillis = Environment.TickCount64;
        _budget = Math.Min(
            MaxBurst, _budget + ((nowMillis - _lastMillis) * _options.BytesPerSecond / 1_000));
        _lastMillis = nowMillis;
        bool isConnected = KeepAlive(nowMillis);
        if (isConnected)
            SendWhatMayBeSent(nowMillis);
        _isBusy |= isConnected && !_packets.IsSent;
    }

    private bool TryFollow()
    {
        if (!_mustBuild)
        {
            int read = _books.Follow();
            _isBusy = (long)read * TypicalMessage * ShareOfStore > _feed.Options.StoreLength;
            if (read >= 0)
                return true;
            _report("snapshots fell behind the feed; the books are built again from the journal.");
        }
        _mustBuild = true;
        long start = Stopwatch.GetTimestamp();
        using FeedHistory history = _openHistory!();
        if (!_books.TryBuild(history, () => _stopping))
            return false;
        _mustBuild = false;
        _report($"snapshots go on after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s.");
        return true;
    }

    private void SendWhatMayBeSent(long nowMillis)
    {
        while (_budget > 0 && HasNext(nowMillis))
        {
            ReadOnlySpan<byte> packet = _packets.Next;
            if (!TrySend(packet, nowMillis))
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
            _nextRestartMillis = FirstRestartMillis;
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
        KeepAlive(nowMillis);
        _writer.Write(_books.Instruments[_nextInstrument++], _packets);
        return true;
    }

    /// <summary>Sends a packet on each channel; the one that has no room gets it later, or not at all.</summary>
    private bool TrySend(ReadOnlySpan<byte> packet, long nowMillis)
    {
        bool isSent = true;
        for (int i = 0; i < _channels.Length; i++)
        {
            _hasPacket[i] |= !_channels[i].IsConnected || TrySend(_channels[i], packet);
            isSent &= _hasPacket[i];
        }
        if (!isSent)
        {
            if (_unsentSinceMillis == 0)
                _unsentSinceMillis = nowMillis;
            if (_channels.Length == 1 || nowMillis - _unsentSinceMillis < PatienceMillis)
                return false;
        }
        _unsentSinceMillis = 0;
        _hasPacket.AsSpan().Clear();
        return true;
    }

    private unsafe bool TrySend(FeedChannel channel, ReadOnlySpan<byte> packet)
    {
        byte* target = channel.TryClaim(packet.Length, _writer.LastApplSeqNum);
        if (target is null)
            return false;
        packet.CopyTo(new Span<byte>(target, packet.Length));
        channel.Commit();
        return true;
    }

    /// <returns>Whether anybody is there.</returns>
    private bool KeepAlive(long nowMillis)
    {
        bool isConnected = false;
        foreach (FeedChannel channel in _channels)
        {
            isConnected |= channel.IsConnected;
            // Between two snapshots, so that the number that it names has been sent.
            if (_packets.IsSent)
                channel.KeepAlive(nowMillis, _writer.LastApplSeqNum);
        }
        return isConnected;
    }

    private void TakeOver()
    {
        if (_handedOver is not { } handedOver)
            return;
        for (int i = 0; i < _channels.Length; i++)
            _channels[i].Publication = handedOver[i];
        _handedOver = null;
    }
}
