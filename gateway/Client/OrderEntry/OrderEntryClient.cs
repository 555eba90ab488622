using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <summary>
/// Order entry over one session of the venue: logs on, sends orders, delivers every answer once and in order, comes
/// back after a lost connection without losing or doubling anything.
/// <para>
/// Belongs to one thread. All happens in <see cref="Poll"/>, which that thread calls again and again, spinning or with
/// <see cref="AwaitWork"/> in between; <see cref="Run"/> is that loop. No member may be called from another thread, and
/// Poll not from within a callback. Sending and receiving allocate nothing.
/// </para>
/// </summary>
public sealed partial class OrderEntryClient : IDisposable
{
    private readonly OrderEntryClientOptions _options;
    private readonly OrderEntryHandler _handler;
    private readonly ClientClock _clock;
    private readonly ReconnectBackoff _backoff;
    private readonly OutboundWindow _window;
    private readonly InboundSequence _inbound = new();
    private readonly SendBuffer _sendBuffer;
    private readonly ReceiveBuffer _receiveBuffer;
    private readonly uint _sessionID;

    private ConnectAttempt? _attempt;
    private Socket? _socket;
    private long _nowMillis;
    private long _deadlineMillis;
    private long _requestDeadlineMillis;
    private long _lastSentMillis;
    private long _lastReceivedMillis;
    private long _establishedMillis;
    private long _keepAliveMillis;
    private bool _sentSincePoll;
    private bool _stopRequested;
    private bool _polling;
    private bool _disposed;
    private SocketError _sendError;

    /// <summary>A client that does nothing until <see cref="Connect"/>.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="handler">Takes its callbacks; serves this client alone.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The handler serves another client.</exception>
    public OrderEntryClient(OrderEntryClientOptions options, OrderEntryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Validate();
        handler.Attach(this);
        _options = options;
        _handler = handler;
        _sessionID = options.SessionID;
        _clock = new ClientClock(options.TimeProvider);
        _backoff = new ReconnectBackoff(options.Reconnect);
        _window = new OutboundWindow(options.WindowSize);
        _sendBuffer = new SendBuffer(options.SendBufferBytes);
        _receiveBuffer = new ReceiveBuffer(options.ReceiveBufferBytes);
        InitializeVersion();
    }

    /// <summary>Where the client stands.</summary>
    public ClientState State { get; private set; }

    /// <summary>Why the last connection ended; None before the first end.</summary>
    public DisconnectReason LastDisconnectReason { get; private set; }

    /// <summary>The same for people and logs; empty before the first end.</summary>
    public string LastDisconnectDetail { get; private set; } = "";

    /// <summary>
    /// What to persist so that another process can take the session up (see
    /// <see cref="OrderEntryClientOptions.ResumeFrom"/>). Within a callback the message it is about counts as received.
    /// SessionVerID is 0 until a version was negotiated.
    /// </summary>
    public SessionResumePoint ResumePoint =>
        new(_negotiated ? _sessionVerID : 0, (uint)_window.Next, (uint)_inbound.Expected);

    /// <summary>Sent messages that still wait for an answer, and those behind the oldest of them.</summary>
    public int UnansweredCount => (int)(_window.Next - _window.Oldest);

    /// <summary>
    /// Sequenced messages that came again or above a gap and were not delivered; they come in their place.
    /// </summary>
    public long DroppedMessageCount => _inbound.DroppedCount;

    /// <summary>
    /// Begins to connect with the next <see cref="Poll"/>, from Stopped, or at once instead of waiting to reconnect.
    /// No effect while a connection stands or is made.
    /// </summary>
    public void Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (State is not (ClientState.Stopped or ClientState.WaitingToReconnect))
            return;
        if (State == ClientState.Stopped)
            _backoff.Reset();
        _stopRequested = false;
        _deadlineMillis = _clock.Millis;
        State = ClientState.WaitingToReconnect;
    }

    /// <summary>
    /// Ends the connection in order and stays Stopped: an established session sends Terminate and waits for the answer
    /// in the polls that follow. The session version lives on; <see cref="Connect"/> takes it up again.
    /// </summary>
    public void Terminate() => _stopRequested = true;

    /// <summary>
    /// Gives the session version up: the next connection negotiates a new one, both directions start at 1. Unanswered
    /// messages are reported as <see cref="UndeliveredReason.SessionAbandoned"/>. Live orders stay in the book.
    /// </summary>
    /// <exception cref="InvalidOperationException">The client is not Stopped.</exception>
    public void AbandonSessionVersion()
    {
        if (State != ClientState.Stopped)
            throw new InvalidOperationException("Only a stopped client can give its session version up.");
        for (long n = _window.Oldest; n < _window.Next; n++)
            ReportUndelivered(n, UndeliveredReason.SessionAbandoned);
        _negotiated = _restored = false;
        _versionFromClock = true;
        // Above the version given up, should the clock have gone back.
        _sessionVerID = _sessionVerID == 0 ? 0 : Math.Max(_sessionVerID + 1, (ulong)_clock.UtcNanos);
        _window.Reset(1);
        _inbound.Reset(1);
    }

    /// <summary>
    /// Does what can be done now without waiting: connects, reads, calls the handler, watches the timers, writes.
    /// </summary>
    /// <returns>How much was done; 0: nothing, so that the thread may wait.</returns>
    /// <exception cref="InvalidOperationException">Called from within a callback.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public int Poll()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_polling)
            throw new InvalidOperationException("Poll can't be called from within a callback.");
        _polling = true;
        try
        {
            _nowMillis = _clock.Millis;
            return PollCore();
        }
        finally
        {
            _polling = false;
        }
    }

    /// <summary>Writes what is buffered, as far as the socket takes it; the rest follows with the next calls.</summary>
    /// <returns>Bytes written.</returns>
    public int Flush()
    {
        if (_socket is null || _sendBuffer.IsEmpty || _sendError != SocketError.Success)
            return 0;
        int sent = _sendBuffer.Flush(_socket, out SocketError error);
        _sentSincePoll |= sent > 0;
        // A failed socket may still hold messages to read, a Terminate that says why among them: Poll reads first.
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            _sendError = error;
        return sent;
    }

    /// <summary>
    /// Waits until something arrives or a timer is due. For threads that do not spin, after a Poll that returned 0.
    /// </summary>
    /// <param name="timeoutMillis">Longest wait in milliseconds, 0 and up.</param>
    public void AwaitWork(int timeoutMillis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timeoutMillis);
        int wait = (int)Math.Clamp(NextTimerMillis() - _clock.Millis, 0, timeoutMillis);
        // A wait for bytes does not notice that the socket takes some again.
        int readWait = _sendBuffer.IsEmpty ? wait : Math.Min(wait, 1);
        if (_socket is not null && _sendError == SocketError.Success)
            _socket.Poll(TimeSpan.FromMilliseconds(readWait), SelectMode.SelectRead);
        else if (_attempt is not null)
            _attempt.Wait(wait);
        else if (wait > 0)
            Thread.Sleep(wait);
    }

    /// <summary>
    /// Polls until the client is Stopped or the token is canceled, on the calling thread, which is the client's from
    /// here on. Calls <see cref="Connect"/> first when Stopped. A cancellation closes nothing; dispose, or terminate
    /// before.
    /// </summary>
    /// <param name="spin">True never waits; false waits up to 1 ms when there is nothing to do.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public void Run(bool spin, CancellationToken cancellationToken)
    {
        if (State == ClientState.Stopped)
            Connect();
        while (!cancellationToken.IsCancellationRequested && State != ClientState.Stopped)
        {
            int work = Poll() + _handler.OnDutyCycle();
            if (work == 0 && !spin)
                AwaitWork(1);
        }
    }

    /// <summary><see cref="Run"/> on a thread of its own.</summary>
    /// <returns>Completes when the loop ends; carries the exception of a callback that threw.</returns>
    public Task RunAsync(bool spin, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => Run(spin, cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>
    /// Closes the connection at once, after an attempt to send Terminate; calls nothing back. The session version lives
    /// on.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (State is ClientState.Established or ClientState.Recovering)
            PutTerminate(TerminationCode.Finished);
        Flush();
        CloseConnection();
        State = ClientState.Stopped;
    }

    private int PollCore()
    {
        if (_stopRequested && PollStop())
            return 1;
        switch (State)
        {
            case ClientState.Stopped:
                return 0;
            case ClientState.WaitingToReconnect when _nowMillis < _deadlineMillis:
                return 0;
            case ClientState.WaitingToReconnect:
                BeginConnect();
                return 1;
            case ClientState.Connecting:
                return PollConnect();
            default:
                return PollConnection();
        }
    }

    private int PollConnection()
    {
        int work = Receive();
        if (_socket is null)
            return work + 1;
        if (_sendError != SocketError.Success)
        {
            Disconnect(DisconnectReason.SocketError, $"The socket failed on sending: {_sendError}.");
            return work + 1;
        }

        RequestMissing();
        if (State == ClientState.Recovering)
            work += PollRecovery();
        if (_socket is null || !CheckTimers())
            return work + 1;
        return work + Flush();
    }

    /// <summary>Carries out <see cref="Terminate"/>.</summary>
    /// <returns>True when the poll is over with it.</returns>
    private bool PollStop()
    {
        switch (State)
        {
            case ClientState.Stopped:
                _stopRequested = false;
                return false;
            case ClientState.Terminating:
                return false;
            case ClientState.Established or ClientState.Recovering when PutTerminate(TerminationCode.Finished):
                State = ClientState.Terminating;
                _deadlineMillis = _nowMillis + _options.ResponseTimeoutMillis;
                return false;
            default:
                Disconnect(DisconnectReason.TerminatedByClient, "Ended by this side before it was established.");
                return true;
        }
    }
}
