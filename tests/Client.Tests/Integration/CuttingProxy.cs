using System.Net;
using System.Net.Sockets;

namespace MatchingEngine.Client.Tests;

/// <summary>Carries bytes between a client and a venue and cuts the connection after a number of them.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _chunk = new byte[16_384];
    private Socket? _client;
    private Socket? _venue;
    private long _left;

    public CuttingProxy()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Where the venue listens now.</summary>
    public required Func<EndPoint> Venue { get; init; }

    /// <summary>Gives the bytes, both ways together, after which the next connection is cut.</summary>
    public Func<long> NextCut { get; set; } = () => long.MaxValue;

    /// <summary>What else happens when the proxy cuts a connection.</summary>
    public Action OnCut { get; set; } = () => { };

    public int ConnectionCount { get; private set; }

    public void Poll()
    {
        if (_client is null)
            Accept();
        if (_client is not null)
            Carry(_client, _venue!);
        if (_client is not null)
            Carry(_venue!, _client);
    }

    public void Dispose()
    {
        Close();
        _listener.Dispose();
    }

    private void Accept()
    {
        if (!_listener.Poll(0, SelectMode.SelectRead))
            return;
        _client = _listener.Accept();
        _venue = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // The kernel completes this against the backlog; nobody has to accept for it.
        _venue.Connect(Venue());
        foreach (Socket socket in new[] { _client, _venue })
        {
            socket.NoDelay = true;
            socket.Blocking = false;
        }

        ConnectionCount++;
        _left = NextCut();
    }

    private void Carry(Socket from, Socket to)
    {
        int count = from.Receive(_chunk.AsSpan(), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success || count == 0)
        {
            Close();
            return;
        }

        int carried = (int)Math.Min(count, _left);
        _left -= carried;
        for (int sent = 0; sent < carried && error is SocketError.Success or SocketError.WouldBlock;)
            sent += Math.Max(0, to.Send(_chunk.AsSpan(sent, carried - sent), SocketFlags.None, out error));
        if (_left > 0)
            return;
        Close();
        OnCut();
    }

    private void Close()
    {
        _client?.Dispose();
        _venue?.Dispose();
        _client = _venue = null;
    }
}
