using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Brings the events of the engine to the sessions they are addressed to; in replay it rebuilds the sessions from
/// them.
/// </summary>
internal sealed class EventRouter(GatewayContext context, Transport transport, LogonProtocol logon)
{
    public void OnEvent(in EventRecord record, bool replayed)
    {
        switch (record.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                Route(in record, replayed, Block<ExecutionReportNewBlock>(in record).RefSeqNum);
                break;
            case ExecutionReportTradeBlock.TemplateId:
                Route(in record, replayed, Block<ExecutionReportTradeBlock>(in record).RefSeqNum);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                Route(in record, replayed, Block<ExecutionReportCanceledBlock>(in record).RefSeqNum);
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                Route(in record, replayed, Block<ExecutionReportReplacedBlock>(in record).RefSeqNum);
                break;
            case ExecutionReportRestatedBlock.TemplateId:
                Route(in record, replayed, Block<ExecutionReportRestatedBlock>(in record).RefSeqNum);
                break;
            case OrderMassCancelReportBlock.TemplateId:
                Route(in record, replayed, Block<OrderMassCancelReportBlock>(in record).RefSeqNum);
                break;
            case ExecutionReportRejectedBlock.TemplateId:
                Route(in record, replayed, Block<ExecutionReportRejectedBlock>(in record).RefSeqNum);
                break;
            case OrderCancelRejectBlock.TemplateId:
                Route(in record, replayed, Block<OrderCancelRejectBlock>(in record).RefSeqNum);
                break;
            case SystemCommandResponseBlock.TemplateId:
                ref readonly SystemCommandResponseBlock response = ref Block<SystemCommandResponseBlock>(in record);
                if (response.RefTemplateID == SessionNegotiatedBlock.TemplateId)
                    logon.OnSessionNegotiated(in response, replayed);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly TBlock Block<TBlock>(in EventRecord record) where TBlock : unmanaged, IMessageBlock =>
        ref EventRecord.BlockOf<TBlock>(in record);

    private void Route(in EventRecord record, bool replayed, uint refSeqNum)
    {
        // SessionID and MsgSeqNum stand first in every application message.
        ref readonly ExecutionReportNewBlock prefix = ref Block<ExecutionReportNewBlock>(in record);
        if (!context.Sessions.TryGetValue(prefix.SessionID, out ClientSession? session))
        {
            context.Counters.EventsWithoutSession++;
            return;
        }
        bool isNumbered = prefix.MsgSeqNum != 0 || !session.Flow.IsUsedUp;
        if (isNumbered)
            session.Append(in record, prefix.MsgSeqNum);
        else
            context.Counters.EventsWithoutNumber++;
        if (replayed)
            session.LastIncomingSeqNo = Math.Max(session.LastIncomingSeqNo, refSeqNum);
        else if (session.Connection is { } connection)
            Announce(connection, session, isNumbered);
    }

    private void Announce(Connection connection, ClientSession session, bool isNumbered)
    {
        if (!isNumbered)
        {
            // What can't be sent again must not be sent at all: the version is over, and the client is told so.
            transport.Flush(connection);
            transport.Terminate(connection, TerminationCode.UnspecifiedError);
            return;
        }
        if (!connection.IsWriteBlocked)
            transport.MarkDirty(connection);
        int backlogMax = context.Options.MaxBacklogMessages;
        if (session.Flow.NextSeqNo - connection.NextToSend <= backlogMax)
            return;
        // A burst of events may outrun the flush that comes once a duty cycle: only what the socket does not take
        // counts.
        transport.Flush(connection);
        bool lags = session.Flow.NextSeqNo - connection.NextToSend > backlogMax;
        if (lags && connection.State == ConnectionState.Established)
            transport.Terminate(connection, TerminationCode.SlowConsumer);
    }
}
