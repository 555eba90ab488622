using System.Net.Sockets;
using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <content>The connection: made, kept alive, ended, made again.</content>
public sealed partial class OrderEntryClient
{
    private const int SilentIntervals = 3;

    private void BeginConnect()
    {
        State = ClientState.Connecting;
        _deadlineMillis = _nowMillis + _options.ConnectTimeoutMillis;
        _attempt = new ConnectAttempt(_options.EndPoint);
    }

    private int PollConnect()
    {
        if (!_attempt!.IsCompleted)
        {
            if (_nowMillis < _deadlineMillis)
                return 0;
            Disconnect(DisconnectReason.ConnectTimeout, $"No connection to {_options.EndPoint} in time.");
            return 1;
        }

        _socket = _attempt.Take(out string? error);
        if (_socket is null)
        {
            Disconnect(DisconnectReason.ConnectFailed, $"No connection to {_options.EndPoint}: {error}.");
            return 1;
        }

        _attempt.Dispose();
        _attempt = null;
        _sendBuffer.Clear();
        _receiveBuffer.Clear();
        _inbound.OnConnection();
        _sendError = SocketError.Success;
        _lastSentMillis = _lastReceivedMillis = _nowMillis;
        LogOn();
        Flush();
        return 1;
    }

    private int Receive()
    {
        int count = _receiveBuffer.Fill(_socket!, out SocketError error);
        if (error == SocketError.WouldBlock)
            return 0;
        if (error != SocketError.Success)
        {
            Disconnect(DisconnectReason.SocketError, $"The socket failed on receiving: {error}.");
            return 0;
        }

        if (count == 0)
        {
            Disconnect(DisconnectReason.ClosedByVenue, "The venue closed the connection.");
            return 0;
        }

        _lastReceivedMillis = _nowMillis;
        return TakeFrames();
    }

    private int TakeFrames()
    {
        int frames = 0;
        while (_socket is not null)
        {
            switch (_receiveBuffer.TryTake(out ReadOnlySpan<byte> frame))
            {
                case FrameStatus.Complete:
                    frames++;
                    Dispatch(frame);
                    break;
                case FrameStatus.Incomplete:
                    return frames;
                case FrameStatus.Invalid:
                    Break(
                        TerminationCode.InvalidFrame, DisconnectReason.InvalidFrame, "A frame of the venue is broken.");
                    break;
                default:
                    Break(
                        TerminationCode.FrameTooLarge, DisconnectReason.FrameTooLarge, "A frame is too long.");
                    break;
            }
        }

        return frames;
    }

    /// <summary>Watches the timers of a connection.</summary>
    /// <returns>False when one of them has ended it.</returns>
    private bool CheckTimers()
    {
        if (_sentSincePoll)
        {
            _sentSincePoll = false;
            _lastSentMillis = _nowMillis;
        }

        switch (State)
        {
            case ClientState.Negotiating or ClientState.Establishing when _nowMillis >= _deadlineMillis:
                Disconnect(DisconnectReason.LogonTimeout, "The venue did not answer the logon in time.");
                return false;
            case ClientState.Terminating when _nowMillis >= _deadlineMillis:
                Disconnect(DisconnectReason.TerminatedByClient, "The venue did not answer Terminate in time.");
                return false;
            case ClientState.Recovering or ClientState.Established:
                return CheckSessionTimers();
            default:
                return true;
        }
    }

    private bool CheckSessionTimers()
    {
        if (_nowMillis - _lastReceivedMillis >= SilentIntervals * _keepAliveMillis)
        {
            Break(
                TerminationCode.KeepaliveIntervalLapsed,
                DisconnectReason.KeepaliveIntervalLapsed,
                "Nothing came from the venue for three keep-alive intervals.");
            return false;
        }

        if (_inbound.IsRequestOpen && _nowMillis >= _requestDeadlineMillis)
        {
            Break(
                TerminationCode.UnspecifiedError,
                DisconnectReason.RetransmitTimeout,
                "A retransmission made no progress in time.");
            return false;
        }

        if (_nowMillis - _lastSentMillis >= _options.KeepAliveIntervalMillis)
            PutSequence();
        if (State == ClientState.Established)
            _backoff.OnEstablishedFor(_nowMillis - _establishedMillis);
        return true;
    }

    private long NextTimerMillis() => State switch
    {
        ClientState.Stopped => long.MaxValue,
        ClientState.Recovering or ClientState.Established => Math.Min(
            Math.Min(
                _lastSentMillis + _options.KeepAliveIntervalMillis,
                _lastReceivedMillis + (SilentIntervals * _keepAliveMillis)),
            _inbound.IsRequestOpen ? _requestDeadlineMillis : long.MaxValue),
        _ => _deadlineMillis,
    };

    /// <summary>
    /// Ends the connection because of what the venue sent, or did not, and tells it why as far as possible.
    /// </summary>
    private void Break(TerminationCode code, DisconnectReason reason, string detail)
    {
        PutTerminate(code);
        Flush();
        Disconnect(reason, detail);
    }

    private void Disconnect(DisconnectReason reason, string detail)
    {
        CloseConnection();
        if (State == ClientState.Terminating)
            reason = DisconnectReason.TerminatedByClient;
        LastDisconnectReason = reason;
        LastDisconnectDetail = detail;
        if (_stopRequested || IsFinal(reason) || !_backoff.MayRetry)
        {
            _stopRequested = false;
            State = ClientState.Stopped;
        }
        else
        {
            _deadlineMillis = _nowMillis + _backoff.NextDelayMillis();
            State = ClientState.WaitingToReconnect;
        }

        _finalReject = false;
        _handler.OnDisconnected(reason, detail);
    }

    /// <summary>True when another connection could only end in the same way.</summary>
    private bool IsFinal(DisconnectReason reason) => reason switch
    {
        DisconnectReason.NegotiationRejected or DisconnectReason.EstablishmentRejected => _finalReject,
        DisconnectReason.RetransmitRejected => true,
        DisconnectReason.VenueSequenceWentBack => true,
        DisconnectReason.VenueAheadOfClient => true,
        _ => false,
    };

    private void CloseConnection()
    {
        _attempt?.Dispose();
        _attempt = null;
        _socket?.Dispose();
        _socket = null;
    }
}
