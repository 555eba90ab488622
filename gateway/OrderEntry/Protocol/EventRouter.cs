using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// Brings the events of the engine to the sessions they are addressed to; in replay it rebuilds the sessions from
/// them.
/// </summary>
internal sealed class EventRouter(
    GatewayContext context, Transport transport, LogonProtocol logon, EngineTimer timer)
{
    private bool _hasHistory;

    public void OnEvent(in EventRecord record, bool replayed)
    {
        if (!_hasHistory)
            BeginHistory(in record);
        switch (record.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                ref readonly ExecutionReportNewBlock accepted = ref Block<ExecutionReportNewBlock>(in record);
                if (accepted.TimeInForce == TimeInForce.GoodTillDate)
                    timer.OnTimedOrder(accepted.OrderID);
                Route(in record, replayed, accepted.RefSeqNum);
                break;
            case ExecutionReportTradeBlock.TemplateId:
                ref readonly ExecutionReportTradeBlock trade = ref Block<ExecutionReportTradeBlock>(in record);
                if (timer.HasTimedOrders && trade.OrdStatus == OrdStatus.Filled)
                    timer.OnOrderEnd(trade.OrderID);
                Route(in record, replayed, trade.RefSeqNum);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                ref readonly ExecutionReportCanceledBlock ended = ref Block<ExecutionReportCanceledBlock>(in record);
                if (timer.HasTimedOrders)
                    timer.OnOrderEnd(ended.OrderID);
                Route(in record, replayed, ended.RefSeqNum);
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
                OnSystemResponse(in record, replayed);
                break;
        }
    }

    private void BeginHistory(in EventRecord record)
    {
        _hasHistory = true;
        timer.OnHistory(record.TimestampNanos);
    }

    private void OnSystemResponse(in EventRecord record, bool replayed)
    {
        ref readonly SystemCommandResponseBlock response = ref Block<SystemCommandResponseBlock>(in record);
        if (response.RefTemplateID == SessionNegotiatedBlock.TemplateId)
        {
            logon.OnSessionNegotiated(in response, replayed);
            return;
        }
        if (response.RefTemplateID == TradingSessionClosedBlock.TemplateId && response.SecurityID == 0)
            timer.OnClosed(record.TimestampNanos);
        if (response.RefSeqNum != 0)
            Route(in record, replayed, response.RefSeqNum);
        if (!replayed && IsWorthTelling(in response))
            Tell(in response);
    }

    /// <summary>Of what the service does by itself only that which changed something, or was refused.</summary>
    private static bool IsWorthTelling(in SystemCommandResponseBlock response) =>
        response.RefSeqNum != 0
        || response.TotalAffectedOrders != 0
        || response.SystemCommandResult != SystemCommandResult.Accepted
        || response.RefTemplateID
            is not (StateDigestBlock.TemplateId or TimeAdvancedBlock.TemplateId or SessionDisconnectedBlock.TemplateId);

    private void Tell(in SystemCommandResponseBlock response) => context.Trail.Add(new ControlNotice(
        ControlNoticeKind.Answered,
        response.SessionID,
        context.Sessions.GetValueOrDefault(response.SessionID)?.Definition.Name ?? "",
        response.RefSeqNum,
        response.RefTemplateID,
        Answer: response));

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
