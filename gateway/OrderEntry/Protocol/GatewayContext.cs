using MatchingEngine.Pipeline;

namespace MatchingEngine.OrderEntry;

/// <summary>What the parts of a gateway share. All of it belongs to the gateway's thread.</summary>
internal sealed class GatewayContext
{
    public GatewayContext(
        OrderEntryOptions options, SessionDirectory directory, ICommandPort commands, GatewayClock clock)
    {
        Options = options;
        Commands = commands;
        Clock = clock;
        NowMillis = clock.MonotonicMillis;
        Service = new ServiceCommands(commands, Counters);
        Pool = new FlowChunkPool(RecoverableFlow.ChunkBytes);
        foreach (SessionDefinition definition in directory.Sessions)
        {
            Sessions.Add(definition.SessionId, new ClientSession(
                definition, new RecoverableFlow(Pool, options.MaxStoredMessages))
            {
                Throttle = new TokenBucket(options.MessagesPerSecond, NowMillis),
            });
        }
    }

    public OrderEntryOptions Options { get; }

    public ICommandPort Commands { get; }

    public GatewayClock Clock { get; }

    public FlowChunkPool Pool { get; }

    public CounterBoard Counters { get; } = new();

    public Dictionary<uint, ClientSession> Sessions { get; } = [];

    /// <summary>Commands on the service's own account.</summary>
    public ServiceCommands Service { get; }

    /// <summary>What operators do, on its way to their log.</summary>
    public ControlTrail Trail { get; } = new();

    /// <summary>Monotonic time of this duty cycle.</summary>
    public long NowMillis;
}
