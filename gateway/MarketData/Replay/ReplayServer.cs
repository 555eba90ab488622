using System.Net;
using System.Net.Sockets;
using MatchingEngine.Core;

namespace MatchingEngine.MarketData;

/// <summary>
/// Gives missed messages to who asks for them by stream and number, over TCP. Each client has a thread; a slow one
/// holds up itself alone, and what goes wrong with one is reported, counted, and ends that one's connection.
/// </summary>
public sealed class ReplayServer : IDisposable
{
    private const int Backlog = 16;
    private const int AcceptRetryMillis = 10;

    private readonly FeedPublisher _feed;
    private readonly ReplayOptions _options;
    private readonly MessageFinder _finder;
    private readonly Action<string> _report;
    private readonly Socket _listener;
    private readonly Thread _acceptor;
    private readonly Lock _lock = new();
    private readonly List<Client> _clients = [];
    private volatile bool _stopping;
    private long _messages;
    private long _refused;
    private long _faults;

    /// <summary>Listens; nobody is served before <see cref="Start"/>.</summary>
    /// <param name="feed">What is served.</param>
    /// <param name="options">How.</param>
    /// <param name="dataDirectory">Directory of the journal.</param>
    /// <param name="limits">Limits that the journal is written under.</param>
    /// <param name="report">Takes what an operator should read; from any thread.</param>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ReplayServer(
        FeedPublisher feed, ReplayOptions options, string dataDirectory, CoreLimits limits, Action<string> report)
    {
        options.Validate();
        _feed = feed;
        _options = options;
        _report = report;
        _finder = new MessageFinder(feed, dataDirectory, limits, options.ReadMillis, report);
        _listener = new Socket(options.ListenEndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(options.ListenEndPoint);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
        _acceptor = new Thread(Accept) { Name = "me-replay", IsBackground = true };
    }

    /// <summary>Where clients connect to.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Messages given so far. Any thread.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Connections that were closed because there were too many, of all or of one address. Any thread.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Connections that something unexpected ended. Any thread.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Times that the journal was read from its beginning. Any thread.</summary>
    public long HistoryCount => _finder.HistoryCount;

    /// <summary>Begins to serve: after the feed was opened.</summary>
    public void Start() => _acceptor.Start();

    /// <summary>Closes all connections and ends the threads.</summary>
    public void Dispose()
    {
        _stopping = true;
        _finder.Stop();
        _listener.Dispose();
        if (_acceptor.IsAlive)
            _acceptor.Join();
        Client[] clients;
        lock (_lock)
            clients = [.. _clients];
        foreach (Client client in clients)
        {
            client.Socket.Dispose();
            client.Thread.Join();
        }
        _finder.Dispose();
    }

    private void Accept()
    {
        while (!_stopping)
        {
            Socket? socket = null;
            try
            {
                socket = _listener.Accept();
                Serve(socket);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The listener was closed, or the client has gone already, or there are no file handles left: then
                // asking again at once would only burn the processor.
                socket?.Dispose();
                Thread.Sleep(AcceptRetryMillis);
            }
            catch (Exception exception)
            {
                socket?.Dispose();
                OnFault(exception);
                Thread.Sleep(AcceptRetryMillis);
            }
        }
    }

    private void Serve(Socket socket)
    {
        IPAddress address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        lock (_lock)
        {
            if (_clients.Count >= _options.MaxConnections
                || _clients.Count(client => client.Address.Equals(address)) >= _options.MaxConnectionsPerAddress)
            {
                Interlocked.Increment(ref _refused);
                socket.Dispose();
                return;
            }
            var connection = new ReplayConnection(socket, _feed, _finder, _options);
            var thread = new Thread(() => Run(connection, socket)) { Name = "me-replay-client", IsBackground = true };
            // It takes itself off the list, which it can do only once this is done with the lock.
            thread.Start();
            _clients.Add(new Client(socket, thread, address));
        }
    }

    private void Run(ReplayConnection connection, Socket socket)
    {
        try
        {
            connection.Run();
        }
        catch (Exception exception)
        {
            OnFault(exception);
        }
        Interlocked.Add(ref _messages, connection.Messages);
        lock (_lock)
        {
            _clients.RemoveAll(client => client.Socket == socket);
            _finder.Leave(connection);
            if (_clients.Count == 0)
                _finder.Release();
        }
    }

    // Nobody but the one client may notice.
    private void OnFault(Exception exception)
    {
        Interlocked.Increment(ref _faults);
        _report($"the replay of missed messages ended a connection: {exception.Message}");
    }

    private readonly record struct Client(Socket Socket, Thread Thread, IPAddress Address);
}
