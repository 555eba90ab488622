using System.Net.Sockets;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The connections that are open, by position for going through all and by token for the poller; closed ones wait for
/// reuse.
/// </summary>
internal sealed class ConnectionTable(OrderEntryOptions options)
{
    private readonly Connection?[] _byToken = new Connection?[options.MaxConnections];
    private readonly Connection[] _open = new Connection[options.MaxConnections];
    private readonly Stack<Connection> _pool = new();
    private int _made;

    /// <summary>Connections that are open, or closed in this duty cycle.</summary>
    public int Count { get; private set; }

    public bool IsFull => Count == _open.Length;

    public Connection this[int position] => _open[position];

    public Connection ByToken(int token) => _byToken[token]!;

    public Connection Open(Socket socket, long nowMillis)
    {
        if (!_pool.TryPop(out Connection? connection))
        {
            connection = new Connection(_made, options);
            _byToken[_made++] = connection;
        }
        connection.Open(socket, nowMillis);
        _open[Count++] = connection;
        return connection;
    }

    /// <summary>
    /// Whose place a new connection may have: one that is ending and has nothing more to send; else, of those that have
    /// no session, the one that is there for longest; else one that is ending. Null when all have a session.
    /// </summary>
    public Connection? FindDispensable()
    {
        Connection? longest = null;
        Connection? ending = null;
        for (int i = 0; i < Count; i++)
        {
            Connection connection = _open[i];
            if (connection.State >= ConnectionState.Terminating)
            {
                if (connection.Outbound.IsEmpty)
                    return connection;
                ending = connection;
            }
            else if (connection.Session is null && (longest is null || connection.OpenedMillis < longest.OpenedMillis))
            {
                longest = connection;
            }
        }
        return longest ?? ending;
    }

    /// <summary>Takes a closed connection out; the order of the others may change.</summary>
    public void Release(Connection connection)
    {
        int position = Array.IndexOf(_open, connection, 0, Count);
        _open[position] = _open[--Count];
        _open[Count] = null!;
        _pool.Push(connection);
    }
}
