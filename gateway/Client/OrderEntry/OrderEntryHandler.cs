using MatchingEngine.Messages;

namespace MatchingEngine.Client;

/// <summary>
/// Takes what a session says. Derive and override what matters; every method does nothing by default. All are called
/// from <see cref="OrderEntryClient.Poll"/> on its thread, may send, and must not block: nothing else happens
/// meanwhile. Arguments passed by reference are valid during the call only; copy what is to be kept. Sequenced messages
/// (all execution reports and <see cref="OnCancelReject"/>) come in order and each exactly once, across reconnects too.
/// An exception ends the running Poll; the message that caused it counts as delivered.
/// </summary>
public abstract class OrderEntryHandler
{
    private OrderEntryClient? _client;

    /// <summary>The client that calls this handler.</summary>
    /// <exception cref="InvalidOperationException">No client was made with this handler yet.</exception>
    protected OrderEntryClient Client =>
        _client ?? throw new InvalidOperationException("No client was made with this handler yet.");

    internal void Attach(OrderEntryClient client)
    {
        if (_client is not null)
            throw new InvalidOperationException("A handler serves one client.");
        _client = client;
    }

    /// <summary>
    /// The session is established, what was missed has been delivered and what has to be sent again has been: from here
    /// on sends are accepted.
    /// </summary>
    public virtual void OnEstablished(in EstablishedInfo info)
    {
    }

    /// <summary>An order was accepted. Its fills, if any, follow.</summary>
    public virtual void OnExecutionReportNew(in ExecutionReportNewBlock report)
    {
    }

    /// <summary>An order of this session was filled, in part or whole.</summary>
    public virtual void OnTrade(in ExecutionReportTradeBlock report)
    {
    }

    /// <summary>What was left of an order is gone.</summary>
    public virtual void OnCanceled(in ExecutionReportCanceledBlock report)
    {
    }

    /// <summary>An order has new terms, or was reduced.</summary>
    public virtual void OnReplaced(in ExecutionReportReplacedBlock report)
    {
    }

    /// <summary>The venue changed an order of this session by its rules, unasked.</summary>
    public virtual void OnRestated(in ExecutionReportRestatedBlock report)
    {
    }

    /// <summary>An order was not accepted.</summary>
    public virtual void OnRejected(in ExecutionReportRejectedBlock report)
    {
    }

    /// <summary>A mass cancel was done, or refused; what became of each order was told before.</summary>
    public virtual void OnMassCancelReport(in OrderMassCancelReportBlock report)
    {
    }

    /// <summary>A cancel, replace or reduce was not done.</summary>
    public virtual void OnCancelReject(in OrderCancelRejectBlock reject)
    {
    }

    /// <summary>What became of an operator's command; what became of each order was told to its session.</summary>
    public virtual void OnSystemCommandResponse(in SystemCommandResponseBlock response)
    {
    }

    /// <summary>
    /// A message was refused at the door and has had no effect; its number is used up, send again under a new one. Not
    /// sequenced: when it is lost with a connection, <see cref="OnUndelivered"/> says the same later. With reason
    /// DuplicateMsgSeqNum it is no answer to the message, which the venue has seen before.
    /// </summary>
    public virtual void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
    }

    /// <summary>
    /// The venue saw a gap in this client's numbers. Those of them that were waiting for an answer follow one by one in
    /// <see cref="OnUndelivered"/>.
    /// </summary>
    public virtual void OnNotApplied(in NotAppliedBlock notApplied)
    {
    }

    /// <summary>A message will have no other answer than this.</summary>
    /// <param name="msgSeqNum">The number that it was sent under.</param>
    /// <param name="clOrdID">Its ClOrdID; 0 for an operator's command.</param>
    /// <param name="templateId">Its template, such as <see cref="NewOrderSingleBlock.TemplateId"/>.</param>
    /// <param name="reason">Why, and whether it can have had an effect.</param>
    public virtual void OnUndelivered(uint msgSeqNum, ulong clOrdID, ushort templateId, UndeliveredReason reason)
    {
    }

    /// <summary>The venue refused the negotiation. <see cref="OnDisconnected"/> follows.</summary>
    public virtual void OnNegotiationReject(in NegotiationRejectBlock reject)
    {
    }

    /// <summary>The venue refused the establishment. <see cref="OnDisconnected"/> follows.</summary>
    public virtual void OnEstablishmentReject(in EstablishmentRejectBlock reject)
    {
    }

    /// <summary>
    /// A Terminate came from the venue, on its own or as the answer. <see cref="OnDisconnected"/> follows.
    /// </summary>
    public virtual void OnTerminated(TerminationCode code)
    {
    }

    /// <summary>
    /// The connection, or the attempt to make one, ended. <see cref="OrderEntryClient.State"/> tells whether the client
    /// comes back by itself: WaitingToReconnect, or Stopped.
    /// </summary>
    /// <param name="reason">Why.</param>
    /// <param name="detail">The same for people and logs.</param>
    public virtual void OnDisconnected(DisconnectReason reason, string detail)
    {
    }

    /// <summary>
    /// Called once in each turn of <see cref="OrderEntryClient.Run"/>, between polls: the place to take orders from a
    /// queue of one's own and send them.
    /// </summary>
    /// <returns>How much was done; 0 lets the thread wait.</returns>
    public virtual int OnDutyCycle() => 0;
}
