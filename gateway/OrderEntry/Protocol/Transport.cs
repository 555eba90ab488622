using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The way out: puts messages into the send buffers, feeds them from the flows, gives them to the sockets once a duty
/// cycle, and ends connections.
/// </summary>
internal sealed class Transport(GatewayContext context, SocketPoller poller)
{
    private readonly Connection[] _dirty = new Connection[context.Options.MaxConnections];
    private readonly Connection[] _closed = new Connection[context.Options.MaxConnections];
    private int _dirtyCount;
    private int _closedCount;
    private int _writes;

    /// <summary>Connections that were closed and not yet taken by <see cref="TakeClosed"/>.</summary>
    public bool HasClosed => _closedCount > 0;

    public Connection TakeClosed() => _closed[--_closedCount];

    public void MarkDirty(Connection connection)
    {
        if (connection.IsDirty)
            return;
        connection.IsDirty = true;
        _dirty[_dirtyCount++] = connection;
    }

    /// <summary>Sends a message of the session layer, or one outside the sequence.</summary>
    public void Send<TBlock>(Connection connection, in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        Span<byte> space = connection.Outbound.FrameSpace();
        if (space.IsEmpty)
            return;
        if (connection.Outbound.IsEmpty)
            connection.LastProgressMillis = context.NowMillis;
        connection.Outbound.Written(FrameCodec.Write(space, in block));
        MarkDirty(connection);
    }

    /// <summary>
    /// Sends Terminate and begins to close: the session, if one is established, is free from here on.
    /// </summary>
    public void Terminate(Connection connection, TerminationCode code)
    {
        if (connection.State >= ConnectionState.Terminating)
            return;
        context.Counters.CountTermination(code);
        var terminate = new TerminateBlock { TerminationCode = code };
        if (connection.Session is { } session)
        {
            terminate.SessionID = session.SessionId;
            terminate.SessionVerID = session.SessionVerId;
        }
        Send(connection, in terminate);
        Unbind(connection);
        connection.State = ConnectionState.Terminating;
        connection.TerminatedMillis = context.NowMillis;
        connection.Inbound.Clear();
        MarkDirty(connection);
    }

    /// <summary>
    /// Ends a connection because the service does: once it has been offered everything that waits for it, or when its
    /// time for that is up. One buffer a call, so that no client keeps the others waiting.
    /// </summary>
    /// <returns>Whether the socket has taken all that was offered, and there is more.</returns>
    public bool SayGoodbye(Connection connection, bool isTimeUp)
    {
        bool goesOn = Flush(connection);
        bool hasMore = connection.State == ConnectionState.Established
            && (connection.IsRetransmitting || connection.NextToSend != connection.Session!.Flow.NextSeqNo);
        if (!hasMore || isTimeUp)
            Terminate(connection, TerminationCode.ServiceStopping);
        return goesOn;
    }

    /// <summary>Ends a connection at once, for another one that needs its place.</summary>
    public void GiveUp(Connection connection)
    {
        Terminate(connection, TerminationCode.ConnectionLimitReached);
        Flush(connection);
        if (connection.State == ConnectionState.Closed)
            return;
        // A close on top of unread bytes would take back what was sent.
        connection.Socket.Receive(connection.Inbound.Free(), SocketFlags.None, out _);
        Close(connection);
    }

    /// <summary>Closes at once. The connection goes back to the pool at the end of the duty cycle.</summary>
    public void Close(Connection connection)
    {
        if (connection.State == ConnectionState.Closed)
            return;
        Unbind(connection);
        connection.State = ConnectionState.Closed;
        poller.Remove(connection);
        connection.Socket.Dispose();
        _closed[_closedCount++] = connection;
    }

    /// <summary>Gives the sockets what waits for them, each connection once.</summary>
    /// <returns>How often a socket took bytes.</returns>
    public int FlushDirty()
    {
        _writes = 0;
        int count = _dirtyCount;
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            Connection connection = _dirty[i];
            if (Flush(connection))
                _dirty[kept++] = connection;
            else
                connection.IsDirty = false;
        }
        _dirtyCount = kept;
        return _writes;
    }

    /// <summary>Fills the send buffer from the flow and offers it to the socket once.</summary>
    /// <returns>True when the socket took everything and the flow has more: go on in the next duty cycle.</returns>
    public bool Flush(Connection connection)
    {
        if (connection.State == ConnectionState.Closed)
            return false;
        bool pumpedAll = connection.State != ConnectionState.Established || Pump(connection);
        if (!Offer(connection))
            return false;
        if (connection.State == ConnectionState.Terminating)
            ShutDownSend(connection);
        return !pumpedAll;
    }

    /// <summary>Tells the poller what this connection waits for.</summary>
    public void UpdateInterest(Connection connection)
    {
        if (connection.State == ConnectionState.Closed)
            return;
        bool read = !(connection.IsHeld && connection.Inbound.HasFrame);
        if (read != connection.PollsRead || connection.IsWriteBlocked != connection.PollsWrite)
            poller.SetInterest(connection, read, connection.IsWriteBlocked);
    }

    private static void ShutDownSend(Connection connection)
    {
        if (connection.IsSendShutDown)
            return;
        connection.IsSendShutDown = true;
        try
        {
            connection.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The other side is gone already; the next receive says so.
        }
    }

    private void Unbind(Connection connection)
    {
        if (connection.Session is not { } session)
            return;
        if (session.Connection == connection)
        {
            session.Connection = null;
            context.Counters.SessionsEstablished--;
            // An operator's session has no orders that could end with its connection.
            if (!session.IsOperator)
                context.Service.Add(new SessionDisconnectedBlock { SessionID = session.SessionId });
        }
        if (session.NegotiatingConnection == connection)
            session.NegotiatingConnection = null;
        connection.Session = null;
    }

    /// <returns>True when the flow has nothing more for this connection.</returns>
    private bool Pump(Connection connection)
    {
        RecoverableFlow flow = connection.Session!.Flow;
        SendBuffer outbound = connection.Outbound;
        if (outbound.IsEmpty)
            connection.LastProgressMillis = context.NowMillis;
        if (connection.IsRetransmitting && connection.RetransmitNext < flow.OldestSeqNo)
        {
            Terminate(connection, TerminationCode.SlowConsumer);
            return true;
        }
        while (connection.IsRetransmitting)
        {
            if (!outbound.TryAppend(flow.Frame(connection.RetransmitNext)))
                return false;
            connection.RetransmitNext++;
            context.Counters.MessagesRetransmitted++;
        }
        while (connection.NextToSend != flow.NextSeqNo)
        {
            if (!outbound.TryAppend(flow.Frame(connection.NextToSend)))
                return false;
            connection.NextToSend++;
            context.Counters.MessagesSent++;
        }
        return true;
    }

    /// <returns>True when the socket took everything.</returns>
    private bool Offer(Connection connection)
    {
        SendBuffer outbound = connection.Outbound;
        if (!outbound.IsEmpty)
        {
            int sent = connection.Socket.Send(outbound.Unsent, SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                Close(connection);
                return false;
            }
            if (error == SocketError.Success && sent > 0)
            {
                outbound.Sent(sent);
                connection.LastSentMillis = context.NowMillis;
                connection.LastProgressMillis = context.NowMillis;
                context.Counters.BytesSent += sent;
                _writes++;
            }
        }
        connection.IsWriteBlocked = !outbound.IsEmpty;
        UpdateInterest(connection);
        return !connection.IsWriteBlocked;
    }
}
