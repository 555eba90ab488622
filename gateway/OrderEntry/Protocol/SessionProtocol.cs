using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// What a frame does to a connection: the state table of PROTOCOL.md. Each method is a block of its rows.
/// </summary>
internal sealed class SessionProtocol(
    GatewayContext context, Transport transport, LogonProtocol logon, ApplicationDoor door)
{
    private const uint RetransmitCountMax = 1_000;
    private const int SilentIntervals = 3;

    /// <summary>Takes a whole frame of a connection that is NotEstablished or Established.</summary>
    public void OnFrame(Connection connection, ReadOnlySpan<byte> frame)
    {
        MessageHeaderBlock header = FrameCodec.Header(frame);
        if (connection.State != ConnectionState.Established)
            OnFrameBeforeLogon(connection, frame, in header);
        else if (header.SchemaId != NewOrderSingleBlock.SchemaId)
            door.Refuse(connection, header.TemplateId, 0, BusinessRejectReason.UnknownSchemaID);
        else if (header.Version > NewOrderSingleBlock.SchemaVersion)
            door.Refuse(connection, header.TemplateId, 0, BusinessRejectReason.UnsupportedSchemaVersion);
        else if (ApplicationDoor.IsOpenTo(header.TemplateId))
            door.Enter(connection, frame, in header);
        else
            OnSessionFrame(connection, frame, in header);
    }

    /// <summary>A frame that can't be stepped over.</summary>
    public void OnBrokenFrame(Connection connection, FrameStatus status) => transport.Terminate(
        connection, status == FrameStatus.TooLarge ? TerminationCode.FrameTooLarge : TerminationCode.InvalidFrame);

    /// <summary>The rows of the table that time brings about.</summary>
    public void OnTimer(Connection connection)
    {
        long now = context.NowMillis;
        // What waits in our own buffer is no silence of the client.
        if (connection.IsHeld || connection.Inbound.HasFrame)
            connection.LastReceivedMillis = now;
        switch (connection.State)
        {
            case ConnectionState.NotEstablished or ConnectionState.Negotiating:
                if (now - connection.OpenedMillis >= context.Options.LogonTimeoutMillis)
                    transport.Terminate(connection, TerminationCode.LogonTimeout);
                break;
            case ConnectionState.Established:
                OnTimerEstablished(connection, now);
                break;
            case ConnectionState.Terminating:
                if (now - connection.TerminatedMillis >= context.Options.TerminateTimeoutMillis)
                    transport.Close(connection);
                break;
        }
    }

    private void OnTimerEstablished(Connection connection, long now)
    {
        if (!connection.Outbound.IsEmpty && now - connection.LastProgressMillis >= context.Options.NoProgressMillisMax)
        {
            transport.Terminate(connection, TerminationCode.SlowConsumer);
        }
        else if (now - connection.LastReceivedMillis >= SilentIntervals * (long)connection.KeepAliveMillis)
        {
            transport.Terminate(connection, TerminationCode.KeepaliveIntervalLapsed);
        }
        else if (connection.Outbound.IsEmpty && now - connection.LastSentMillis >= connection.KeepAliveMillis)
        {
            transport.Send(connection, new SequenceBlock
            {
                SessionID = connection.Session!.SessionId,
                NextSeqNo = (uint)connection.NextToSend,
            });
        }
    }

    private void OnFrameBeforeLogon(Connection connection, ReadOnlySpan<byte> frame, in MessageHeaderBlock header)
    {
        if (FrameCodec.Holds<NegotiateBlock>(frame))
            logon.OnNegotiate(connection, frame);
        else if (FrameCodec.Holds<EstablishBlock>(frame))
            logon.OnEstablish(connection, frame);
        else if (FrameCodec.Holds<TerminateBlock>(frame))
            transport.Terminate(connection, TerminationCode.Finished);
        else
            transport.Terminate(connection, NeedsLogon(frame, in header)
                ? TerminationCode.NotEstablished
                : TerminationCode.UnspecifiedError);
    }

    private static bool NeedsLogon(ReadOnlySpan<byte> frame, in MessageHeaderBlock header) =>
        FrameCodec.Holds<SequenceBlock>(frame)
        || FrameCodec.Holds<RetransmitRequestBlock>(frame)
        || (header.SchemaId == NewOrderSingleBlock.SchemaId && header.Version == NewOrderSingleBlock.SchemaVersion
            && ApplicationDoor.IsOpenTo(header.TemplateId));

    private void OnSessionFrame(Connection connection, ReadOnlySpan<byte> frame, in MessageHeaderBlock header)
    {
        switch (header.TemplateId)
        {
            case SequenceBlock.TemplateId when FrameCodec.Holds<SequenceBlock>(frame):
                if (FrameCodec.Block<SequenceBlock>(frame).SessionID != connection.Session!.SessionId)
                    transport.Terminate(connection, TerminationCode.SessionIDMismatch);
                break;
            case RetransmitRequestBlock.TemplateId when FrameCodec.Holds<RetransmitRequestBlock>(frame):
                OnRetransmitRequest(connection, FrameCodec.Block<RetransmitRequestBlock>(frame));
                break;
            case TerminateBlock.TemplateId when FrameCodec.Holds<TerminateBlock>(frame):
                transport.Terminate(connection, TerminationCode.Finished);
                break;
            case NegotiateBlock.TemplateId when FrameCodec.Holds<NegotiateBlock>(frame):
                logon.RefuseWhileEstablished(connection, FrameCodec.Block<NegotiateBlock>(frame));
                door.CountFault(connection);
                break;
            case EstablishBlock.TemplateId when FrameCodec.Holds<EstablishBlock>(frame):
                logon.RefuseWhileEstablished(connection, FrameCodec.Block<EstablishBlock>(frame));
                door.CountFault(connection);
                break;
            case SequenceBlock.TemplateId or RetransmitRequestBlock.TemplateId or TerminateBlock.TemplateId
                or NegotiateBlock.TemplateId or EstablishBlock.TemplateId:
                door.Refuse(connection, header.TemplateId, 0, BusinessRejectReason.InvalidBlockLength);
                break;
            default:
                door.Refuse(connection, header.TemplateId, 0, BusinessRejectReason.UnsupportedMessageType);
                break;
        }
    }

    private void OnRetransmitRequest(Connection connection, in RetransmitRequestBlock request)
    {
        if (connection.IsRetransmitting)
        {
            transport.Terminate(connection, TerminationCode.ReRequestInProgress);
            return;
        }
        ClientSession session = connection.Session!;
        if (CheckRetransmit(session, in request) is { } code)
        {
            context.Counters.RetransmitRejects++;
            transport.Send(connection, new RetransmitRejectBlock
            {
                SessionID = session.SessionId,
                RetransmitRejectCode = code,
                SessionVerID = session.SessionVerId,
                RequestTimestamp = request.Timestamp,
            });
            door.CountFault(connection);
            return;
        }
        context.Counters.Retransmissions++;
        connection.RetransmitNext = request.FromSeqNo;
        connection.RetransmitEnd = (long)request.FromSeqNo + request.Count;
        transport.Send(connection, new RetransmissionBlock
        {
            SessionID = session.SessionId,
            Count = request.Count,
            SessionVerID = session.SessionVerId,
            RequestTimestamp = request.Timestamp,
            NextSeqNo = request.FromSeqNo,
        });
    }

    private static RetransmitRejectCode? CheckRetransmit(ClientSession session, in RetransmitRequestBlock request)
    {
        if (request.SessionID != session.SessionId || request.SessionVerID != session.SessionVerId)
            return RetransmitRejectCode.InvalidSession;
        if (request.Count is 0 or > RetransmitCountMax)
            return RetransmitRejectCode.RequestLimitExceeded;
        if (request.FromSeqNo < session.Flow.OldestSeqNo
            || (long)request.FromSeqNo + request.Count > session.Flow.NextSeqNo)
            return RetransmitRejectCode.OutOfRange;
        return null;
    }
}
