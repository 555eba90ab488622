namespace MatchingEngine.Micro;

/// <summary>Why a command changes nothing.</summary>
public enum Refusal
{
    /// <summary>
    /// Its MsgSeqNum was used before: no event. The floor of all other figures: fill a slot, find the session.
    /// </summary>
    MsgSeqNumUsed,

    /// <summary>Its ClOrdID was used before: rejected.</summary>
    DuplicateOrder,

    /// <summary>It cancels an order that was never entered: rejected.</summary>
    UnknownOrder,
}
