using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <content>What the venue sends: checked, put in order, delivered, held against the own messages.</content>
public sealed partial class OrderEntryClient
{
    private void Dispatch(ReadOnlySpan<byte> frame)
    {
        MessageHeaderBlock header = Frame.HeaderOf(frame);
        if (header.SchemaId != SequenceBlock.SchemaId || header.Version != SequenceBlock.SchemaVersion)
        {
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.UnsupportedSchema,
                $"The venue speaks schema {header.SchemaId} version {header.Version}.");
            return;
        }

        if (header.TemplateId >= ExecutionReportNewBlock.TemplateId)
            DispatchApplication(frame, header.TemplateId);
        else
            DispatchSession(frame, header.TemplateId);
    }

    private void DispatchSession(ReadOnlySpan<byte> frame, ushort templateId)
    {
        switch (templateId)
        {
            case SequenceBlock.TemplateId when TryRead(frame, out SequenceBlock block):
                OnSequence(in block);
                break;
            case NegotiationResponseBlock.TemplateId when TryRead(frame, out NegotiationResponseBlock block):
                OnNegotiationResponse(in block);
                break;
            case NegotiationRejectBlock.TemplateId when TryRead(frame, out NegotiationRejectBlock block):
                OnNegotiationReject(in block);
                break;
            case EstablishmentAckBlock.TemplateId when TryRead(frame, out EstablishmentAckBlock block):
                OnEstablishmentAck(in block);
                break;
            case EstablishmentRejectBlock.TemplateId when TryRead(frame, out EstablishmentRejectBlock block):
                OnEstablishmentReject(in block);
                break;
            case RetransmissionBlock.TemplateId when TryRead(frame, out RetransmissionBlock block):
                OnRetransmission(in block);
                break;
            case RetransmitRejectBlock.TemplateId when TryRead(frame, out RetransmitRejectBlock block):
                OnRetransmitReject(in block);
                break;
            case NotAppliedBlock.TemplateId when TryRead(frame, out NotAppliedBlock block):
                OnNotApplied(in block);
                break;
            case TerminateBlock.TemplateId when TryRead(frame, out TerminateBlock block):
                OnTerminate(in block);
                break;
            default:
                BreakUnknown(templateId);
                break;
        }
    }

    private void DispatchApplication(ReadOnlySpan<byte> frame, ushort templateId)
    {
        switch (templateId)
        {
            case ExecutionReportNewBlock.TemplateId when TryRead(frame, out ExecutionReportNewBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnExecutionReportNew(in block);
                break;
            case ExecutionReportTradeBlock.TemplateId when TryRead(frame, out ExecutionReportTradeBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnTrade(in block);
                break;
            case ExecutionReportCanceledBlock.TemplateId when TryRead(frame, out ExecutionReportCanceledBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnCanceled(in block);
                break;
            case ExecutionReportRestatedBlock.TemplateId when TryRead(frame, out ExecutionReportRestatedBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnRestated(in block);
                break;
            case OrderMassCancelReportBlock.TemplateId when TryRead(frame, out OrderMassCancelReportBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnMassCancelReport(in block);
                break;
            case ExecutionReportReplacedBlock.TemplateId when TryRead(frame, out ExecutionReportReplacedBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnReplaced(in block);
                break;
            case ExecutionReportRejectedBlock.TemplateId when TryRead(frame, out ExecutionReportRejectedBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnRejected(in block);
                break;
            case OrderCancelRejectBlock.TemplateId when TryRead(frame, out OrderCancelRejectBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnCancelReject(in block);
                break;
            case SystemCommandResponseBlock.TemplateId when TryRead(frame, out SystemCommandResponseBlock block):
                if (TryAccept(block.MsgSeqNum, block.RefSeqNum, templateId))
                    _handler.OnSystemCommandResponse(in block);
                break;
            case BusinessMessageRejectBlock.TemplateId when TryRead(frame, out BusinessMessageRejectBlock block):
                OnBusinessReject(in block);
                break;
            default:
                BreakUnknown(templateId);
                break;
        }
    }

    /// <summary>
    /// Reads a block of which length and session are right; else ends the connection, after which the message counts as
    /// not known either.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRead<TBlock>(ReadOnlySpan<byte> frame, out TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        bool lengthRight = frame.Length == Frame.LengthOf<TBlock>() &&
            Frame.HeaderOf(frame).BlockLength == TBlock.SbeBlockLength;
        // Every message begins with the session.
        if (lengthRight && MemoryMarshal.Read<uint>(frame[Frame.BlockOffset..]) == _sessionID)
        {
            block = Frame.BlockOf<TBlock>(frame);
            return true;
        }

        block = default;
        BreakUnreadable(TBlock.SbeTemplateId, lengthRight);
        return false;
    }

    private void BreakUnreadable(ushort templateId, bool lengthRight)
    {
        if (lengthRight)
            Break(
                TerminationCode.SessionIDMismatch,
                DisconnectReason.SessionMismatch,
                $"Message {templateId} of the venue is of another session.");
        else
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.InvalidBlockLength,
                $"Message {templateId} of the venue has a wrong length.");
    }

    private void BreakUnknown(ushort templateId)
    {
        // Null when TryRead has ended the connection with a better reason.
        if (_socket is not null)
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.UnknownTemplate,
                $"Message {templateId} of the venue is not known.");
    }

    /// <summary>Puts a sequenced message in its place, and what it answers out of the window.</summary>
    /// <returns>True when it is to be delivered now.</returns>
    private bool TryAccept(uint seqNo, uint refSeqNum, ushort templateId)
    {
        if (!IsInSession || seqNo == 0)
        {
            BreakUnexpected(templateId);
            return false;
        }

        if (refSeqNum >= _window.Next)
        {
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.VenueAheadOfClient,
                $"Message {seqNo} of the venue answers {refSeqNum}, the next one of this client is {_window.Next}.");
            return false;
        }

        // Before the message counts as received: should the handler throw on it, the message is asked for again.
        if (seqNo == _inbound.Expected && refSeqNum > _window.Oldest)
            ReportRefusedBelow(refSeqNum);
        bool isNext = _inbound.Accept(seqNo);
        if (isNext)
        {
            if (refSeqNum != 0)
                _window.AnswerByEngine(refSeqNum);
            if (_inbound.IsRequestOpen)
                _requestDeadlineMillis = _nowMillis + _options.ResponseTimeoutMillis;
        }

        RequestMissing();
        return isNext;
    }

    /// <summary>
    /// The engine answers in the order of the numbers and has come to this one: whatever is below it without an answer
    /// was refused at the door, and the refusal got lost.
    /// </summary>
    private void ReportRefusedBelow(uint refSeqNum)
    {
        while (_window.Oldest < refSeqNum)
            ReportUndelivered(_window.Oldest, UndeliveredReason.Refused);
    }

    private void ReportUndelivered(long seqNo, UndeliveredReason reason)
    {
        if (!_window.IsWaiting(seqNo))
            return;
        ulong clOrdID = _window.ClOrdIDOf(seqNo);
        ushort templateId = _window.TemplateIdOf(seqNo);
        _window.Answer(seqNo);
        _handler.OnUndelivered((uint)seqNo, clOrdID, templateId, reason);
    }

    private void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
        if (!IsInSession || reject.MsgSeqNum != 0)
        {
            BreakUnexpected(BusinessMessageRejectBlock.TemplateId);
            return;
        }

        // A duplicate was seen before: its answer is another message.
        if (reject.BusinessRejectReason != BusinessRejectReason.DuplicateMsgSeqNum)
            _window.Answer(reject.RefSeqNum);
        _handler.OnBusinessReject(in reject);
    }

    private void OnNotApplied(in NotAppliedBlock notApplied)
    {
        if (!IsInSession)
        {
            BreakUnexpected(NotAppliedBlock.TemplateId);
            return;
        }

        _handler.OnNotApplied(in notApplied);
        long end = Math.Min(notApplied.FromSeqNo + (long)notApplied.Count, _window.Next);
        for (long n = Math.Max(notApplied.FromSeqNo, _window.Oldest); n < end; n++)
            ReportUndelivered(n, UndeliveredReason.NotApplied);
    }

    /// <summary>
    /// Goes on with recovery: first all that was missed, then the own messages that the engine does not have.
    /// </summary>
    private int PollRecovery()
    {
        if (_inbound.Expected < _recoverTo)
            return 0;
        int work = ReturnFromFarAhead();
        for (; _resendNext < _window.Next; _resendNext++, work++)
        {
            if (!_window.IsWaiting(_resendNext))
                continue;
            if (!_options.ResendOnResume)
                ReportUndelivered(_resendNext, UndeliveredReason.NotResent);
            else if (!TryResend(_resendNext))
                return work;
        }

        // A callback may have disposed the client.
        if (_socket is null)
            return work;
        State = ClientState.Established;
        _establishedMillis = _nowMillis;
        var info = new EstablishedInfo(
            _sessionVerID,
            _venueLastIncoming,
            (uint)_window.Next,
            (uint)_inbound.Expected,
            _inbound.Expected - _expectedAtLogon,
            _resentCount);
        _handler.OnEstablished(in info);
        return work + 1;
    }

    /// <summary>
    /// Goes back to the number after the last one that the engine has, when the venue would take the gap between them
    /// for too large: the numbers between were refused, and are free again.
    /// </summary>
    /// <returns>1 when it did.</returns>
    private int ReturnFromFarAhead()
    {
        long firstToSend = _options.ResendOnResume ? _window.Oldest : _window.Next;
        if (firstToSend - _venueLastIncoming <= MaxSequenceGap)
            return 0;
        for (long n = _window.Oldest; n < _window.Next; n++)
            ReportUndelivered(n, UndeliveredReason.NotResent);
        _window.Return(_venueLastIncoming + 1L);
        _resendNext = _window.Next;
        return 1;
    }

    private bool TryResend(long seqNo)
    {
        ReadOnlySpan<byte> frame = _window.FrameOf(seqNo);
        if (!_sendBuffer.HasRoom(frame.Length))
        {
            Flush();
            if (!_sendBuffer.HasRoom(frame.Length))
                return false;
        }

        _sendBuffer.Put(frame);
        _resentCount++;
        return true;
    }
}
