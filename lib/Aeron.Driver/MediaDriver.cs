using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Conductor;
using MatchingEngine.AeronDriver.Network;
using MatchingEngine.AeronDriver.Threads;

namespace MatchingEngine.AeronDriver;

/// <summary>
/// A media driver in this process. Clients of this and of other processes find it by its directory. Disposing ends it:
/// clients are told by the heartbeat that it has gone. Launch and dispose are not to be called at the same time.
/// </summary>
public sealed class MediaDriver : IDisposable
{
    private readonly MediaDriverContext _context;
    private readonly DriverServices _services;
    private readonly Sender _sender;
    private readonly Receiver _receiver;
    private readonly DriverConductor _conductor;
    private readonly AgentGroup? _invoked;
    private readonly List<AgentThread> _threads = [];
    private bool _isDisposed;

    private MediaDriver(MediaDriverContext context)
    {
        _context = context;
        long nowMillis = DriverServices.NowMillis();
        DriverDirectory.Prepare(context.DirectoryName, context.DriverTimeoutMillis, nowMillis);
        CncFile cnc = CncFile.Create(context.DirectoryName, context, nowMillis);
        _services = new DriverServices(context, cnc);
        _sender = new Sender(_services);
        _receiver = new Receiver(_services);
        _conductor = new DriverConductor(_services, _sender, _receiver);

        // Ids start above zero for clients too: the first is the driver's own.
        cnc.ToDriver.NextCorrelationId();
        cnc.ToDriver.HeartbeatMillis = nowMillis;
        cnc.SignalReady();
        _invoked = Start();
    }

    /// <summary>Directory in which clients find the driver.</summary>
    public string DirectoryName => _context.DirectoryName;

    /// <summary>Starts a driver.</summary>
    /// <exception cref="ActiveDriverException">Another driver serves the directory.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="IOException">The directory cannot be made, or is no driver's.</exception>
    public static MediaDriver Launch(MediaDriverContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        MediaDriverContext copy = context.Copy();
        copy.Validate();
        copy.DirectoryName = Path.GetFullPath(copy.DirectoryName);
        return new MediaDriver(copy);
    }

    /// <summary>One turn of all parts on the calling thread; how much was done. Always from the same thread.</summary>
    /// <exception cref="InvalidOperationException">The driver has threads of its own.</exception>
    public int Invoke() => _invoked is not null
        ? _invoked.DoWork()
        : throw new InvalidOperationException("only a driver with ThreadingMode.Invoker is invoked");

    /// <summary>
    /// Stops all threads, closes sockets and unmaps files; deletes the directory if the context says so.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (AgentThread thread in _threads)
        {
            thread.Dispose();
        }

        _conductor.Dispose();
        _sender.Dispose();
        _receiver.Dispose();
        _services.Cnc.ToDriver.HeartbeatMillis = -1;
        _services.Dispose();
        if (_context.DeleteDirectoryOnShutdown)
        {
            DriverDirectory.Delete(_context.DirectoryName);
        }
    }

    /// <summary>For tests: what the parts of the driver share.</summary>
    internal DriverServices Services => _services;

    private AgentGroup? Start()
    {
        switch (_context.ThreadingMode)
        {
            case ThreadingMode.Invoker:
                return new AgentGroup(_services, _sender, _receiver, _conductor);

            case ThreadingMode.Dedicated:
                Run(_conductor);
                Run(_sender);
                Run(_receiver);
                return null;

            case ThreadingMode.SharedNetwork:
                Run(_conductor);
                Run(_sender, _receiver);
                return null;

            default:
                Run(_sender, _receiver, _conductor);
                return null;
        }
    }

    private void Run(params IAgent[] agents) =>
        _threads.Add(new AgentThread(new AgentGroup(_services, agents), _context.Idle, _context.MaxParkNanos));
}
