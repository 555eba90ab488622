using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>What a taker wants when it meets an order of its own group; the taker alone decides.</summary>
/// <param name="GroupId">Its group; 0 for none.</param>
/// <param name="Instruction">What is to happen.</param>
internal readonly record struct SelfMatchRule(uint GroupId, SelfMatchPreventionInstruction Instruction)
{
    public bool IsOn => Instruction != SelfMatchPreventionInstruction.None;

    /// <summary>Whether a maker is of the taker's group, and that matters.</summary>
    public bool Forbids(CoreState state, int makerIndex) =>
        IsOn && state.Orders[makerIndex].HasDetails && state.Details[makerIndex].SelfMatchId == GroupId;
}
