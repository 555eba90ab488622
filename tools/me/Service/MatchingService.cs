using System.Net;
using System.Net.Sockets;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;
using StateDigest = MatchingEngine.Core.StateDigest;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// The whole house put together: journal, engine, order entry, and the feeds beside it as a follower of the released
/// events.
/// </summary>
public sealed class MatchingService : IDisposable
{
    private const int GoodbyeWaitMillis = 1;

    private readonly Engine _engine;
    private readonly OrderEntryGateway _gateway;

    private MatchingService(
        Engine engine, OrderEntryGateway gateway, FeedService? feed, ReplaySummary recovered)
    {
        _engine = engine;
        _gateway = gateway;
        Feed = feed;
        Recovered = recovered;
    }

    /// <summary>Where clients connect to.</summary>
    public IPEndPoint EndPoint => _gateway.LocalEndPoint;

    /// <summary>The publishing side; null when nothing is published.</summary>
    public FeedService? Feed { get; }

    /// <summary>What the start replayed.</summary>
    public ReplaySummary Recovered { get; }

    /// <summary>What stopped the engine by itself, if anything.</summary>
    public EngineFault Fault => _engine.Fault;

    /// <summary>
    /// Whether the journal cannot take more (disk full). After <see cref="Stop"/>: whether commands that were never
    /// answered are missing from it, so that the next start is behind the state that Stop gave the digest of.
    /// </summary>
    public bool IsJournalStalled => _engine.IsJournalStalled;

    /// <summary>What operators, and the service itself, did to the venue.</summary>
    public ControlTrail Trail => _gateway.Trail;

    /// <summary>Counters of the gateway.</summary>
    public OrderEntryCounters Counters => _gateway.Counters;

    /// <summary>Recovers the journal and starts to serve.</summary>
    /// <param name="options">What the service is made with.</param>
    /// <param name="report">Takes what an operator should read; from any thread.</param>
    /// <param name="progress">Told now and then how many commands are replayed.</param>
    /// <param name="cancellation">Breaks the start off before its threads run; asked for later, it changes
    /// nothing but that the start does not wait any more.</param>
    /// <exception cref="InvalidOperationException">An address can't be listened on, or another media driver serves the
    /// directory.</exception>
    /// <exception cref="InvalidDataException">An instrument can't be added, is known on other terms, or has rules that
    /// the engine refuses.</exception>
    /// <exception cref="Journal.JournalException">The journal is damaged, or in use by another process.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public static MatchingService Start(
        ServiceOptions options,
        Action<string> report,
        Action<long>? progress = null,
        CancellationToken cancellation = default)
    {
        var engine = new Engine(options.Engine, report);
        OrderEntryGateway? gateway = null;
        FeedService? feed = null;
        try
        {
            gateway = Listen(options, engine.Commands);
            feed = options.Feed is null ? null : new FeedService(options.Feed, options.Engine, report);
            ReplaySummary recovered = engine.Recover(gateway, progress, feed?.Follower, cancellation);
            cancellation.ThrowIfCancellationRequested();
            feed?.Open(engine.JournalId);
            foreach (CommandRecord command in StartPlan.Of(options, engine.Core, report))
                gateway.Command(in command);
            engine.Start(gateway);
            AwaitOpening(engine, gateway, cancellation);
            return new MatchingService(engine, gateway, feed, recovered);
        }
        catch
        {
            gateway?.Dispose();
            engine.Dispose();
            feed?.Dispose();
            throw;
        }
    }

    /// <summary>Finishes what was admitted, says goodbye to the clients, and closes the journal.</summary>
    /// <returns>The digest of the final state.</returns>
    public StateDigest Stop()
    {
        _engine.Stop();
        _gateway.Stop();
        // The goodbyes leave, and the clients close, in turns of the gateway; its own limit ends the wait for those
        // that do not.
        while (!_gateway.IsStopped)
        {
            if (_gateway.DoWork() == 0)
                _gateway.AwaitWork(GoodbyeWaitMillis);
        }
        StateDigest digest = _engine.Core.ComputeDigest();
        _engine.Dispose();
        Feed?.Dispose();
        return digest;
    }

    /// <summary>Stops without asking for the digest.</summary>
    public void Dispose()
    {
        _engine.Stop();
        _gateway.Dispose();
        _engine.Dispose();
        Feed?.Dispose();
    }

    /// <summary>
    /// What a start commands comes before the clients. A journal that cannot write would keep it for long: then the
    /// service is started all the same, and opens when the disk has room.
    /// </summary>
    private static void AwaitOpening(Engine engine, OrderEntryGateway gateway, CancellationToken cancellation)
    {
        while (!gateway.IsOpen && !engine.Fault.IsSet && !engine.IsJournalStalled
            && !cancellation.IsCancellationRequested)
        {
            Thread.Sleep(1);
        }
    }

    private static OrderEntryGateway Listen(ServiceOptions options, ICommandPort commands)
    {
        try
        {
            return new OrderEntryGateway(options.OrderEntry, options.Sessions, commands, GatewayClock.System);
        }
        catch (SocketException exception)
        {
            IPEndPoint endPoint = options.OrderEntry.ListenEndPoint;
            string what = exception.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    "another process listens there, perhaps another service. End it, or choose another port",
                SocketError.AddressNotAvailable => "this machine has no such address. Choose one that it has",
                SocketError.AccessDenied => "this user may not. Choose a port above 1023",
                _ => $"{exception.Message}. Choose another address",
            };
            throw new InvalidOperationException($"Cannot listen on {endPoint}: {what} (--listen).", exception);
        }
    }
}
