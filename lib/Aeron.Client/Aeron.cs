using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>
/// A client of a media driver: makes publications, subscriptions and counters, and keeps itself alive with the driver.
/// Any thread may use it, except that its handlers must not call back in. Adding waits for the driver; the forms that
/// begin with Async do not.
/// </summary>
public partial class Aeron : IDisposable
{
    /// <summary>Stands for "none" wherever a value is not set.</summary>
    public const int NULL_VALUE = -1;

    private readonly Context _ctx;
    private readonly ClientConductor _conductor;
    private readonly AgentRunner? _runner;
    private readonly AgentInvoker? _invoker;
    private volatile bool _isClosed;
    private int _isDisposed;

    private Aeron(Context ctx)
    {
        _ctx = ctx.Conclude();
        ClientId = ctx.ClientId();
        _conductor = new ClientConductor(ctx, this);
        if (ctx.UseConductorAgentInvoker())
        {
            _invoker = new AgentInvoker(ctx.ErrorHandler(), null, _conductor);
        }
        else
        {
            _runner = new AgentRunner(ctx.IdleStrategy(), ctx.ErrorHandler(), null, _conductor);
        }
    }

    /// <summary>Whether this has been disposed, or has ended for another reason.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>The settings.</summary>
    public Context Ctx => _ctx;

    /// <summary>Id that the driver knows this client by.</summary>
    public long ClientId { get; }

    /// <summary>Does the conductor's turns, when the settings say that the application does; else null.</summary>
    public AgentInvoker? ConductorAgentInvoker => _invoker;

    /// <summary>Reads all counters of the driver.</summary>
    /// <exception cref="Exceptions.AeronException">The client is closed.</exception>
    public CountersReader CountersReader => _isClosed
        ? throw new Exceptions.AeronException("Aeron client is closed")
        : _conductor.CountersReader;

    /// <summary>Connects with default settings.</summary>
    /// <returns>The client.</returns>
    /// <exception cref="Exceptions.DriverTimeoutException">There is no driver.</exception>
    public static Aeron Connect() => Connect(new Context());

    /// <summary>Connects to a driver.</summary>
    /// <param name="ctx">Settings; each client needs an instance of its own.</param>
    /// <returns>The client.</returns>
    /// <exception cref="Exceptions.DriverTimeoutException">There is no driver.</exception>
    /// <exception cref="Exceptions.ConcurrentConcludeException">The settings have been used before.</exception>
    public static Aeron Connect(Context ctx)
    {
        Aeron aeron;
        try
        {
            aeron = new Aeron(ctx);
        }
        catch (Exception e) when (e is not Exceptions.ConcurrentConcludeException)
        {
            ctx.Dispose();
            throw;
        }

        aeron._invoker?.Start();
        if (aeron._runner is { } runner)
        {
            AgentRunner.StartOnThread(runner, ctx.ThreadFactory());
        }

        return aeron;
    }

    /// <summary>Closes the client with everything it made. Waits for the conductor's thread.</summary>
    public void Dispose()
    {
        _isClosed = true;
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _runner?.Dispose();
            _invoker?.Dispose();
        }
    }

    /// <summary>Adds a publication that any thread may offer to.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <returns>The publication, a <see cref="ConcurrentPublication"/>.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it.</exception>
    /// <exception cref="Exceptions.DriverTimeoutException">The driver does not answer.</exception>
    public Publication AddPublication(string channel, int streamId) => _conductor.AddPublication(channel, streamId);

    /// <summary>Adds a publication that one thread offers to, with a session of its own.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <returns>The publication.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it.</exception>
    /// <exception cref="Exceptions.DriverTimeoutException">The driver does not answer.</exception>
    public ExclusivePublication AddExclusivePublication(string channel, int streamId) =>
        _conductor.AddExclusivePublication(channel, streamId);

    /// <summary>Adds a subscription with the image handlers of the settings.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it.</exception>
    /// <exception cref="Exceptions.DriverTimeoutException">The driver does not answer.</exception>
    public Subscription AddSubscription(string channel, int streamId) => _conductor.AddSubscription(
        channel, streamId, _ctx.AvailableImageHandler(), _ctx.UnavailableImageHandler());

    /// <summary>Adds a subscription with image handlers of its own.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <param name="availableImageHandler">Is told of images that become available; null for nobody.</param>
    /// <param name="unavailableImageHandler">Is told of images that become unavailable; null for nobody.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it.</exception>
    /// <exception cref="Exceptions.DriverTimeoutException">The driver does not answer.</exception>
    public Subscription AddSubscription(
        string channel,
        int streamId,
        AvailableImageHandler? availableImageHandler,
        UnavailableImageHandler? unavailableImageHandler) =>
        _conductor.AddSubscription(channel, streamId, availableImageHandler, unavailableImageHandler);

    /// <summary>Adds a publication without waiting.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <returns>Registration id, for <see cref="GetPublication"/>.</returns>
    public long AsyncAddPublication(string channel, int streamId) =>
        _conductor.AsyncAddPublication(channel, streamId);

    /// <summary>Adds an exclusive publication without waiting.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <returns>Registration id, for <see cref="GetExclusivePublication"/>.</returns>
    public long AsyncAddExclusivePublication(string channel, int streamId) =>
        _conductor.AsyncAddExclusivePublication(channel, streamId);

    /// <summary>Adds a subscription without waiting, with the image handlers of the settings.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <returns>Registration id, for <see cref="GetSubscription"/>.</returns>
    public long AsyncAddSubscription(string channel, int streamId) => _conductor.AsyncAddSubscription(
        channel, streamId, _ctx.AvailableImageHandler(), _ctx.UnavailableImageHandler());

    /// <summary>Adds a subscription without waiting, with image handlers of its own.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="streamId">Stream id.</param>
    /// <param name="availableImageHandler">Is told of images that become available; null for nobody.</param>
    /// <param name="unavailableImageHandler">Is told of images that become unavailable; null for nobody.</param>
    /// <returns>Registration id, for <see cref="GetSubscription"/>.</returns>
    public long AsyncAddSubscription(
        string channel,
        int streamId,
        AvailableImageHandler? availableImageHandler,
        UnavailableImageHandler? unavailableImageHandler) =>
        _conductor.AsyncAddSubscription(channel, streamId, availableImageHandler, unavailableImageHandler);

    /// <summary>A publication that was added without waiting.</summary>
    /// <param name="registrationId">Registration id.</param>
    /// <returns>The publication, or null while it is not ready.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it; thrown once.</exception>
    public ConcurrentPublication? GetPublication(long registrationId) =>
        _conductor.Get<ConcurrentPublication>(registrationId);

    /// <summary>An exclusive publication that was added without waiting.</summary>
    /// <param name="registrationId">Registration id.</param>
    /// <returns>The publication, or null while it is not ready.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it; thrown once.</exception>
    public ExclusivePublication? GetExclusivePublication(long registrationId) =>
        _conductor.Get<ExclusivePublication>(registrationId);

    /// <summary>A subscription that was added without waiting.</summary>
    /// <param name="registrationId">Registration id.</param>
    /// <returns>The subscription, or null while it is not ready.</returns>
    /// <exception cref="Exceptions.RegistrationException">The driver refused it; thrown once.</exception>
    public Subscription? GetSubscription(long registrationId) => _conductor.Get<Subscription>(registrationId);

    /// <summary>Removes a publication, ready or not, without waiting.</summary>
    /// <param name="registrationId">Registration id.</param>
    public void AsyncRemovePublication(long registrationId) => _conductor.AsyncRemovePublication(registrationId);

    /// <summary>Removes a subscription, ready or not, without waiting.</summary>
    /// <param name="registrationId">Registration id.</param>
    public void AsyncRemoveSubscription(long registrationId) => _conductor.AsyncRemoveSubscription(registrationId);

    /// <summary>Whether a command that was not waited for is not answered yet.</summary>
    /// <param name="correlationId">Correlation id of the command.</param>
    /// <returns>True when it is not.</returns>
    public bool IsCommandActive(long correlationId) => _conductor.IsCommandActive(correlationId);

    /// <summary>Whether any command that was not waited for is not answered yet.</summary>
    /// <returns>True when there is one.</returns>
    public bool HasActiveCommands() => _conductor.HasActiveCommands();

    /// <summary>Takes a number that no client of the driver has.</summary>
    /// <returns>The number.</returns>
    public long NextCorrelationId() => _conductor.NextCorrelationId();

    /// <summary>Finds a session id that nobody uses on a stream; waits for the driver.</summary>
    /// <param name="streamId">Stream id.</param>
    /// <returns>The session id.</returns>
    /// <exception cref="Exceptions.AeronException">The driver is too old for that.</exception>
    public int NextSessionId(int streamId) => _conductor.NextSessionId(streamId);

    /// <summary>Closed from inside; the conductor ends by itself.</summary>
    internal void MarkClosed() => _isClosed = true;
}
