using System.Net;
using System.Net.Sockets;

namespace MatchingEngine.Client;

/// <summary>
/// Makes a TCP connection on a thread of the pool. A blocking connect there, rather than an asynchronous one, keeps the
/// socket out of the runtime's event loop, which would wake a thread for each packet.
/// </summary>
internal sealed class ConnectAttempt : IDisposable
{
    private readonly Socket _socket;
    private readonly Task<string?> _task;
    private bool _taken;

    public ConnectAttempt(EndPoint endPoint)
    {
        _socket = endPoint is IPEndPoint ip
            ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        _task = Task.Run(() => Connect(_socket, endPoint));
    }

    public bool IsCompleted => _task.IsCompleted;

    /// <summary>Waits until the attempt is over, at most this long.</summary>
    public void Wait(int timeoutMillis) => _task.Wait(timeoutMillis);

    /// <summary>The outcome of a completed attempt.</summary>
    /// <param name="error">Why there is no connection.</param>
    /// <returns>The connected socket, non-blocking and the caller's from here; null when the attempt failed.</returns>
    public Socket? Take(out string? error)
    {
        error = _task.Result;
        if (error is not null)
            return null;
        _taken = true;
        return _socket;
    }

    public void Dispose()
    {
        if (!_taken)
            _socket.Dispose();
    }

    private static string? Connect(Socket socket, EndPoint endPoint)
    {
        try
        {
            socket.Connect(endPoint);
            socket.NoDelay = true;
            socket.Blocking = false;
            return null;
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }
        catch (ObjectDisposedException)
        {
            return "The attempt was given up.";
        }
    }
}
