using System.Net;
using System.Net.Sockets;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The TCP order-entry gateway: sessions, framing and sequence as PROTOCOL.md says. Messages of clients become
/// commands, events of the engine become messages to clients.
/// </summary>
/// <remarks>
/// One thread calls <see cref="DoWork"/>, <see cref="OnEvent"/>, <see cref="AwaitWork"/>, <see cref="Stop"/> and
/// <see cref="Dispose"/>. <see cref="Wake"/> and <see cref="Counters"/> are safe from any thread. Per message nothing
/// is allocated.
/// </remarks>
public sealed class OrderEntryGateway : IDutyCycle, IEventConsumer, IDisposable
{
    /// <summary>Longest wait, so that time limits are kept while nothing happens.</summary>
    private const int WaitMillisMax = 20;

    private readonly GatewayContext _context;
    private readonly SocketPoller _poller;
    private readonly ConnectionTable _connections;
    private readonly Transport _transport;
    private readonly LogonProtocol _logon;
    private readonly EventRouter _router;
    private readonly SessionProtocol _protocol;
    private readonly ConnectionReader _reader;
    private readonly Acceptor _acceptor;
    private readonly EngineTimer _timer;
    // Who has kept alive is heard before anybody is cut for silence, also after a pause of the service.
    private readonly ReadySocket[] _ready;
    private long _cycle;
    private long _timerMillis;
    private long _goodbyeDueMillis;
    private volatile bool _isOpen;
    private bool _isStopping;
    private bool _isDisposed;

    /// <summary>Makes a gateway; it listens when this returns, and serves with each <see cref="DoWork"/>.</summary>
    /// <param name="options">Where to listen, and limits.</param>
    /// <param name="sessions">Who may log on.</param>
    /// <param name="commands">The door of the engine.</param>
    /// <param name="clock">Time; <see cref="GatewayClock.System"/> but in tests.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="SocketException">The address can't be listened on.</exception>
    public OrderEntryGateway(
        OrderEntryOptions options, SessionDirectory sessions, ICommandPort commands, GatewayClock clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        _context = new GatewayContext(options, sessions, commands, clock);
        _timerMillis = _context.NowMillis - 1;
        _timer = new EngineTimer(_context);
        _poller = UsesEpoll(options.Readiness) ? new EpollPoller(options.MaxConnections) : new PortablePoller();
        _ready = new ReadySocket[options.MaxConnections];
        _connections = new ConnectionTable(options);
        _transport = new Transport(_context, _poller);
        _logon = new LogonProtocol(_context, _transport);
        _router = new EventRouter(_context, _transport, _logon, _timer);
        _protocol = new SessionProtocol(_context, _transport, _logon, new ApplicationDoor(_context, _transport));
        _reader = new ConnectionReader(_context, _transport, _protocol, _connections);
        try
        {
            _acceptor = new Acceptor(_context, _poller, _connections, _transport);
        }
        catch
        {
            _poller.Dispose();
            throw;
        }
    }

    /// <summary>Where the gateway listens, with the port that was taken.</summary>
    public IPEndPoint LocalEndPoint => _acceptor.LocalEndPoint;

    /// <summary>What was done so far.</summary>
    public OrderEntryCounters Counters => _context.Counters.Snapshot();

    /// <summary>What operators did to the venue, and what became of it.</summary>
    public ControlTrail Trail => _context.Trail;

    /// <summary>
    /// True once every command that was given before the first <see cref="DoWork"/> is with the engine: clients are
    /// served from then on. From any thread.
    /// </summary>
    public bool IsOpen => _isOpen;

    /// <summary>True after <see cref="Stop"/> when every connection is closed.</summary>
    public bool IsStopped => _isStopping && _connections.Count == 0;

    /// <inheritdoc />
    public int DoWork()
    {
        _cycle++;
        long now = _context.Clock.MonotonicMillis;
        _context.NowMillis = now;
        if (now != _timerMillis)
            _timer.OnTick();
        // Before the clients: what a start has to set holds for the first of them.
        bool isAllPublished = _context.Service.Publish() == CommandAdmission.Accepted;
        if (isAllPublished)
            _isOpen = true;
        int work = _transport.FlushDirty();
        if (_isOpen)
            work += ReadConnections();
        if (now != _timerMillis)
        {
            _timerMillis = now;
            RunTimers();
        }
        work += _transport.FlushDirty();
        if (_isStopping)
            work += SayGoodbye();
        if (_transport.HasClosed)
            ReleaseClosed();
        _context.Service.Publish();
        if (work == 0)
            _context.Pool.PrepareSpare();
        return work;
    }

    /// <inheritdoc />
    public void AwaitWork(int timeoutMillis)
    {
        _poller.Wait(Math.Min(timeoutMillis, WaitMillisMax));
        _acceptor.IsDue = true;
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The engine's numbers for a session have a gap: a broken
    /// invariant.</exception>
    public void OnEvent(in EventRecord record, bool replayed) => _router.OnEvent(in record, replayed);

    /// <summary>
    /// Gives the engine a command on the service's own account; its SessionID names whom it speaks of, its MsgSeqNum is
    /// 0. Those that are given before the first <see cref="DoWork"/> reach the engine before everything that clients
    /// send. One that finds no room is tried again each duty cycle.
    /// </summary>
    /// <param name="command">The command; sequence and time are given on publishing.</param>
    public void Command(in CommandRecord command) => _context.Service.Add(in command);

    /// <summary>
    /// Sets a session as a snapshot of the engine has it, before the replay of what follows the snapshot. Messages
    /// before <paramref name="nextOutgoingSeqNo"/> can't be sent again.
    /// </summary>
    /// <param name="sessionId">Id of the session; one that is not in the directory is passed over.</param>
    /// <param name="sessionVerId">Its version.</param>
    /// <param name="nextOutgoingSeqNo">Number of the engine's next message to it, 1 and up.</param>
    /// <param name="lastIncomingSeqNo">Number of the last message of it that the engine applied; 0 none.</param>
    public void RestoreSession(uint sessionId, ulong sessionVerId, uint nextOutgoingSeqNo, uint lastIncomingSeqNo)
    {
        ArgumentOutOfRangeException.ThrowIfZero(nextOutgoingSeqNo);
        if (!_context.Sessions.TryGetValue(sessionId, out ClientSession? session))
            return;
        session.BeginVersion(sessionVerId);
        session.LastIncomingSeqNo = lastIncomingSeqNo;
        session.Flow.Reset(nextOutgoingSeqNo);
    }

    /// <summary>Ends a wait in <see cref="AwaitWork"/>: there are events to deliver. From any thread.</summary>
    public void Wake() => _poller.Wake();

    /// <summary>
    /// Takes no more connections, and sends to those there are what waits for them and then Terminate. <see
    /// cref="DoWork"/> is called until <see cref="IsStopped"/>: at most for the time limit of Terminate, once for what
    /// waits and once for the end.
    /// </summary>
    public void Stop()
    {
        if (_isStopping)
            return;
        _isStopping = true;
        _goodbyeDueMillis = _context.Clock.MonotonicMillis + _context.Options.TerminateTimeoutMillis;
        _acceptor.Dispose();
        SayGoodbye();
    }

    /// <summary>Closes everything at once and gives the memory back.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _acceptor.Dispose();
        for (int i = 0; i < _connections.Count; i++)
            _transport.Close(_connections[i]);
        ReleaseClosed();
        foreach (ClientSession session in _context.Sessions.Values)
            session.Flow.Dispose();
        _context.Pool.Dispose();
        _poller.Dispose();
    }

    private static bool UsesEpoll(ReadinessMode mode) => mode switch
    {
        ReadinessMode.Epoll => true,
        ReadinessMode.Portable => false,
        _ => OperatingSystem.IsLinux(),
    };

    private int ReadConnections()
    {
        _reader.BeginCycle(_cycle);
        int work;
        bool listenerReady;
        if (_poller.ReportsReadiness && _connections.Count > _context.Options.DirectReceiveConnections)
        {
            int ready = _poller.Poll(_ready, out listenerReady);
            work = _reader.ServeReady(_ready.AsSpan(0, ready));
        }
        else
        {
            listenerReady = _acceptor.IsDueInCycle(_cycle, _context.NowMillis != _timerMillis);
            work = _reader.ServeAll();
        }
        if (listenerReady)
            work += _acceptor.AcceptWaiting();
        return work;
    }

    /// <returns>Clients that take more at once.</returns>
    private int SayGoodbye()
    {
        int work = 0;
        bool isTimeUp = _context.NowMillis >= _goodbyeDueMillis;
        for (int i = 0; i < _connections.Count; i++)
        {
            if (_connections[i].State < ConnectionState.Terminating
                && _transport.SayGoodbye(_connections[i], isTimeUp))
                work++;
        }
        return work;
    }

    private void RunTimers()
    {
        for (int i = 0; i < _connections.Count; i++)
            _protocol.OnTimer(_connections[i]);
    }

    private void ReleaseClosed()
    {
        while (_transport.HasClosed)
        {
            _connections.Release(_transport.TakeClosed());
            _context.Counters.ConnectionsOpen--;
        }
    }
}
