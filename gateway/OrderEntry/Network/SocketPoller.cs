using System.Net.Sockets;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Tells which sockets can be read or written, and waits for one. Used on the gateway's thread, but for
/// <see cref="Wake"/>.
/// </summary>
internal abstract class SocketPoller : IDisposable
{
    /// <summary>False when <see cref="Poll"/> can't tell and every connection is to be tried.</summary>
    public abstract bool ReportsReadiness { get; }

    public abstract void AddListener(Socket listener);

    public abstract void RemoveListener(Socket listener);

    /// <summary>Adds a connection; it is polled for reading.</summary>
    public abstract void Add(Connection connection);

    public abstract void Remove(Connection connection);

    /// <summary>Says what to poll a connection for.</summary>
    public abstract void SetInterest(Connection connection, bool read, bool write);

    /// <summary>Collects what is ready now, without waiting.</summary>
    /// <param name="ready">Where to put it; what does not fit comes the next time.</param>
    /// <param name="listenerReady">True when a connection waits to be accepted.</param>
    /// <returns>How many entries were put.</returns>
    public abstract int Poll(Span<ReadySocket> ready, out bool listenerReady);

    /// <summary>Waits until a socket is ready or <see cref="Wake"/> was called.</summary>
    /// <param name="timeoutMillis">Longest wait, 0 and up.</param>
    public abstract void Wait(int timeoutMillis);

    /// <summary>Ends a wait, the present one or the next. From any thread.</summary>
    public abstract void Wake();

    public abstract void Dispose();
}
