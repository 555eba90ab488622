using System.Net.Sockets;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The way in: receives once from a connection, then takes whole frames up to a budget, so that nobody's flood keeps
/// others waiting. What is left in the buffer comes first in the next duty cycle.
/// </summary>
internal sealed class ConnectionReader(
    GatewayContext context, Transport transport, SessionProtocol protocol, ConnectionTable connections)
{
    /// <summary>
    /// Connections with frames left over, in the order in which they are served: who was served goes to the end.
    /// </summary>
    private readonly Queue<Connection> _backlogged = new(context.Options.MaxConnections);

    /// <summary>
    /// Where one thread runs all stages, nobody takes commands out of the ring while we read: more than it has room for
    /// would be refused without need. One slot is left to the engine's own commands.
    /// </summary>
    private readonly int _cycleBudgetMax =
        Math.Min(context.Options.CycleReadBudget, Math.Max(1, context.Commands.Capacity - 1));
    private long _cycle;
    private int _cycleBudget;
    private int _nextStart;

    public void BeginCycle(long cycle)
    {
        _cycle = cycle;
        _cycleBudget = _cycleBudgetMax;
    }

    /// <summary>Serves every connection once, starting with another one each time.</summary>
    public int ServeAll()
    {
        int count = connections.Count;
        if (count == 0)
            return 0;
        ForgetBacklogged();
        int work = 0;
        int start = _nextStart++ % count;
        if (_nextStart < 0)
            _nextStart = 0;
        for (int i = 0; i < count; i++)
        {
            int position = start + i;
            Connection connection = connections[position < count ? position : position - count];
            if (connection.IsWriteBlocked)
                transport.MarkDirty(connection);
            work += Serve(connection);
        }
        return work;
    }

    /// <summary>Serves the connections with frames left over, then those that the poller named.</summary>
    public int ServeReady(ReadOnlySpan<ReadySocket> ready)
    {
        int work = ServeBacklogged();
        foreach (ReadySocket socket in ready)
        {
            Connection connection = connections.ByToken(socket.Token);
            if (connection.State == ConnectionState.Closed)
                continue;
            if (socket.CanWrite)
                transport.MarkDirty(connection);
            if (socket.IsBroken && !connection.PollsRead)
                transport.Close(connection);
            else
                work += Serve(connection);
        }
        return work;
    }

    private void ForgetBacklogged()
    {
        while (_backlogged.TryDequeue(out Connection? connection))
            connection.IsBacklogged = false;
    }

    private int ServeBacklogged()
    {
        int work = 0;
        for (int left = _backlogged.Count; left > 0 && _cycleBudget > 0; left--)
        {
            Connection connection = _backlogged.Dequeue();
            connection.IsBacklogged = false;
            work += Serve(connection);
        }
        return work;
    }

    private int Serve(Connection connection)
    {
        if (connection.State == ConnectionState.Closed || connection.ServedCycle == _cycle)
            return 0;
        connection.ServedCycle = _cycle;
        int work = 0;
        if (!connection.Inbound.HasFrame)
            work = Receive(connection);
        work += Process(connection);
        if (connection.State == ConnectionState.Closed)
            return work;
        if (connection.Inbound.HasFrame)
            KeepForNextCycle(connection);
        transport.UpdateInterest(connection);
        return work;
    }

    private void KeepForNextCycle(Connection connection)
    {
        if (connection.IsBacklogged)
            return;
        connection.IsBacklogged = true;
        _backlogged.Enqueue(connection);
    }

    /// <returns>1 when bytes came.</returns>
    private int Receive(Connection connection)
    {
        int received = connection.Socket.Receive(connection.Inbound.Free(), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return 0;
        if (error != SocketError.Success || received == 0)
        {
            transport.Close(connection);
            return 1;
        }
        connection.Inbound.Filled(received);
        connection.LastReceivedMillis = context.NowMillis;
        context.Counters.BytesReceived += received;
        return 1;
    }

    private int Process(Connection connection)
    {
        int budget = Math.Min(context.Options.ConnectionReadBudget, _cycleBudget);
        int taken = 0;
        while (taken < budget && connection.State <= ConnectionState.Established && !connection.IsHeld)
        {
            FrameStatus status = FrameCodec.Inspect(connection.Inbound.Unread, out int length);
            if (status == FrameStatus.Incomplete)
                break;
            taken++;
            if (status != FrameStatus.Complete)
            {
                protocol.OnBrokenFrame(connection, status);
                break;
            }
            ReadOnlySpan<byte> frame = connection.Inbound.Unread[..length];
            connection.Inbound.Consume(length);
            context.Counters.FramesReceived++;
            protocol.OnFrame(connection, frame);
        }
        if (connection.State == ConnectionState.Terminating)
            connection.Inbound.Clear();
        _cycleBudget -= taken;
        return taken;
    }
}
