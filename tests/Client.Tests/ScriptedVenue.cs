using System.Net;
using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.Client.Tests;

/// <summary>A raw socket that speaks frames as a test tells it to. Polled on the thread of the test.</summary>
internal sealed class ScriptedVenue : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<byte> _bytes = [];
    private readonly byte[] _chunk = new byte[65_536];
    private Socket? _connection;
    private bool _isListening = true;

    public ScriptedVenue()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        _listener.Blocking = false;
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public int ConnectionCount { get; private set; }

    public bool IsConnected => _connection is not null;

    public bool IsReading { get; set; } = true;

    public Queue<byte[]> Received { get; } = new();

    public void Poll()
    {
        if (_connection is null && _isListening && _listener.Poll(0, SelectMode.SelectRead))
        {
            _connection = _listener.Accept();
            _connection.NoDelay = true;
            _connection.Blocking = false;
            ConnectionCount++;
        }

        if (_connection is null || !IsReading)
            return;
        int count = _connection.Receive(_chunk.AsSpan(), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success || count == 0)
        {
            Close();
            return;
        }

        _bytes.AddRange(_chunk.AsSpan(0, count));
        CutFrames();
    }

    public void Send<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock =>
        SendBytes(WireFormat.Encode(in block));

    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        Assert.NotNull(_connection);
        Assert.Equal(bytes.Length, _connection.Send(bytes));
    }

    /// <summary>Ends the connection; frames already received stay.</summary>
    public void Close()
    {
        _connection?.Dispose();
        _connection = null;
        _bytes.Clear();
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        _connection!.LingerState = new LingerOption(true, 0);
        Close();
    }

    public void StopListening()
    {
        _isListening = false;
        _listener.Dispose();
    }

    public void Dispose()
    {
        Close();
        _listener.Dispose();
    }

    private void CutFrames()
    {
        while (_bytes.Count >= WireFormat.HeaderLength)
        {
            Span<byte> span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
            int length = WireFormat.LengthOf(span);
            if (_bytes.Count < length)
                return;
            Received.Enqueue(span[..length].ToArray());
            _bytes.RemoveRange(0, length);
        }
    }
}
