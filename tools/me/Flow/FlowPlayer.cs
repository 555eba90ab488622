using System.Diagnostics;
using HdrHistogram;
using MatchingEngine.Client;
using MatchingEngine.Messages;

namespace MatchingEngine.Tools.Flow;

/// <summary>
/// Plays a flow through a client session and collects the fills as the session reports them. Survives the loss of the
/// connection: the client resumes, the player goes on where it was. One thread.
/// </summary>
public sealed class FlowPlayer : OrderEntryHandler
{
    private const int StampMask = (1 << 20) - 1;

    private readonly uint _securityId;
    private readonly LongHistogram _roundTripNanos;
    private readonly long[] _sentAt = new long[StampMask + 1];
    private readonly FillPairing _pairing = new();
    private uint _lastSent;
    private uint _lastAnswered;
    private ulong _fenceId = ulong.MaxValue;
    private bool _fenceAnswered;

    /// <param name="securityId">The instrument that the flow is played on.</param>
    public FlowPlayer(uint securityId)
    {
        _securityId = securityId;
        _roundTripNanos = new LongHistogram(1, TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerHour, 3);
    }

    /// <summary>Fills in the order in which they happened.</summary>
    public IReadOnlyList<FlowFill> Fills => _pairing.Fills;

    /// <summary>Nanoseconds from each send to its first answer.</summary>
    public LongHistogram RoundTripNanos => _roundTripNanos;

    /// <summary>Commands that the engine answered with a reject.</summary>
    public long Rejected { get; private set; }

    /// <summary>Commands that were refused at the door or given up.</summary>
    public long Refused { get; private set; }

    /// <summary>Times that the session was established again.</summary>
    public int Resumed { get; private set; } = -1;

    /// <summary>Commands that were answered for the first time.</summary>
    public long Answered { get; private set; }

    /// <summary>
    /// Sends the commands with at most <paramref name="window"/> of them unanswered, and returns when everything that
    /// they cause has arrived.
    /// </summary>
    /// <param name="client">The client that this handler was made for.</param>
    /// <param name="commands">The flow.</param>
    /// <param name="window">Commands in flight, 1 up to the client's window.</param>
    /// <param name="progress">Told now and then how many commands are sent.</param>
    /// <exception cref="InvalidOperationException">The client has stopped for good.</exception>
    public void Play(OrderEntryClient client, ReadOnlySpan<FlowCommand> commands, int window, Action<int>? progress = null)
    {
        int next = 0;
        while (next < commands.Length)
        {
            while (next < commands.Length && InFlight < window && TrySend(client, in commands[next], Stopwatch.GetTimestamp()))
                next++;
            Poll(client);
            progress?.Invoke(next);
        }
        AwaitAll(client);
    }

    /// <summary>Drives the client until its session is established.</summary>
    public static void AwaitEstablished(OrderEntryClient client)
    {
        while (client.State != ClientState.Established)
            Poll(client);
    }

    /// <summary>Drives the client once.</summary>
    /// <exception cref="InvalidOperationException">The client has stopped for good.</exception>
    public static void Poll(OrderEntryClient client)
    {
        client.Poll();
        if (client.State == ClientState.Stopped)
            throw new InvalidOperationException($"The session has ended and does not come back: {client.LastDisconnectReason}");
    }

    /// <summary>
    /// Waits for everything that the commands so far cause: a cancel of an order that never was is the last command,
    /// and its answer comes after everything before it.
    /// </summary>
    public void AwaitAll(OrderEntryClient client)
    {
        _fenceAnswered = false;
        _fenceId--;
        var fence = new OrderCancelRequestBlock { ClOrdID = _fenceId, OrigClOrdID = _fenceId, SecurityID = _securityId };
        while (client.TrySend(fence, out _lastSent) != SendResult.Sent)
            Poll(client);
        while (!_fenceAnswered)
            Poll(client);
    }

    /// <summary>Commands sent and not answered yet.</summary>
    public int InFlight => (int)(_lastSent - _lastAnswered);

    /// <summary>Sends one command, if the session takes it now.</summary>
    /// <param name="client">The client that this handler was made for.</param>
    /// <param name="command">The command.</param>
    /// <param name="startTimestamp">Stopwatch time from which its latency counts: when it was due.</param>
    public bool TrySend(OrderEntryClient client, in FlowCommand command, long startTimestamp)
    {
        uint number;
        SendResult result = command.Kind switch
        {
            FlowKind.Add => client.TrySend(Order(in command, command.Id, TimeInForce.GoodTillCancel), out number),
            FlowKind.Take => client.TrySend(Order(in command, TakerId(in command), TimeInForce.ImmediateOrCancel), out number),
            FlowKind.Cancel => client.TrySend(Cancel(in command), out number),
            _ => client.TrySend(Reduce(in command), out number),
        };
        if (result != SendResult.Sent)
            return false;
        _lastSent = number;
        _sentAt[number & StampMask] = startTimestamp;
        return true;
    }

    private static ulong TakerId(in FlowCommand command) =>
        command.Id != 0 ? command.Id : FlowIds.FirstRequest + (ulong)command.Sequence;

    private NewOrderSingleBlock Order(in FlowCommand command, ulong clOrdId, TimeInForce timeInForce) => new()
    {
        ClOrdID = clOrdId,
        Price = command.PriceE4 * FlowIds.MantissaPerE4,
        OrderQty = command.Quantity,
        SecurityID = _securityId,
        Side = command.IsBuy ? Side.Buy : Side.Sell,
        OrdType = OrdType.Limit,
        TimeInForce = timeInForce,
    };

    private OrderCancelRequestBlock Cancel(in FlowCommand command) => new()
    {
        ClOrdID = FlowIds.FirstRequest + (ulong)command.Sequence,
        OrigClOrdID = command.Id,
        SecurityID = _securityId,
    };

    private OrderReduceRequestBlock Reduce(in FlowCommand command) => new()
    {
        ClOrdID = FlowIds.FirstRequest + (ulong)command.Sequence,
        OrigClOrdID = command.Id,
        ReduceQty = command.Quantity,
        SecurityID = _securityId,
    };

    /// <inheritdoc/>
    public override void OnEstablished(in EstablishedInfo info) => Resumed++;

    /// <inheritdoc/>
    public override void OnExecutionReportNew(in ExecutionReportNewBlock report) => NoteAnswer(report.RefSeqNum);

    /// <inheritdoc/>
    public override void OnCanceled(in ExecutionReportCanceledBlock report) => NoteAnswer(report.RefSeqNum);

    /// <inheritdoc/>
    public override void OnReplaced(in ExecutionReportReplacedBlock report) => NoteAnswer(report.RefSeqNum);

    /// <inheritdoc/>
    public override void OnRejected(in ExecutionReportRejectedBlock report)
    {
        Rejected++;
        NoteAnswer(report.RefSeqNum);
    }

    /// <inheritdoc/>
    public override void OnCancelReject(in OrderCancelRejectBlock reject)
    {
        if (reject.ClOrdID == _fenceId)
        {
            _lastAnswered = reject.RefSeqNum;
            _fenceAnswered = true;
            return;
        }
        Rejected++;
        NoteAnswer(reject.RefSeqNum);
    }

    /// <inheritdoc/>
    public override void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
        Refused++;
        NoteAnswer(reject.RefSeqNum);
    }

    /// <inheritdoc/>
    public override void OnUndelivered(uint msgSeqNum, ulong clOrdID, ushort templateId, UndeliveredReason reason)
    {
        Refused++;
        NoteAnswer(msgSeqNum);
    }

    /// <inheritdoc/>
    public override void OnTrade(in ExecutionReportTradeBlock report) => _pairing.Add(in report);

    private void NoteAnswer(uint number)
    {
        if (number <= _lastAnswered)
            return;
        _lastAnswered = number;
        Answered++;
        long nanos = Stopwatch.GetElapsedTime(_sentAt[number & StampMask]).Ticks * TimeSpan.NanosecondsPerTick;
        _roundTripNanos.RecordValue(Math.Max(1, nanos));
    }
}
