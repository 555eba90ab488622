using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Commands that the service itself gives: what a start has to set, ends of connections, time. None is lost: what finds
/// no room is tried again each duty cycle, in order, and no logon is accepted before it.
/// </summary>
internal sealed class ServiceCommands(ICommandPort port, CounterBoard counters)
{
    private readonly Queue<CommandRecord> _waiting = new();

    /// <summary>True when all of them are with the engine.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Appends a command; sequence and time are given when it is published.</summary>
    public void Add(in CommandRecord command) => _waiting.Enqueue(command);

    /// <summary>Appends a command with this block.</summary>
    public void Add<TBlock>(in TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        var command = default(CommandRecord);
        command.Begin<TBlock>() = block;
        _waiting.Enqueue(command);
    }

    /// <summary>Publishes what there is room for.</summary>
    /// <returns>Accepted when nothing waits any more; else why the first one has to.</returns>
    public CommandAdmission Publish()
    {
        while (_waiting.TryPeek(out CommandRecord command))
        {
            CommandAdmission admission = port.TryClaim(out long claim);
            if (admission != CommandAdmission.Accepted)
                return admission;
            port.Slot(claim) = command;
            port.Publish(claim);
            counters.CommandsPublished++;
            _waiting.Dequeue();
        }
        return CommandAdmission.Accepted;
    }
}
