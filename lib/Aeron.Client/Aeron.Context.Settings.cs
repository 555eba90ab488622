using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron;

/// <content>Settings.</content>
public partial class Aeron
{
    /// <content>
    /// Settings: each is a pair of methods of the same name, one that reads and one that sets and returns the context.
    /// </content>
    public partial class Context
    {
        private string _aeronDirectoryName = GetAeronDirectoryName();
        private IErrorHandler _errorHandler = Configuration.DEFAULT_ERROR_HANDLER;
        private IErrorHandler? _subscriberErrorHandler;
        private AvailableImageHandler? _availableImageHandler;
        private UnavailableImageHandler? _unavailableImageHandler;
        private AvailableCounterHandler? _availableCounterHandler;
        private UnavailableCounterHandler? _unavailableCounterHandler;
        private Action? _closeHandler;
        private IPublicationErrorFrameHandler _publicationErrorFrameHandler = new NoOpPublicationErrorFrameHandler();
        private long _driverTimeoutMs = DRIVER_TIMEOUT_MS;
        private long _keepAliveIntervalNs = Configuration.KeepaliveIntervalNs;
        private long _resourceLingerDurationNs = Configuration.ResourceLingerDurationNs();
        private long _closeLingerDurationNs = Configuration.CloseLingerDurationNs();
        private long _idleSleepDurationNs = Configuration.IdleSleepDurationNs();
        private IIdleStrategy? _idleStrategy;
        private IIdleStrategy? _awaitingIdleStrategy;
        private bool _useConductorAgentInvoker;
        private AgentInvoker? _driverAgentInvoker;
        private IThreadFactory _threadFactory = BackgroundThreadFactory.Instance;
        private ILock _clientLock = new ReentrantLock();
        private string _clientName = Configuration.ClientName();
        private IEpochClock _epochClock = SystemEpochClock.INSTANCE;
        private INanoClock _nanoClock = SystemNanoClock.INSTANCE;
        private bool _preTouchMappedMemory = Configuration.PreTouchMappedMemory();

        /// <summary>Directory of the driver.</summary>
        /// <returns>The setting.</returns>
        public string AeronDirectoryName() => _aeronDirectoryName;

        /// <summary>Sets: directory of the driver.</summary>
        /// <param name="dirName">The path.</param>
        /// <returns>This.</returns>
        public Context AeronDirectoryName(string dirName)
        {
            _aeronDirectoryName = dirName;
            return this;
        }

        /// <summary>Who is told of errors that no caller can be told of.</summary>
        /// <returns>The setting.</returns>
        public IErrorHandler ErrorHandler() => _errorHandler;

        /// <summary>Sets: who is told of errors that no caller can be told of.</summary>
        /// <param name="errorHandler">The handler.</param>
        /// <returns>This.</returns>
        public Context ErrorHandler(IErrorHandler errorHandler)
        {
            _errorHandler = errorHandler;
            return this;
        }

        /// <summary>Who is told of what fragment handlers throw; the error handler unless set.</summary>
        /// <returns>The setting.</returns>
        public IErrorHandler SubscriberErrorHandler() => _subscriberErrorHandler ?? _errorHandler;

        /// <summary>Sets: who is told of what fragment handlers throw; the error handler unless set.</summary>
        /// <param name="errorHandler">The handler.</param>
        /// <returns>This.</returns>
        public Context SubscriberErrorHandler(IErrorHandler errorHandler)
        {
            _subscriberErrorHandler = errorHandler;
            return this;
        }

        /// <summary>
        /// Who is told of images that become available, of subscriptions without a handler of their own.
        /// </summary>
        /// <returns>The setting.</returns>
        public AvailableImageHandler? AvailableImageHandler() => _availableImageHandler;

        /// <summary>
        /// Sets: who is told of images that become available, of subscriptions without a handler of their own.
        /// </summary>
        /// <param name="handler">The handler; null for nobody.</param>
        /// <returns>This.</returns>
        public Context AvailableImageHandler(AvailableImageHandler? handler)
        {
            _availableImageHandler = handler;
            return this;
        }

        /// <summary>
        /// Who is told of images that become unavailable, of subscriptions without a handler of their own.
        /// </summary>
        /// <returns>The setting.</returns>
        public UnavailableImageHandler? UnavailableImageHandler() => _unavailableImageHandler;

        /// <summary>
        /// Sets: who is told of images that become unavailable, of subscriptions without a handler of their own.
        /// </summary>
        /// <param name="handler">The handler; null for nobody.</param>
        /// <returns>This.</returns>
        public Context UnavailableImageHandler(UnavailableImageHandler? handler)
        {
            _unavailableImageHandler = handler;
            return this;
        }

        /// <summary>Who is told of counters that any client makes.</summary>
        /// <returns>The setting.</returns>
        public AvailableCounterHandler? AvailableCounterHandler() => _availableCounterHandler;

        /// <summary>Sets: who is told of counters that any client makes.</summary>
        /// <param name="handler">The handler; null for nobody.</param>
        /// <returns>This.</returns>
        public Context AvailableCounterHandler(AvailableCounterHandler? handler)
        {
            _availableCounterHandler = handler;
            return this;
        }

        /// <summary>Who is told of counters that are gone.</summary>
        /// <returns>The setting.</returns>
        public UnavailableCounterHandler? UnavailableCounterHandler() => _unavailableCounterHandler;

        /// <summary>Sets: who is told of counters that are gone.</summary>
        /// <param name="handler">The handler; null for nobody.</param>
        /// <returns>This.</returns>
        public Context UnavailableCounterHandler(UnavailableCounterHandler? handler)
        {
            _unavailableCounterHandler = handler;
            return this;
        }

        /// <summary>Who is told when the client closes, for whatever reason.</summary>
        /// <returns>The setting.</returns>
        public Action? CloseHandler() => _closeHandler;

        /// <summary>Sets: who is told when the client closes, for whatever reason.</summary>
        /// <param name="handler">The handler; null for nobody.</param>
        /// <returns>This.</returns>
        public Context CloseHandler(Action? handler)
        {
            _closeHandler = handler;
            return this;
        }

        /// <summary>Who is told of errors that receivers send.</summary>
        /// <returns>The setting.</returns>
        public IPublicationErrorFrameHandler PublicationErrorFrameHandler() => _publicationErrorFrameHandler;

        /// <summary>Sets: who is told of errors that receivers send.</summary>
        /// <param name="publicationErrorFrameHandler">The handler.</param>
        /// <returns>This.</returns>
        public Context PublicationErrorFrameHandler(IPublicationErrorFrameHandler publicationErrorFrameHandler)
        {
            _publicationErrorFrameHandler = publicationErrorFrameHandler;
            return this;
        }

        /// <summary>Milliseconds after which a silent driver counts as dead.</summary>
        /// <returns>The setting.</returns>
        public long DriverTimeoutMs() => _driverTimeoutMs;

        /// <summary>Sets: milliseconds after which a silent driver counts as dead.</summary>
        /// <param name="driverTimeoutMs">Milliseconds, 1 or more.</param>
        /// <returns>This.</returns>
        public Context DriverTimeoutMs(long driverTimeoutMs)
        {
            _driverTimeoutMs = driverTimeoutMs;
            return this;
        }

        /// <summary>Nanoseconds between two signs of life.</summary>
        /// <returns>The setting.</returns>
        public long KeepAliveIntervalNs() => _keepAliveIntervalNs;

        /// <summary>Sets: nanoseconds between two signs of life.</summary>
        /// <param name="value">Nanoseconds; well below the driver's client liveness time-out.</param>
        /// <returns>This.</returns>
        public Context KeepAliveIntervalNs(long value)
        {
            _keepAliveIntervalNs = value;
            return this;
        }

        /// <summary>Nanoseconds that a resource stays mapped after the driver has taken it away.</summary>
        /// <returns>The setting.</returns>
        public long ResourceLingerDurationNs() => _resourceLingerDurationNs;

        /// <summary>Sets: nanoseconds that a resource stays mapped after the driver has taken it away.</summary>
        /// <param name="resourceLingerDurationNs">Nanoseconds.</param>
        /// <returns>This.</returns>
        public Context ResourceLingerDurationNs(long resourceLingerDurationNs)
        {
            _resourceLingerDurationNs = resourceLingerDurationNs;
            return this;
        }

        /// <summary>Nanoseconds that closing the client waits.</summary>
        /// <returns>The setting.</returns>
        public long CloseLingerDurationNs() => _closeLingerDurationNs;

        /// <summary>Sets: nanoseconds that closing the client waits.</summary>
        /// <param name="closeLingerDurationNs">Nanoseconds.</param>
        /// <returns>This.</returns>
        public Context CloseLingerDurationNs(long closeLingerDurationNs)
        {
            _closeLingerDurationNs = closeLingerDurationNs;
            return this;
        }

        /// <summary>Nanoseconds between two rounds of housekeeping.</summary>
        /// <returns>The setting.</returns>
        public long IdleSleepDurationNs() => _idleSleepDurationNs;

        /// <summary>Sets: nanoseconds between two rounds of housekeeping.</summary>
        /// <param name="idleSleepDurationNs">Nanoseconds.</param>
        /// <returns>This.</returns>
        public Context IdleSleepDurationNs(long idleSleepDurationNs)
        {
            _idleSleepDurationNs = idleSleepDurationNs;
            return this;
        }

        /// <summary>What the conductor's thread does when there is nothing to do.</summary>
        /// <returns>The setting.</returns>
        public IIdleStrategy IdleStrategy() =>
            _idleStrategy ??= new SleepingIdleStrategy(Configuration.IDLE_SLEEP_DEFAULT_MS);

        /// <summary>Sets: what the conductor's thread does when there is nothing to do.</summary>
        /// <param name="idleStrategy">The strategy; sleeping for 16 ms unless set.</param>
        /// <returns>This.</returns>
        public Context IdleStrategy(IIdleStrategy idleStrategy)
        {
            _idleStrategy = idleStrategy;
            return this;
        }

        /// <summary>What a caller does who waits for the driver's answer.</summary>
        /// <returns>The setting.</returns>
        public IIdleStrategy AwaitingIdleStrategy() =>
            _awaitingIdleStrategy ??= new SleepingIdleStrategy(Configuration.AWAITING_IDLE_SLEEP_MS);

        /// <summary>Sets: what a caller does who waits for the driver's answer.</summary>
        /// <param name="idleStrategy">The strategy; sleeping for 1 ms unless set.</param>
        /// <returns>This.</returns>
        public Context AwaitingIdleStrategy(IIdleStrategy idleStrategy)
        {
            _awaitingIdleStrategy = idleStrategy;
            return this;
        }

        /// <summary>
        /// Whether the application does the conductor's turns, see <see cref="Aeron.ConductorAgentInvoker"/>.
        /// </summary>
        /// <returns>The setting.</returns>
        public bool UseConductorAgentInvoker() => _useConductorAgentInvoker;

        /// <summary>
        /// Sets: whether the application does the conductor's turns, see <see cref="Aeron.ConductorAgentInvoker"/>.
        /// </summary>
        /// <param name="useConductorAgentInvoker">True when it does.</param>
        /// <returns>This.</returns>
        public Context UseConductorAgentInvoker(bool useConductorAgentInvoker)
        {
            _useConductorAgentInvoker = useConductorAgentInvoker;
            return this;
        }

        /// <summary>Does the driver's turns while a caller waits, when the driver lives on the same thread.</summary>
        /// <returns>The setting.</returns>
        public AgentInvoker? DriverAgentInvoker() => _driverAgentInvoker;

        /// <summary>
        /// Sets: does the driver's turns while a caller waits, when the driver lives on the same thread.
        /// </summary>
        /// <param name="driverAgentInvoker">The invoker; null when it does not.</param>
        /// <returns>This.</returns>
        public Context DriverAgentInvoker(AgentInvoker? driverAgentInvoker)
        {
            _driverAgentInvoker = driverAgentInvoker;
            return this;
        }

        /// <summary>Makes the conductor's thread.</summary>
        /// <returns>The setting.</returns>
        public IThreadFactory ThreadFactory() => _threadFactory;

        /// <summary>Sets: makes the conductor's thread.</summary>
        /// <param name="threadFactory">The factory.</param>
        /// <returns>This.</returns>
        public Context ThreadFactory(IThreadFactory threadFactory)
        {
            _threadFactory = threadFactory;
            return this;
        }

        /// <summary>What excludes callers from each other; a client that one thread uses needs none.</summary>
        /// <returns>The setting.</returns>
        public ILock ClientLock() => _clientLock;

        /// <summary>Sets: what excludes callers from each other; a client that one thread uses needs none.</summary>
        /// <param name="lock">The lock; must let a thread in again that has it.</param>
        /// <returns>This.</returns>
        public Context ClientLock(ILock @lock)
        {
            _clientLock = @lock;
            return this;
        }

        /// <summary>Name of the client, which stands at its heartbeat counter.</summary>
        /// <returns>The setting.</returns>
        public string ClientName() => _clientName;

        /// <summary>Sets: name of the client, which stands at its heartbeat counter.</summary>
        /// <param name="clientName">ASCII, at most 100 characters.</param>
        /// <returns>This.</returns>
        public Context ClientName(string clientName)
        {
            _clientName = clientName;
            return this;
        }

        /// <summary>The time of day.</summary>
        /// <returns>The setting.</returns>
        public IEpochClock EpochClock() => _epochClock;

        /// <summary>Sets: the time of day.</summary>
        /// <param name="clock">The clock.</param>
        /// <returns>This.</returns>
        public Context EpochClock(IEpochClock clock)
        {
            _epochClock = clock;
            return this;
        }

        /// <summary>The clock for time-outs.</summary>
        /// <returns>The setting.</returns>
        public INanoClock NanoClock() => _nanoClock;

        /// <summary>Sets: the clock for time-outs.</summary>
        /// <param name="clock">The clock.</param>
        /// <returns>This.</returns>
        public Context NanoClock(INanoClock clock)
        {
            _nanoClock = clock;
            return this;
        }

        /// <summary>
        /// Whether logs are touched when they are mapped, so that the first round of writing does not wait for pages.
        /// </summary>
        /// <returns>The setting.</returns>
        public bool PreTouchMappedMemory() => _preTouchMappedMemory;

        /// <summary>
        /// Sets: whether logs are touched when they are mapped, so that the first round of writing does not wait for
        /// pages.
        /// </summary>
        /// <param name="preTouchMappedMemory">True when they are.</param>
        /// <returns>This.</returns>
        public Context PreTouchMappedMemory(bool preTouchMappedMemory)
        {
            _preTouchMappedMemory = preTouchMappedMemory;
            return this;
        }
    }
}
