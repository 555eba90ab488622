using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;
using MatchingEngine.Pipeline;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The door for application messages: checked, then copied once from the receive buffer into a slot of the command
/// ring. The checks and their order are those of the table in PROTOCOL.md.
/// </summary>
internal sealed class ApplicationDoor(GatewayContext context, Transport transport)
{
    private const ushort FirstTemplate = NewOrderSingleBlock.TemplateId;
    private const ushort LastTemplate = OrderMassCancelRequestBlock.TemplateId;
    private const int RejectWindowMillis = 1_000;

    /// <summary>True when clients of some role may send this template as an application message.</summary>
    public static bool IsOpenTo(ushort templateId) =>
        IsTraders(templateId) || OperatorMessages.BlockLengthOf(templateId) != 0;

    /// <summary>
    /// Takes an application message of an established connection. Schema, version and template are known to be ours.
    /// </summary>
    public void Enter(Connection connection, ReadOnlySpan<byte> frame, in MessageHeaderBlock header)
    {
        int blockLength = BlockLengthOf(header.TemplateId);
        if (header.BlockLength != blockLength || frame.Length != FrameLayout.BlockOffset + blockLength)
        {
            Refuse(connection, header.TemplateId, 0, BusinessRejectReason.InvalidBlockLength);
            return;
        }
        // Every application message begins with SessionID and MsgSeqNum.
        uint sessionId = MemoryMarshal.Read<uint>(frame[FrameLayout.BlockOffset..]);
        uint msgSeqNum = MemoryMarshal.Read<uint>(frame[(FrameLayout.BlockOffset + sizeof(uint))..]);
        ClientSession session = connection.Session!;
        if (sessionId != session.SessionId)
        {
            Refuse(connection, header.TemplateId, msgSeqNum, BusinessRejectReason.SessionIDMismatch);
            return;
        }
        if (msgSeqNum != session.ExpectedSeqNo && !AcceptsUnexpected(connection, session, header.TemplateId, msgSeqNum))
            return;
        session.ExpectedSeqNo = (long)msgSeqNum + 1;
        if (session.IsOperator == IsTraders(header.TemplateId))
        {
            RefuseRole(connection, session, header.TemplateId, msgSeqNum);
            return;
        }
        if (!session.Throttle.TryTake(context.NowMillis))
        {
            Refuse(connection, header.TemplateId, msgSeqNum, BusinessRejectReason.ThrottleLimitExceeded);
            return;
        }
        CommandAdmission admission = context.Commands.TryClaim(out long claim);
        if (admission != CommandAdmission.Accepted)
        {
            Refuse(connection, header.TemplateId, msgSeqNum, ReasonOf(admission));
            return;
        }
        ref CommandRecord slot = ref context.Commands.Slot(claim);
        slot.Length = RecordLayout.BlockOffset + blockLength;
        frame[FrameLayout.MessageOffset..].CopyTo(slot.Slot[RecordLayout.EnvelopeSize..]);
        context.Commands.Publish(claim);
        session.LastIncomingSeqNo = msgSeqNum;
        context.Counters.CommandsPublished++;
        // Nobody writes to the slot before this thread claims it again.
        if (session.IsOperator)
            TellSent(session, header.TemplateId, msgSeqNum, in slot);
    }

    /// <summary>Answers a message that did not come in, and ends the connection when that happens too often.</summary>
    public void Refuse(Connection connection, ushort templateId, uint msgSeqNum, BusinessRejectReason reason)
    {
        context.Counters.CountReject(reason);
        transport.Send(connection, new BusinessMessageRejectBlock
        {
            SessionID = connection.Session!.SessionId,
            TransactTime = context.Clock.UtcNanos,
            RefSeqNum = msgSeqNum,
            RefTemplateID = templateId,
            BusinessRejectReason = reason,
        });
        if (IsFaultOfClient(reason))
            CountFault(connection);
    }

    /// <summary>Counts a refused message of the session layer against the same budget.</summary>
    public void CountFault(Connection connection)
    {
        if (context.NowMillis - connection.RejectWindowMillis >= RejectWindowMillis)
        {
            connection.RejectWindowMillis = context.NowMillis;
            connection.RejectsInWindow = 0;
        }
        if (++connection.RejectsInWindow > context.Options.MaxRejectsPerSecond)
            transport.Terminate(connection, TerminationCode.TooManyRejects);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlockLengthOf(ushort templateId) => templateId switch
    {
        NewOrderSingleBlock.TemplateId => NewOrderSingleBlock.BlockLength,
        OrderCancelRequestBlock.TemplateId => OrderCancelRequestBlock.BlockLength,
        OrderCancelReplaceRequestBlock.TemplateId => OrderCancelReplaceRequestBlock.BlockLength,
        OrderReduceRequestBlock.TemplateId => OrderReduceRequestBlock.BlockLength,
        NewOrderExtendedBlock.TemplateId => NewOrderExtendedBlock.BlockLength,
        OrderCancelReplaceExtendedBlock.TemplateId => OrderCancelReplaceExtendedBlock.BlockLength,
        OrderMassCancelRequestBlock.TemplateId => OrderMassCancelRequestBlock.BlockLength,
        _ => OperatorMessages.BlockLengthOf(templateId),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsTraders(ushort templateId) => templateId is >= FirstTemplate and <= LastTemplate;

    private static BusinessRejectReason ReasonOf(CommandAdmission admission) => admission switch
    {
        CommandAdmission.EngineBusy => BusinessRejectReason.EngineBusy,
        CommandAdmission.JournalUnavailable => BusinessRejectReason.JournalUnavailable,
        _ => BusinessRejectReason.ApplicationNotAvailable,
    };

    private static bool IsFaultOfClient(BusinessRejectReason reason) => reason is not
        (BusinessRejectReason.EngineBusy or BusinessRejectReason.JournalUnavailable
        or BusinessRejectReason.ApplicationNotAvailable);

    private void RefuseRole(Connection connection, ClientSession session, ushort templateId, uint msgSeqNum)
    {
        Refuse(connection, templateId, msgSeqNum, BusinessRejectReason.NotAuthorized);
        if (session.IsOperator || !context.Refusals.TryTell(context.NowMillis, out long untold))
            return;
        context.Trail.Add(new ControlNotice(
            ControlNoticeKind.NotAuthorized, session.SessionId, session.Definition.Name, msgSeqNum, templateId,
            Untold: untold));
    }

    private void TellSent(ClientSession session, ushort templateId, uint msgSeqNum, in CommandRecord command) =>
        context.Trail.Add(new ControlNotice(
            ControlNoticeKind.Sent, session.SessionId, session.Definition.Name, msgSeqNum, templateId, command));

    /// <returns>True for a gap that is small enough: it is reported, and the message goes on.</returns>
    private bool AcceptsUnexpected(Connection connection, ClientSession session, ushort templateId, uint msgSeqNum)
    {
        long gap = msgSeqNum - session.ExpectedSeqNo;
        BusinessRejectReason? reason = msgSeqNum == 0 ? BusinessRejectReason.InvalidMsgSeqNum
            : gap < 0 ? BusinessRejectReason.DuplicateMsgSeqNum
            : gap > LogonProtocol.SequenceGapMax ? BusinessRejectReason.SequenceGapTooLarge
            : null;
        if (reason is { } found)
        {
            Refuse(connection, templateId, msgSeqNum, found);
            return false;
        }
        context.Counters.Gaps++;
        transport.Send(connection, new NotAppliedBlock
        {
            SessionID = session.SessionId,
            FromSeqNo = (uint)session.ExpectedSeqNo,
            Count = (uint)gap,
        });
        return true;
    }
}
