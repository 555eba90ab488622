using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <content>The session layer: logon, recovery, heartbeats, retransmission.</content>
public sealed partial class OrderEntryClient
{
    // The venue accepts no number further above the last one it has.
    private const long MaxSequenceGap = 1_000_000;

    private ulong _sessionVerID;
    private bool _negotiated;
    private bool _versionFromClock;
    private ulong _triedVersion;
    private bool _isRepeatedNegotiate;
    private bool _restored;
    private bool _finalReject;
    private uint _venueLastIncoming;
    private long _recoverTo;
    private long _resendNext;
    private long _resentCount;
    private long _expectedAtLogon;

    private void InitializeVersion()
    {
        _sessionVerID = _options.SessionVerID;
        _versionFromClock = _sessionVerID == 0;
        if (_options.ResumeFrom is not { } point)
            return;
        _sessionVerID = point.SessionVerID;
        _negotiated = _restored = true;
        _window.Reset(Math.Max(1u, point.NextOutgoingSeqNo));
        _inbound.Reset(point.NextIncomingSeqNo);
    }

    private void LogOn()
    {
        if (_negotiated)
            PutEstablish();
        else
            PutNegotiate();
        _deadlineMillis = _nowMillis + _options.ResponseTimeoutMillis;
    }

    private void PutNegotiate()
    {
        if (_sessionVerID == 0)
            _sessionVerID = (ulong)_clock.UtcNanos;
        _isRepeatedNegotiate = _triedVersion == _sessionVerID;
        _triedVersion = _sessionVerID;
        State = ClientState.Negotiating;
        var block = new NegotiateBlock
        {
            SessionID = _sessionID,
            ClientFlow = FlowType.Idempotent,
            SessionVerID = _sessionVerID,
            Timestamp = _clock.NextLogonNanos(),
        };
        Sign(_sendBuffer.TryPut(in block));
    }

    private void PutEstablish()
    {
        State = ClientState.Establishing;
        // So many refusals in a row use up as many numbers that the venue knows nothing of on another connection.
        bool mayBeFarAhead = _window.Next - _window.LastAnsweredByEngine > MaxSequenceGap;
        var block = new EstablishBlock
        {
            SessionID = _sessionID,
            KeepAliveInterval = _options.KeepAliveIntervalMillis,
            SessionVerID = _sessionVerID,
            Timestamp = _clock.NextLogonNanos(),
            // A resume point may lag behind: 0 leaves the count to the venue.
            NextSeqNo = _restored || mayBeFarAhead ? 0 : (uint)_window.Next,
        };
        Sign(_sendBuffer.TryPut(in block));
    }

    private void Sign(Span<byte> frame)
    {
        Span<byte> block = frame[Frame.BlockOffset..];
        _options.Key.Sign(block, block[SessionKey.SignedSize..]);
    }

    private bool PutTerminate(TerminationCode code)
    {
        var block = new TerminateBlock
        {
            SessionID = _sessionID,
            TerminationCode = code,
            SessionVerID = _sessionVerID,
        };
        return !_sendBuffer.TryPut(in block).IsEmpty;
    }

    private void PutSequence()
    {
        // While own messages are being sent again, the next number on this connection is the next of those.
        long next = State == ClientState.Recovering ? _resendNext : _window.Next;
        var block = new SequenceBlock { SessionID = _sessionID, NextSeqNo = (uint)next };
        _sendBuffer.TryPut(in block);
        // Also when the socket takes nothing now: one heartbeat an interval, not one a poll.
        _lastSentMillis = _nowMillis;
    }

    /// <summary>Asks for the next piece of what is missing, unless it is asked for already.</summary>
    private void RequestMissing()
    {
        if (State is not (ClientState.Recovering or ClientState.Established) ||
            !_sendBuffer.HasRoom(Frame.LengthOf<RetransmitRequestBlock>()) ||
            !_inbound.TryOpenRequest(out uint from, out uint count))
        {
            return;
        }

        var block = new RetransmitRequestBlock
        {
            SessionID = _sessionID,
            Count = count,
            SessionVerID = _sessionVerID,
            Timestamp = _clock.UtcNanos,
            FromSeqNo = from,
        };
        _sendBuffer.TryPut(in block);
        _requestDeadlineMillis = _nowMillis + _options.ResponseTimeoutMillis;
    }

    private void OnNegotiationResponse(in NegotiationResponseBlock response)
    {
        if (State != ClientState.Negotiating)
        {
            BreakUnexpected(NegotiationResponseBlock.TemplateId);
            return;
        }

        if (!CheckVersion(response.SessionVerID))
            return;
        _negotiated = true;
        LogOn();
    }

    private void OnNegotiationReject(in NegotiationRejectBlock reject)
    {
        if (State != ClientState.Negotiating)
        {
            BreakUnexpected(NegotiationRejectBlock.TemplateId);
            return;
        }

        _finalReject = reject.NegotiationRejectCode
            is NegotiationRejectCode.Credentials or NegotiationRejectCode.FlowTypeNotSupported;
        if (reject.NegotiationRejectCode == NegotiationRejectCode.DuplicateID)
            OnDuplicateVersion(reject.CurrentSessionVerID);
        // This Negotiate has its answer; the next one of this version is no repetition of an unanswered one.
        _triedVersion = 0;
        if (_negotiated)
        {
            LogOn();
            return;
        }

        _handler.OnNegotiationReject(in reject);
        if (_socket is not null)
            Break(
                TerminationCode.Finished,
                DisconnectReason.NegotiationRejected,
                $"Negotiation rejected: {reject.NegotiationRejectCode}.");
    }

    private void OnDuplicateVersion(ulong current)
    {
        // The answer to an earlier Negotiate was lost with its connection: that one was accepted.
        if (current == _sessionVerID && _isRepeatedNegotiate)
            _negotiated = true;
        else if (_versionFromClock)
            _sessionVerID = Math.Max((ulong)_clock.UtcNanos, current + 1);
        else
            _finalReject = true;
    }

    private void OnEstablishmentAck(in EstablishmentAckBlock ack)
    {
        if (State != ClientState.Establishing)
        {
            BreakUnexpected(EstablishmentAckBlock.TemplateId);
            return;
        }

        if (!CheckVersion(ack.SessionVerID) || !CheckSequence(in ack))
            return;
        _restored = false;
        _keepAliveMillis = ack.KeepAliveInterval == 0 ? _options.KeepAliveIntervalMillis : ack.KeepAliveInterval;
        _venueLastIncoming = ack.LastIncomingSeqNo;
        _recoverTo = ack.NextSeqNo;
        _resendNext = Math.Max(_venueLastIncoming + 1L, _window.Oldest);
        _resentCount = 0;
        _expectedAtLogon = _inbound.Expected;
        _inbound.Announce(_recoverTo);
        State = ClientState.Recovering;
        RequestMissing();
    }

    /// <summary>Holds the venue's numbers against the own ones.</summary>
    private bool CheckSequence(in EstablishmentAckBlock ack)
    {
        long last = ack.LastIncomingSeqNo;
        if (_restored && last >= _window.Next)
            _window.Reset(last + 1);
        if (last >= _window.Next)
        {
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.VenueAheadOfClient,
                $"The venue has message {last}, the next one of this client is {_window.Next}.");
            return false;
        }

        bool gapTooLarge = _restored && _window.Next - last > MaxSequenceGap;
        if (ack.NextSeqNo < _inbound.Expected || last < _window.LastAnsweredByEngine || gapTooLarge)
        {
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.VenueSequenceWentBack,
                $"The venue has message {last} and goes on with {ack.NextSeqNo}; " +
                $"expected was {_inbound.Expected}, last answered {_window.LastAnsweredByEngine}, " +
                $"next {_window.Next}.");
            return false;
        }

        return true;
    }

    private void OnEstablishmentReject(in EstablishmentRejectBlock reject)
    {
        if (State != ClientState.Establishing)
        {
            BreakUnexpected(EstablishmentRejectBlock.TemplateId);
            return;
        }

        _finalReject = reject.EstablishmentRejectCode
            is EstablishmentRejectCode.Credentials
            or EstablishmentRejectCode.Unnegotiated
            or EstablishmentRejectCode.KeepaliveInterval
            or EstablishmentRejectCode.InvalidSessionVerID
            or EstablishmentRejectCode.InvalidNextSeqNo;
        _handler.OnEstablishmentReject(in reject);
        if (_socket is not null)
            Break(
                TerminationCode.Finished,
                DisconnectReason.EstablishmentRejected,
                $"Establishment rejected: {reject.EstablishmentRejectCode}.");
    }

    private void OnSequence(in SequenceBlock sequence)
    {
        if (!IsInSession)
        {
            BreakUnexpected(SequenceBlock.TemplateId);
            return;
        }

        _inbound.Announce(sequence.NextSeqNo);
        RequestMissing();
    }

    private void OnTerminate(in TerminateBlock terminate)
    {
        if (State != ClientState.Terminating)
            PutTerminate(TerminationCode.Finished);
        Flush();
        _handler.OnTerminated(terminate.TerminationCode);
        if (_socket is not null)
            Disconnect(DisconnectReason.TerminatedByVenue, $"The venue terminated: {terminate.TerminationCode}.");
    }

    private void OnRetransmission(in RetransmissionBlock retransmission)
    {
        if (!IsInSession || !_inbound.OnRetransmission(retransmission.NextSeqNo, retransmission.Count))
        {
            BreakUnexpected(RetransmissionBlock.TemplateId);
            return;
        }

        _ = CheckVersion(retransmission.SessionVerID);
    }

    private void OnRetransmitReject(in RetransmitRejectBlock reject)
    {
        if (!IsInSession || !_inbound.IsRequestOpen)
        {
            BreakUnexpected(RetransmitRejectBlock.TemplateId);
            return;
        }

        Break(
            TerminationCode.Finished,
            DisconnectReason.RetransmitRejected,
            $"The venue does not send message {_inbound.Expected} again: {reject.RetransmitRejectCode}.");
    }

    private bool IsInSession =>
        State is ClientState.Recovering or ClientState.Established or ClientState.Terminating;

    private bool CheckVersion(ulong sessionVerID)
    {
        if (sessionVerID == _sessionVerID)
            return true;
        Break(
            TerminationCode.UnspecifiedError,
            DisconnectReason.SessionMismatch,
            $"The venue names session version {sessionVerID}, this one is {_sessionVerID}.");
        return false;
    }

    private void BreakUnexpected(ushort templateId) =>
        Break(
            TerminationCode.UnspecifiedError,
            DisconnectReason.UnexpectedMessage,
            $"Message {templateId} of the venue has no place in state {State}.");
}
