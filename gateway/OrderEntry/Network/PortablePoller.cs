using System.Net;
using System.Net.Sockets;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Works on every system: does not know what is ready, so that each connection is tried in turn, and waits by select.
/// A datagram socket that sends to itself ends a wait.
/// </summary>
internal sealed class PortablePoller : SocketPoller
{
    private static readonly byte[] WakeByte = [1];

    private readonly List<Connection> _connections = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private readonly Socket _wake;
    private readonly EndPoint _wakeEndPoint;
    private readonly byte[] _wakeBuffer = new byte[16];
    private Socket? _listener;
    private volatile bool _isDisposed;

    public PortablePoller()
    {
        _wake = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wake.Blocking = false;
        _wakeEndPoint = _wake.LocalEndPoint!;
        _wake.Connect(_wakeEndPoint);
    }

    public override bool ReportsReadiness => false;

    public override void AddListener(Socket listener) => _listener = listener;

    public override void RemoveListener(Socket listener) => _listener = null;

    public override void Add(Connection connection)
    {
        _connections.Add(connection);
        connection.PollsRead = true;
        connection.PollsWrite = false;
    }

    public override void Remove(Connection connection) => _connections.Remove(connection);

    public override void SetInterest(Connection connection, bool read, bool write)
    {
        connection.PollsRead = read;
        connection.PollsWrite = write;
    }

    public override int Poll(Span<ReadySocket> ready, out bool listenerReady)
    {
        listenerReady = _listener is not null && _listener.Poll(0, SelectMode.SelectRead);
        return 0;
    }

    public override void Wait(int timeoutMillis)
    {
        _readable.Clear();
        _writable.Clear();
        _readable.Add(_wake);
        if (_listener is not null)
            _readable.Add(_listener);
        foreach (Connection connection in _connections)
        {
            if (connection.PollsRead)
                _readable.Add(connection.Socket);
            if (connection.PollsWrite)
                _writable.Add(connection.Socket);
        }
        Socket.Select(_readable, _writable, null, timeoutMillis * 1_000);
        while (_wake.Receive(_wakeBuffer, SocketFlags.None, out SocketError error) > 0 && error == SocketError.Success)
        {
        }
    }

    public override void Wake()
    {
        if (!_isDisposed)
            _wake.Send(WakeByte, SocketFlags.None, out _);
    }

    public override void Dispose()
    {
        _isDisposed = true;
        _wake.Dispose();
    }
}
