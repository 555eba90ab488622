using System.Diagnostics;
using MatchingEngine.Client;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Admin;

/// <summary>
/// Sends one command through an operator's session and waits for what becomes of it. A lost connection is made again
/// until the time is over: the command is never applied twice, and its answer comes after a restart of the service too.
/// </summary>
internal sealed class OperatorSession : OrderEntryHandler
{
    private const int WaitMillis = 5;

    private AdminOutcome? _outcome;
    private EstablishmentRejectCode? _reject;
    private uint _msgSeqNum;

    /// <param name="options">How to log on; the session is an operator's.</param>
    /// <param name="send">Sends the command.</param>
    /// <param name="limit">How long to try and to wait.</param>
    public static AdminOutcome Run(OrderEntryClientOptions options, SendCommand send, TimeSpan limit)
    {
        var session = new OperatorSession();
        using var client = new OrderEntryClient(options, session);
        client.Connect();
        return session.Run(client, send, limit);
    }

    /// <inheritdoc/>
    public override void OnSystemCommandResponse(in SystemCommandResponseBlock response)
    {
        if (response.RefSeqNum == _msgSeqNum)
            _outcome = AdminOutcome.Of(in response);
    }

    /// <inheritdoc/>
    public override void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
        if (reject.RefSeqNum == _msgSeqNum)
            _outcome = new AdminOutcome(AdminResult.Refused, reject.BusinessRejectReason.ToString());
    }

    /// <inheritdoc/>
    public override void OnUndelivered(uint msgSeqNum, ulong clOrdID, ushort templateId, UndeliveredReason reason)
    {
        if (msgSeqNum == _msgSeqNum)
            _outcome = new AdminOutcome(AdminResult.Refused, reason.ToString());
    }

    /// <inheritdoc/>
    public override void OnEstablishmentReject(in EstablishmentRejectBlock reject) =>
        _reject = reject.EstablishmentRejectCode;

    private AdminOutcome Run(OrderEntryClient client, SendCommand send, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (_outcome is null)
        {
            int work = client.Poll();
            if (client.State == ClientState.Stopped && !TryBeginAnew(client))
                return WithoutAnswer(client.LastDisconnectDetail);
            if (client.State == ClientState.Established && _msgSeqNum == 0)
                send(client, out _msgSeqNum);
            if (Stopwatch.GetElapsedTime(start) >= limit)
                return WithoutAnswer($"no answer within {limit.TotalSeconds:0.###} s. {client.LastDisconnectDetail}");
            if (work == 0)
                client.AwaitWork(WaitMillis);
        }
        return _outcome;
    }

    /// <summary>
    /// Another operator may have begun a version of the same session between our Negotiate and our Establish.
    /// </summary>
    private bool TryBeginAnew(OrderEntryClient client)
    {
        if (_msgSeqNum != 0 || _reject != EstablishmentRejectCode.InvalidSessionVerID)
            return false;
        _reject = null;
        client.AbandonSessionVersion();
        client.Connect();
        return true;
    }

    private AdminOutcome WithoutAnswer(string why) =>
        new(_msgSeqNum == 0 ? AdminResult.NotSent : AdminResult.Unknown, why.TrimEnd());
}
