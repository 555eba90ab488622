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
        Pool = new FlowChunkPool(
            RecoverableFlow.ChunkBytes, options.MaxStoredMessagesOverall / RecoverableFlow.ChunkMessages)
        {
            Reclaim = ReclaimChunk,
        };
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

    /// <summary>What operators do, and who is refused, on its way to their log.</summary>
    public ControlTrail Trail { get; } = new();

    /// <summary>Which refusals get there.</summary>
    public RefusalNotices Refusals { get; } = new();

    /// <summary>Monotonic time of this duty cycle.</summary>
    public long NowMillis;

    /// <summary>
    /// The session that keeps the most gives up its oldest messages; none gives up what a connection may still have to
    /// send.
    /// </summary>
    private void ReclaimChunk()
    {
        int most = Options.MaxBacklogMessages / RecoverableFlow.ChunkMessages + 2;
        RecoverableFlow? largest = null;
        foreach (ClientSession session in Sessions.Values)
        {
            if (session.Flow.ChunkCount <= most)
                continue;
            most = session.Flow.ChunkCount;
            largest = session.Flow;
        }
        largest?.GiveUpOldestChunk();
    }
}
