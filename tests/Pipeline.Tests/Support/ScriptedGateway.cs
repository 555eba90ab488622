using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>
/// Stands where the gateway stands: publishes a script of commands, as many a turn as the ring takes, and notes every
/// event.
/// </summary>
internal sealed class ScriptedGateway : IDutyCycle, IEventConsumer
{
    private const int DefaultTurnMax = 200;

    private readonly List<EventRecord> _events = [];
    private IReadOnlyList<CommandRecord> _script = [];
    private int _next;
    private long _eventCount;
    private long _refusals;

    /// <summary>Set before the engine starts.</summary>
    public ICommandPort? Port { get; set; }

    /// <summary>Commands that a turn publishes at the most.</summary>
    public int TurnMax { get; init; } = DefaultTurnMax;

    /// <summary>Claims to have had work in every turn, as a gateway under a flood does.</summary>
    public bool IsNeverIdle { get; init; }

    /// <summary>Called for each event on the thread that releases; may throw.</summary>
    public Action<EventRecord>? OnReleased { get; set; }

    /// <summary>Called once in each turn; may throw.</summary>
    public Action? OnTurn { get; set; }

    /// <summary>Answer to the last claim that was not accepted.</summary>
    public CommandAdmission LastRefusal { get; private set; }

    public long Refusals => Volatile.Read(ref _refusals);

    public int Published => Volatile.Read(ref _next);

    public long EventCount => Volatile.Read(ref _eventCount);

    /// <summary>
    /// Everything that was released live; to be read when the engine has stopped, or by its own thread.
    /// </summary>
    public IReadOnlyList<EventRecord> Events => _events;

    /// <summary>Gives the commands to publish; from here on turns publish them.</summary>
    public void Play(IReadOnlyList<CommandRecord> script) => Volatile.Write(ref _script, script);

    public int DoWork()
    {
        OnTurn?.Invoke();
        IReadOnlyList<CommandRecord> script = Volatile.Read(ref _script);
        int done = 0;
        while (_next < script.Count && done < TurnMax && TryPublish(script[_next]))
        {
            done++;
            Volatile.Write(ref _next, _next + 1);
        }
        return IsNeverIdle ? done + 1 : done;
    }

    public void AwaitWork(int timeoutMillis) => Thread.Sleep(timeoutMillis);

    public void OnEvent(in EventRecord record, bool replayed)
    {
        if (replayed)
            return;
        OnReleased?.Invoke(record);
        _events.Add(record);
        Volatile.Write(ref _eventCount, _events.Count);
    }

    private bool TryPublish(CommandRecord command)
    {
        CommandAdmission admission = Port!.TryClaim(out long claim);
        if (admission != CommandAdmission.Accepted)
        {
            LastRefusal = admission;
            Volatile.Write(ref _refusals, _refusals + 1);
            return false;
        }
        ref CommandRecord slot = ref Port.Slot(claim);
        slot = command;
        Port.Publish(claim);
        return true;
    }
}
