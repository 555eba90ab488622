using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline;

/// <summary>
/// The door of the engine as its gateways see it. Used on the thread that runs the gateways; nothing blocks.
/// </summary>
public interface ICommandPort
{
    /// <summary>Slots of the command ring: so many commands can wait for the engine, 2 and up. Any thread.</summary>
    int Capacity { get; }

    /// <summary>Claims a slot of the command ring.</summary>
    /// <param name="claim">Names the slot; valid only when the answer is
    /// <see cref="CommandAdmission.Accepted"/>.</param>
    CommandAdmission TryClaim(out long claim);

    /// <summary>
    /// The claimed slot. The caller fills length, message header and block; sequence and timestamp are set on
    /// publishing.
    /// </summary>
    ref CommandRecord Slot(long claim);

    /// <summary>
    /// Hands the slot over. Every claim must be published, soon: the engine stands behind a claim that is not.
    /// </summary>
    void Publish(long claim);
}
