using MatchingEngine.Messages;

namespace MatchingEngine.OrderEntry;

/// <summary>
/// The counters while they count: plain longs, written by the gateway's thread, read by any (a read may be a moment
/// old).
/// </summary>
internal sealed class CounterBoard
{
    private const int ReasonLimit = 128;

    private readonly long[] _rejects = new long[ReasonLimit];

    public long ConnectionsOpen;
    public long SessionsEstablished;
    public long ConnectionsAccepted;
    public long ConnectionsRefused;
    public long FramesReceived;
    public long BytesReceived;
    public long BytesSent;
    public long CommandsPublished;
    public long MessagesSent;
    public long Retransmissions;
    public long MessagesRetransmitted;
    public long RetransmitRejects;
    public long LogonRejects;
    public long Gaps;
    public long Terminations;
    public long SlowConsumerCuts;
    public long KeepAliveCuts;
    public long EventsWithoutSession;
    public long EventsWithoutNumber;

    public void CountReject(BusinessRejectReason reason) => _rejects[(int)reason]++;

    public void CountTermination(TerminationCode code)
    {
        if (code == TerminationCode.Finished)
            return;
        Terminations++;
        if (code == TerminationCode.SlowConsumer)
            SlowConsumerCuts++;
        else if (code == TerminationCode.KeepaliveIntervalLapsed)
            KeepAliveCuts++;
    }

    public OrderEntryCounters Snapshot() => new()
    {
        ConnectionsOpen = ConnectionsOpen,
        SessionsEstablished = SessionsEstablished,
        ConnectionsAccepted = ConnectionsAccepted,
        ConnectionsRefused = ConnectionsRefused,
        FramesReceived = FramesReceived,
        BytesReceived = BytesReceived,
        BytesSent = BytesSent,
        CommandsPublished = CommandsPublished,
        MessagesSent = MessagesSent,
        Retransmissions = Retransmissions,
        MessagesRetransmitted = MessagesRetransmitted,
        RetransmitRejects = RetransmitRejects,
        LogonRejects = LogonRejects,
        Gaps = Gaps,
        Terminations = Terminations,
        SlowConsumerCuts = SlowConsumerCuts,
        KeepAliveCuts = KeepAliveCuts,
        EventsWithoutSession = EventsWithoutSession,
        EventsWithoutNumber = EventsWithoutNumber,
        RejectsUnsupportedMessageType = Rejects(BusinessRejectReason.UnsupportedMessageType),
        RejectsApplicationNotAvailable = Rejects(BusinessRejectReason.ApplicationNotAvailable),
        RejectsNotAuthorized = Rejects(BusinessRejectReason.NotAuthorized),
        RejectsThrottleLimitExceeded = Rejects(BusinessRejectReason.ThrottleLimitExceeded),
        RejectsUnknownSchemaId = Rejects(BusinessRejectReason.UnknownSchemaID),
        RejectsUnsupportedSchemaVersion = Rejects(BusinessRejectReason.UnsupportedSchemaVersion),
        RejectsInvalidBlockLength = Rejects(BusinessRejectReason.InvalidBlockLength),
        RejectsSessionIdMismatch = Rejects(BusinessRejectReason.SessionIDMismatch),
        RejectsDuplicateMsgSeqNum = Rejects(BusinessRejectReason.DuplicateMsgSeqNum),
        RejectsInvalidMsgSeqNum = Rejects(BusinessRejectReason.InvalidMsgSeqNum),
        RejectsSequenceGapTooLarge = Rejects(BusinessRejectReason.SequenceGapTooLarge),
        RejectsEngineBusy = Rejects(BusinessRejectReason.EngineBusy),
        RejectsJournalUnavailable = Rejects(BusinessRejectReason.JournalUnavailable),
    };

    private long Rejects(BusinessRejectReason reason) => _rejects[(int)reason];
}
