namespace MatchingEngine.Core;

/// <summary>The request that is being answered: whose, its number, and its own client order id.</summary>
/// <param name="Session">Index of the session that sent it.</param>
/// <param name="MsgSeqNum">Its number in the session version.</param>
/// <param name="ClOrdId">Its client order id; 0 when the client gave none.</param>
internal readonly record struct Request(int Session, uint MsgSeqNum, ulong ClOrdId)
{
    /// <summary>The request of a command that no session sent: its events answer nothing.</summary>
    public static Request OfNobody => new(SessionTable.None, 0, 0);

    /// <summary>
    /// What an event to a session says it answers: this request to its sender, 0 to everybody else.
    /// </summary>
    public uint RefSeqNumFor(int session) => session == Session ? MsgSeqNum : 0;
}
