using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.OrderEntry;

/// <summary>Negotiate and Establish, each in the order of checks that PROTOCOL.md gives.</summary>
internal sealed class LogonProtocol(GatewayContext context, Transport transport)
{
    /// <summary>Largest gap in the numbers of a client.</summary>
    public const long SequenceGapMax = 1_000_000;

    private const int NanosPerMilli = 1_000_000;

    public void OnNegotiate(Connection connection, ReadOnlySpan<byte> frame)
    {
        NegotiateBlock request = FrameCodec.Block<NegotiateBlock>(frame);
        ClientSession? session = Find(request.SessionID);
        if (!LogonVerifier.IsGenuine(session?.Definition, frame[FrameLayout.BlockOffset..]))
        {
            Refuse(connection, in request, NegotiationRejectCode.Credentials);
            transport.Terminate(connection, TerminationCode.UnspecifiedError);
            return;
        }
        if (CheckNegotiate(session!, in request) is { } code)
        {
            Refuse(connection, in request, code);
            LimitRejects(connection);
            return;
        }
        switch (Publish(in request))
        {
            case CommandAdmission.Accepted:
                session!.NegotiatingVerId = request.SessionVerID;
                session.NegotiatingConnection = connection;
                connection.Session = session;
                connection.RequestTimestamp = request.Timestamp;
                connection.State = ConnectionState.Negotiating;
                break;
            case CommandAdmission.Stopping:
                transport.Terminate(connection, TerminationCode.ServiceStopping);
                break;
            case CommandAdmission.EngineBusy:
                Refuse(connection, in request, NegotiationRejectCode.EngineBusy);
                LimitRejects(connection);
                break;
            case CommandAdmission.JournalUnavailable:
                Refuse(connection, in request, NegotiationRejectCode.Unspecified);
                LimitRejects(connection);
                break;
        }
    }

    public void OnEstablish(Connection connection, ReadOnlySpan<byte> frame)
    {
        EstablishBlock request = FrameCodec.Block<EstablishBlock>(frame);
        ClientSession? session = Find(request.SessionID);
        if (!LogonVerifier.IsGenuine(session?.Definition, frame[FrameLayout.BlockOffset..]))
        {
            Refuse(connection, in request, EstablishmentRejectCode.Credentials);
            transport.Terminate(connection, TerminationCode.UnspecifiedError);
            return;
        }
        if (CheckEstablish(session!, in request) is { } code)
        {
            Refuse(connection, in request, code);
            LimitRejects(connection);
            return;
        }
        Bind(connection, session!, in request);
    }

    /// <summary>The engine's answer to a SessionNegotiated; live or replayed.</summary>
    public void OnSessionNegotiated(in SystemCommandResponseBlock response, bool replayed)
    {
        if (!context.Sessions.TryGetValue(response.SessionID, out ClientSession? session))
        {
            context.Counters.EventsWithoutSession++;
            return;
        }
        bool accepted = response.SystemCommandResult == SystemCommandResult.Accepted;
        bool isFirstVersion = session.SessionVerId == 0;
        if (accepted)
            session.BeginVersion(response.SessionVerID);
        if (replayed)
            return;
        if (accepted && isFirstVersion && session.Definition.Settings is { } settings)
            context.Service.Add(settings.ToBlock(session.SessionId, present: default));
        Connection? connection = session.NegotiatingConnection;
        ulong requestedVerId = session.NegotiatingVerId;
        session.NegotiatingVerId = 0;
        session.NegotiatingConnection = null;
        if (connection is not null)
            Answer(connection, session, requestedVerId, response.SystemCommandResult);
    }

    /// <summary>Answers a Negotiate on an established connection, without looking further into it.</summary>
    public void RefuseWhileEstablished(Connection connection, in NegotiateBlock request) =>
        Refuse(connection, in request, NegotiationRejectCode.SessionInUse);

    /// <summary>Answers an Establish on an established connection, without looking further into it.</summary>
    public void RefuseWhileEstablished(Connection connection, in EstablishBlock request) =>
        Refuse(connection, in request, EstablishmentRejectCode.AlreadyEstablished);

    private ClientSession? Find(uint sessionId) => context.Sessions.GetValueOrDefault(sessionId);

    private NegotiationRejectCode? CheckNegotiate(ClientSession session, in NegotiateBlock request)
    {
        if (request.ClientFlow != FlowType.Idempotent)
            return NegotiationRejectCode.FlowTypeNotSupported;
        if (!TakeTimestamp(session, request.Timestamp))
            return NegotiationRejectCode.InvalidTimestamp;
        if (session.NegotiatingVerId != 0 || IsCarriedElsewhere(session))
            return NegotiationRejectCode.SessionInUse;
        if (request.SessionVerID <= session.SessionVerId)
            return NegotiationRejectCode.DuplicateID;
        return null;
    }

    private EstablishmentRejectCode? CheckEstablish(ClientSession session, in EstablishBlock request)
    {
        if (!TakeTimestamp(session, request.Timestamp))
            return EstablishmentRejectCode.InvalidTimestamp;
        if (session.SessionVerId == 0)
            return EstablishmentRejectCode.Unnegotiated;
        if (session.NegotiatingVerId != 0)
            return EstablishmentRejectCode.Unspecified;
        if (request.SessionVerID != session.SessionVerId || session.Flow.IsUsedUp)
            return EstablishmentRejectCode.InvalidSessionVerID;
        if (request.KeepAliveInterval < (uint)context.Options.KeepAliveMillisMin
            || request.KeepAliveInterval > (uint)context.Options.KeepAliveMillisMax)
            return EstablishmentRejectCode.KeepaliveInterval;
        if (IsCarriedElsewhere(session))
            return EstablishmentRejectCode.AlreadyEstablished;
        // The end of the connection before, and what the session may do, come before its next order.
        if (context.Service.Publish() != CommandAdmission.Accepted)
            return EstablishmentRejectCode.Unspecified;
        long ahead = (long)request.NextSeqNo - session.LastIncomingSeqNo;
        if (request.NextSeqNo != 0 && ahead is <= 0 or > SequenceGapMax)
            return EstablishmentRejectCode.InvalidNextSeqNo;
        return null;
    }

    /// <summary>
    /// True when a live connection carries the session. One that has been silent for two intervals is cut instead.
    /// </summary>
    private bool IsCarriedElsewhere(ClientSession session)
    {
        if (session.Connection is not { } other)
            return false;
        if (context.NowMillis - other.LastReceivedMillis < 2L * other.KeepAliveMillis)
            return true;
        transport.Terminate(other, TerminationCode.KeepaliveIntervalLapsed);
        return false;
    }

    /// <summary>
    /// True for a logon of now that is no recording of an earlier one. Whatever becomes of it, it is used up: one that
    /// is refused now might be accepted when somebody else plays it back.
    /// </summary>
    private bool TakeTimestamp(ClientSession session, long timestampNanos)
    {
        long differenceMax = (long)context.Options.ClockDifferenceMillisMax * NanosPerMilli;
        long now = context.Clock.UtcNanos;
        if (timestampNanos < now - differenceMax || timestampNanos > now + differenceMax
            || timestampNanos <= session.LastLogonTimestamp)
            return false;
        session.LastLogonTimestamp = timestampNanos;
        return true;
    }

    private CommandAdmission Publish(in NegotiateBlock request)
    {
        CommandAdmission admission = context.Service.Publish();
        if (admission != CommandAdmission.Accepted)
            return admission;
        admission = context.Commands.TryClaim(out long claim);
        if (admission != CommandAdmission.Accepted)
            return admission;
        ref SessionNegotiatedBlock command = ref context.Commands.Slot(claim).Begin<SessionNegotiatedBlock>();
        command.SessionID = request.SessionID;
        command.SessionVerID = request.SessionVerID;
        context.Commands.Publish(claim);
        context.Counters.CommandsPublished++;
        return admission;
    }

    private void Bind(Connection connection, ClientSession session, in EstablishBlock request)
    {
        session.ExpectedSeqNo = (long)session.LastIncomingSeqNo + 1;
        session.Connection = connection;
        connection.Session = session;
        connection.State = ConnectionState.Established;
        connection.KeepAliveMillis = request.KeepAliveInterval;
        connection.NextToSend = session.Flow.NextSeqNo;
        context.Counters.SessionsEstablished++;
        transport.Send(connection, new EstablishmentAckBlock
        {
            SessionID = session.SessionId,
            KeepAliveInterval = request.KeepAliveInterval,
            SessionVerID = session.SessionVerId,
            RequestTimestamp = request.Timestamp,
            NextSeqNo = (uint)session.Flow.NextSeqNo,
            LastIncomingSeqNo = session.LastIncomingSeqNo,
        });
    }

    private void Answer(Connection connection, ClientSession session, ulong requestedVerId, SystemCommandResult result)
    {
        connection.State = ConnectionState.NotEstablished;
        connection.Session = null;
        if (result == SystemCommandResult.Accepted)
        {
            transport.Send(connection, new NegotiationResponseBlock
            {
                SessionID = session.SessionId,
                ServerFlow = FlowType.Recoverable,
                SessionVerID = session.SessionVerId,
                RequestTimestamp = connection.RequestTimestamp,
            });
            return;
        }
        var request = new NegotiateBlock
        {
            SessionID = session.SessionId,
            SessionVerID = requestedVerId,
            Timestamp = connection.RequestTimestamp,
        };
        Refuse(connection, in request, result switch
        {
            SystemCommandResult.StaleSessionVerID => NegotiationRejectCode.DuplicateID,
            SystemCommandResult.SessionLimitReached => NegotiationRejectCode.SessionLimitReached,
            _ => NegotiationRejectCode.Unspecified,
        });
        LimitRejects(connection);
    }

    private void Refuse(Connection connection, in NegotiateBlock request, NegotiationRejectCode code)
    {
        Note(connection, request.SessionID, NegotiateBlock.TemplateId, code);
        transport.Send(connection, new NegotiationRejectBlock
        {
            SessionID = request.SessionID,
            NegotiationRejectCode = code,
            SessionVerID = request.SessionVerID,
            RequestTimestamp = request.Timestamp,
            CurrentSessionVerID = code == NegotiationRejectCode.DuplicateID ? Find(request.SessionID)!.SessionVerId : 0,
        });
    }

    private void Refuse(Connection connection, in EstablishBlock request, EstablishmentRejectCode code)
    {
        Note(connection, request.SessionID, EstablishBlock.TemplateId, code);
        transport.Send(connection, new EstablishmentRejectBlock
        {
            SessionID = request.SessionID,
            EstablishmentRejectCode = code,
            SessionVerID = request.SessionVerID,
            RequestTimestamp = request.Timestamp,
            CurrentSessionVerID =
                code == EstablishmentRejectCode.InvalidSessionVerID ? Find(request.SessionID)!.SessionVerId : 0,
        });
    }

    private void Note<TCode>(Connection connection, uint sessionId, ushort templateId, TCode code)
        where TCode : struct, Enum
    {
        connection.LogonRejects++;
        context.Counters.LogonRejects++;
        if (!context.Refusals.TryTell(context.NowMillis, out long untold))
            return;
        context.Trail.Add(new ControlNotice(
            ControlNoticeKind.LogonRefused,
            sessionId,
            Find(sessionId)?.Definition.Name ?? "",
            MsgSeqNum: 0,
            templateId,
            Reason: $"{code}, from {connection.RemoteEndPoint}",
            Untold: untold));
    }

    private void LimitRejects(Connection connection)
    {
        if (connection.LogonRejects > context.Options.MaxLogonRejects)
            transport.Terminate(connection, TerminationCode.TooManyRejects);
    }
}
