using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// Writes the one answer to a system command: to the operator who sent it, as a numbered message of that session; else
/// unsequenced, to the service itself or to the session that it speaks of.
/// </summary>
internal static class SystemResponses
{
    public static void ToSender<TSink>(
        CoreState state, ref TSink sink, ushort refTemplateId, uint securityId, SystemCommandResult result,
        int affectedOrders = 0)
        where TSink : struct, IEventSink
    {
        ref SystemCommandResponseBlock response =
            ref EventSlot.Begin<SystemCommandResponseBlock, TSink>(state, ref sink);
        response.RefSequence = state.LastSequence;
        response.SecurityID = securityId;
        response.RefTemplateID = refTemplateId;
        response.SystemCommandResult = result;
        response.TotalAffectedOrders = (uint)affectedOrders;
        Request request = state.Operator;
        if (request.Session == SessionTable.None)
            return;
        Session session = state.Sessions[request.Session];
        response.SessionID = session.SessionId;
        response.MsgSeqNum = session.TakeOutgoingSeqNo();
        response.RefSeqNum = request.MsgSeqNum;
    }

    /// <summary>The version named is the one that runs now; 0 when the session has none.</summary>
    public static void ToSession<TSink>(
        CoreState state, ref TSink sink, uint sessionId, ulong sessionVerId, SystemCommandResult result)
        where TSink : struct, IEventSink
    {
        ref SystemCommandResponseBlock response =
            ref EventSlot.Begin<SystemCommandResponseBlock, TSink>(state, ref sink);
        response.SessionID = sessionId;
        response.RefSequence = state.LastSequence;
        response.SessionVerID = sessionVerId;
        response.RefTemplateID = SessionNegotiatedBlock.TemplateId;
        response.SystemCommandResult = result;
    }
}
