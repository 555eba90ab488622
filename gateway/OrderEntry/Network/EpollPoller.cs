using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MatchingEngine.OrderEntry;

/// <summary>Readiness from epoll, level-triggered: what is left in a socket is reported again.</summary>
internal sealed unsafe class EpollPoller : SocketPoller
{
    /// <summary>The listener and the wake-up, beside the connections.</summary>
    private const int OwnEvents = 2;

    private const long ListenerData = -1;
    private const long WakeData = -2;

    private readonly int _epoll;
    private readonly int _wakeEvent;
    private readonly int _eventsMax;
    private readonly byte* _events;
    private volatile bool _isDisposed;

    /// <param name="connectionsMax">Connections at one time: all of them can be reported by one call.</param>
    public EpollPoller(int connectionsMax)
    {
        _eventsMax = connectionsMax + OwnEvents;
        _epoll = Checked(NativeEpoll.Create(NativeEpoll.CloseOnExec));
        _wakeEvent = Checked(NativeEpoll.CreateEvent(0, NativeEpoll.CloseOnExec | NativeEpoll.NonBlocking));
        _events = (byte*)NativeMemory.Alloc((nuint)(_eventsMax * NativeEpoll.EventStride));
        Control(NativeEpoll.Add, _wakeEvent, NativeEpoll.In, WakeData);
    }

    public override bool ReportsReadiness => true;

    public override void AddListener(Socket listener) =>
        Control(NativeEpoll.Add, Descriptor(listener), NativeEpoll.In, ListenerData);

    public override void RemoveListener(Socket listener) =>
        Control(NativeEpoll.Delete, Descriptor(listener), 0, 0);

    public override void Add(Connection connection)
    {
        Control(NativeEpoll.Add, Descriptor(connection.Socket), NativeEpoll.In, connection.Token);
        connection.PollsRead = true;
        connection.PollsWrite = false;
    }

    public override void Remove(Connection connection) =>
        Control(NativeEpoll.Delete, Descriptor(connection.Socket), 0, 0);

    public override void SetInterest(Connection connection, bool read, bool write)
    {
        if (connection.PollsRead == read && connection.PollsWrite == write)
            return;
        uint flags = (read ? NativeEpoll.In : 0) | (write ? NativeEpoll.Out : 0);
        Control(NativeEpoll.Modify, Descriptor(connection.Socket), flags, connection.Token);
        connection.PollsRead = read;
        connection.PollsWrite = write;
    }

    public override int Poll(Span<ReadySocket> ready, out bool listenerReady)
    {
        listenerReady = false;
        int found = NativeEpoll.Wait(_epoll, _events, Math.Min(_eventsMax, ready.Length + OwnEvents), 0);
        int count = 0;
        for (int i = 0; i < found; i++)
        {
            byte* entry = _events + i * NativeEpoll.EventStride;
            uint flags = Unsafe.ReadUnaligned<uint>(entry);
            long data = Unsafe.ReadUnaligned<long>(entry + NativeEpoll.DataOffset);
            if (data == ListenerData)
                listenerReady = true;
            else if (data == WakeData)
                DrainWake();
            else
                ready[count++] = new ReadySocket(
                    (int)data, (flags & NativeEpoll.Out) != 0, (flags & (NativeEpoll.Error | NativeEpoll.HangUp)) != 0);
        }
        return count;
    }

    public override void Wait(int timeoutMillis)
    {
        int found = NativeEpoll.Wait(_epoll, _events, _eventsMax, timeoutMillis);
        for (int i = 0; i < found; i++)
        {
            byte* entry = _events + i * NativeEpoll.EventStride;
            if (Unsafe.ReadUnaligned<long>(entry + NativeEpoll.DataOffset) == WakeData)
                DrainWake();
        }
    }

    public override void Wake()
    {
        if (_isDisposed)
            return;
        ulong one = 1;
        NativeEpoll.Write(_wakeEvent, &one, sizeof(ulong));
    }

    public override void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _ = NativeEpoll.Close(_wakeEvent);
        _ = NativeEpoll.Close(_epoll);
        NativeMemory.Free(_events);
    }

    private static int Descriptor(Socket socket) => (int)socket.Handle;

    private static int Checked(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    private void DrainWake()
    {
        ulong count;
        NativeEpoll.Read(_wakeEvent, &count, sizeof(ulong));
    }

    private void Control(int operation, int descriptor, uint flags, long data)
    {
        byte* change = stackalloc byte[16];
        Unsafe.WriteUnaligned(change, flags);
        Unsafe.WriteUnaligned(change + NativeEpoll.DataOffset, data);
        Checked(NativeEpoll.Control(_epoll, operation, descriptor, change));
    }
}
