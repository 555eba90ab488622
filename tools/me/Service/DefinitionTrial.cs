using MatchingEngine.Core;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Service;

/// <summary>
/// Asks a core of its own what the engine will answer to the definition of an instrument, so that a start can be
/// refused before anything is journaled.
/// </summary>
internal sealed class DefinitionTrial
{
    private readonly MatchingCore _core;
    private FirstEvent _answer = new();
    private CommandRecord _command;

    /// <param name="limits">The limits of the engine.</param>
    public DefinitionTrial(CoreLimits limits) => _core = new MatchingCore(limits);

    /// <summary>What becomes of the definition. An accepted one is there for those that follow.</summary>
    /// <exception cref="InvalidDataException">The instrument can't be said in the message.</exception>
    public SystemCommandResult Define(InstrumentEntry instrument)
    {
        instrument.Fill(ref _command.Begin<SecurityDefinitionBlock>());
        return Apply();
    }

    /// <summary>What becomes of a system command of another kind.</summary>
    public SystemCommandResult Try(CommandRecord command)
    {
        command.Sequence = _command.Sequence;
        _command = command;
        return Apply();
    }

    private SystemCommandResult Apply()
    {
        _command.Sequence++;
        _answer.Count = 0;
        _core.Apply(in _command, ref _answer);
        return _answer.Slots[0].Block<SystemCommandResponseBlock>().SystemCommandResult;
    }

    /// <summary>The answer is a system command's first event here, since no order stands; reports follow it.</summary>
    private struct FirstEvent : IEventSink
    {
        public readonly EventRecord[] Slots = new EventRecord[2];
        public int Count;

        public FirstEvent()
        {
        }

        public ref EventRecord Claim() => ref Slots[Math.Min(Count++, 1)];
    }
}
