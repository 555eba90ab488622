using System.Security.Cryptography;
using Disruptor;
using Disruptor.Dsl;
using MatchingEngine.Core;
using MatchingEngine.Journal;
using MatchingEngine.Messages;
using Sequence = Disruptor.Sequence;

namespace MatchingEngine.Pipeline;

/// <summary>
/// The engine of a service: core, journal and rings, and the threads that run them. Life: make it, give
/// <see cref="Commands"/> to a gateway, <see cref="Recover"/>, <see cref="Start"/>, <see cref="Stop"/>, dispose. These
/// calls come from one thread.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly EngineOptions _options;
    private readonly Action<string> _report;
    private readonly EngineFault _fault = new();
    private readonly MatchingCore _core;
    private readonly ValueDisruptor<CommandRecord> _commands;
    private readonly ValueRingBuffer<EventRecord> _events;
    private readonly CommandPort _port;
    private RecoveredJournal? _journal;
    private JournalWriter? _writer;
    private IEventConsumer? _consumer;
    private IEventFollower? _follower;
    private IEngineThreads? _threads;
    private bool _isStarted;

    /// <summary>Makes an engine that has not looked at its journal yet.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="report">Takes what an operator should read, a sentence at a time; from any thread.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Engine(EngineOptions options, Action<string> report)
    {
        options.Validate();
        _options = options;
        _report = report;
        _core = new MatchingCore(options.Limits with { MapSeed = RandomSeed() });
        IWaitStrategy waitStrategy = ThreadPlacement.CanSpin ? new BusySpinWaitStrategy() : new YieldingWaitStrategy();
        _commands = new ValueDisruptor<CommandRecord>(
            static () => default, options.CommandRingSize, TaskScheduler.Default, ProducerType.Single, waitStrategy);
        _events = ValueRingBuffer<EventRecord>.CreateSingleProducer(
            static () => default, options.EventRingSize, new YieldingWaitStrategy());
        _port = new CommandPort(_commands.RingBuffer, _fault);
    }

    /// <summary>The door for commands, open from <see cref="Start"/> on.</summary>
    public ICommandPort Commands => _port;

    /// <summary>What stopped the engine by itself, if anything.</summary>
    public EngineFault Fault => _fault;

    /// <summary>
    /// The core, to be read while the engine is not running: after <see cref="Recover"/> or after <see cref="Stop"/>.
    /// </summary>
    public MatchingCore Core => _threads is null
        ? _core
        : throw new InvalidOperationException("The engine runs; the core is its thread's own.");

    /// <summary>
    /// True while the journal cannot take more (disk full). Still true after <see cref="Stop"/>: commands that were
    /// admitted, and never answered, are not in the journal.
    /// </summary>
    public bool IsJournalStalled => _port.JournalStalled;

    /// <summary>Identity of the journal; known from <see cref="Recover"/> on.</summary>
    public JournalId JournalId =>
        _journal?.End.JournalId ?? throw new InvalidOperationException("Recover the journal first.");

    /// <summary>Number of the last durable command.</summary>
    public long DurableSequence => _writer?.DurableSequence ?? 0;

    /// <summary>
    /// Brings the core to where the journal ends. A torn tail is cut and reported.
    /// </summary>
    /// <param name="consumer">Takes the events of the replay now, and those of the running engine later.</param>
    /// <param name="progress">Told now and then how many commands are replayed; null for nobody.</param>
    /// <param name="follower">Takes the same events beside the consumer, later on a thread of its own; null for
    /// nobody.</param>
    /// <param name="cancellation">Breaks it off; then the engine can only be disposed, and nothing was written but what
    /// a torn tail needs.</param>
    /// <exception cref="JournalException">The journal is damaged in the middle, or in use by another
    /// process.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public ReplaySummary Recover(
        IEventConsumer consumer,
        Action<long>? progress = null,
        IEventFollower? follower = null,
        CancellationToken cancellation = default)
    {
        if (_journal is not null)
            throw new InvalidOperationException("The journal is open already.");
        _consumer = consumer;
        _follower = follower;
        var options = new JournalOptions { Policy = _options.Durability, SegmentSize = _options.SegmentSize };
        _journal = JournalRecovery.Open(
            _options.DataDirectory, _options.AdjustJournal(options), cancellation: cancellation);
        if (_journal.Repaired is { } cut)
            _report($"journal: the last write was cut short by a crash, {cut.BytesAffected} bytes of it were cut off; "
                + $"no answer had been given for them. {cut}");
        ReplaySummary summary = JournalReplay.Run(
            _options.DataDirectory,
            _core,
            follower is null ? consumer : new ConsumerPair(consumer, follower),
            _journal.End.LastSequence,
            progress,
            cancellation);
        if (summary.LastSequence != _journal.End.LastSequence)
        {
            throw new JournalException(
                $"The replay ended at command {summary.LastSequence}, the journal at {_journal.End.LastSequence}.");
        }
        cancellation.ThrowIfCancellationRequested();
        _writer = _journal.StartWriter();
        _port.ContinueAfter(summary.LastSequence, _journal.End.LastTimestampNanos);
        return summary;
    }

    /// <summary>Starts the threads, once in the life of an engine.</summary>
    /// <param name="gateway">Runs on the thread that also releases the events.</param>
    /// <param name="prepare">Publishes what must come before everything that the gateway publishes; null for
    /// nothing. When it throws, the engine can only be disposed.</param>
    public void Start(IDutyCycle gateway, Action<ICommandPort>? prepare = null)
    {
        if (_writer is null || _consumer is null)
            throw new InvalidOperationException("Recover the journal first.");
        if (_isStarted)
            throw new InvalidOperationException("An engine is started once.");
        _isStarted = true;
        IEngineThreads threads = _options.Threads == ThreadLayout.Dedicated
            ? MakeDedicated(gateway)
            : MakeShared(gateway);
        prepare?.Invoke(_port);
        // Only threads that run can be stopped.
        threads.Start();
        _threads = threads;
    }

    /// <summary>
    /// Refuses new commands, finishes those that were admitted, and ends the threads. The events of all finished
    /// commands have been released. After a fault it only ends the threads.
    /// </summary>
    public void Stop()
    {
        _port.Stop();
        _threads?.Stop();
        _threads = null;
    }

    /// <summary>Stops, and closes the journal.</summary>
    public void Dispose()
    {
        Stop();
        _journal?.Dispose();
        _journal = null;
        _writer = null;
    }

    /// <summary>Spreads client order ids in their maps; shows in no event and no digest.</summary>
    private static ulong RandomSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private SharedThreads MakeShared(IDutyCycle gateway)
    {
        ValueRingBuffer<CommandRecord> ring = _commands.RingBuffer;
        var journaled = new Sequence(-1);
        var applied = new Sequence(-1);
        ring.AddGatingSequences(journaled, applied);
        return new SharedThreads(ring, journaled, applied, _options.Threads == ThreadLayout.Quiet,
            relief => MakeStages(gateway, relief));
    }

    private DedicatedThreads MakeDedicated(IDutyCycle gateway)
    {
        _commands.SetDefaultExceptionHandler(new StageExceptionHandler(_fault));
        return new DedicatedThreads(_commands, relief => MakeStages(gateway, relief));
    }

    private FollowerThread? MakeFollower()
    {
        bool isDedicated = _options.Threads == ThreadLayout.Dedicated;
        return _follower is null
            ? null
            : new FollowerThread(
                new EventRelease(_events, _writer!, _follower),
                _follower,
                _fault,
                spins: isDedicated && ThreadPlacement.CanFollowerSpin,
                isHelped: !isDedicated);
    }

    private EngineStages MakeStages(IDutyCycle gateway, IEventRingRelief relief)
    {
        var digests = new DigestMailbox(_port);
        return new EngineStages(
            new JournalStage(_writer!, _port, _fault, _report),
            new CoreStage(_core, digests, new EventRingSink(_events, relief)),
            new EventRelease(_events, _writer!, _consumer!),
            digests,
            gateway,
            _fault,
            MakeFollower());
    }
}
