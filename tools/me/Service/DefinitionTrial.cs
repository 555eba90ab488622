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
    private OneEvent _answer = new();
    private CommandRecord _command;

    /// <param name="limits">The limits of the engine.</param>
    public DefinitionTrial(CoreLimits limits) => _core = new MatchingCore(limits);

    /// <summary>What becomes of the definition. An accepted one is there for those that follow.</summary>
    /// <exception cref="InvalidDataException">The instrument can't be said in the message.</exception>
    public SystemCommandResult Define(Instrument instrument)
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
        _core.Apply(in _command, ref _answer);
        return _answer.Claim().Block<SystemCommandResponseBlock>().SystemCommandResult;
    }

    /// <summary>A system command has one event: its answer.</summary>
    private readonly struct OneEvent : IEventSink
    {
        private readonly EventRecord[] _slot = new EventRecord[1];

        public OneEvent()
        {
        }

        public ref EventRecord Claim() => ref _slot[0];
    }
}
