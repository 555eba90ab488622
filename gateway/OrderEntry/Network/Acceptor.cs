using System.Net;
using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>Listens, and makes connections of sockets.</summary>
internal sealed class Acceptor : IDisposable
{
    private const int Backlog = 128;
    private const int AcceptsPerCycleMax = 16;

    /// <summary>
    /// Pause after a failed accept: out of descriptors, the listener stays ready and each try costs an exception.
    /// </summary>
    private const int PauseMillis = 50;

    /// <summary>
    /// Asking a listener costs a system call: without connections it is asked each cycle, else each so many.
    /// </summary>
    private const long CyclesBetween = 64;

    private readonly GatewayContext _context;
    private readonly SocketPoller _poller;
    private readonly ConnectionTable _connections;
    private readonly Transport _transport;
    private readonly Socket _listener;
    private long _pausedUntilMillis;
    private bool _isDisposed;

    public Acceptor(GatewayContext context, SocketPoller poller, ConnectionTable connections, Transport transport)
    {
        _context = context;
        _poller = poller;
        _connections = connections;
        _transport = transport;
        IPEndPoint endPoint = context.Options.ListenEndPoint;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
            _listener.Blocking = false;
            LocalEndPoint = (IPEndPoint)_listener.LocalEndPoint!;
            _poller.AddListener(_listener);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Asks the listener in the next cycle.</summary>
    public bool IsDue { get; set; }

    /// <summary>Whether a cycle that does not poll should ask the listener.</summary>
    public bool IsDueInCycle(long cycle, bool timePassed)
    {
        bool isDue = IsDue || timePassed || _connections.Count == 0 || cycle % CyclesBetween == 0;
        IsDue = false;
        return isDue;
    }

    public int AcceptWaiting()
    {
        int accepted = 0;
        if (_context.NowMillis < _pausedUntilMillis)
            return 0;
        while (!_isDisposed && accepted < AcceptsPerCycleMax && _listener.Poll(0, SelectMode.SelectRead))
        {
            if (_connections.IsFull && TryMakeRoom())
                break;
            if (TryAccept() is not { } socket)
                break;
            accepted++;
            if (_connections.IsFull)
                TurnAway(socket);
            else
                Open(socket);
        }
        return accepted;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _poller.RemoveListener(_listener);
        _listener.Dispose();
    }

    /// <summary>
    /// Strangers who say nothing must not keep out who can log on: the new connection waits where it is for the place
    /// that one of them gives up, until the end of this duty cycle.
    /// </summary>
    private bool TryMakeRoom()
    {
        if (_connections.FindDispensable() is not { } dispensable)
            return false;
        _transport.GiveUp(dispensable);
        IsDue = true;
        return true;
    }

    private Socket? TryAccept()
    {
        try
        {
            return _listener.Accept();
        }
        catch (SocketException)
        {
            // The client went away between connecting and here, or the process is out of descriptors.
            _pausedUntilMillis = _context.NowMillis + PauseMillis;
            return null;
        }
    }

    private void Open(Socket socket)
    {
        try
        {
            socket.Blocking = false;
            socket.NoDelay = true;
            if (_context.Options.SocketSendBufferBytes > 0)
                socket.SendBufferSize = _context.Options.SocketSendBufferBytes;
        }
        catch (SocketException)
        {
            // Some systems refuse options of a socket that the other side has reset already.
            socket.Dispose();
            return;
        }
        _poller.Add(_connections.Open(socket, _context.NowMillis));
        _context.Counters.ConnectionsAccepted++;
        _context.Counters.ConnectionsOpen++;
    }

    private void TurnAway(Socket socket)
    {
        _context.Counters.ConnectionsRefused++;
        Span<byte> frame = stackalloc byte[FrameLayout.MaxFrameLength];
        int length = FrameCodec.Write(
            frame, new TerminateBlock { TerminationCode = TerminationCode.ConnectionLimitReached });
        using (socket)
        {
            socket.Blocking = false;
            socket.Send(frame[..length], SocketFlags.None, out _);
            // A close on top of unread bytes would take back what was sent.
            socket.Receive(frame, SocketFlags.None, out _);
        }
    }
}
