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
    /// <summary>How long anything is waited for, unless something else is asked for.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(10);

    private const int StampMask = (1 << 20) - 1;
    private const int FencePauseMillis = 10;

    private readonly uint _securityId;
    private readonly LongHistogram _roundTripNanos;
    private readonly long[] _sentAt = new long[StampMask + 1];
    private readonly FillPairing _pairing = new();
    private uint _lastSent;
    private uint _lastAnswered;
    private ulong _fenceId = ulong.MaxValue;
    private uint _fenceNumber;
    private bool _fenceAnswered;
    private long _fenceDueMillis;
    private long _quietSinceMillis;
    private bool _isHeldUp;
    private bool _isHeard;

    /// <param name="securityId">The instrument that the flow is played on.</param>
    public FlowPlayer(uint securityId)
    {
        _securityId = securityId;
        _roundTripNanos = new LongHistogram(1, TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerHour, 3);
    }

    /// <summary>
    /// Longest time without any answer while one is due; after it the player gives up. Must be longer than a restart
    /// of the service that the flow is to survive.
    /// </summary>
    public TimeSpan AnswerLimit { get; init; } = DefaultLimit;

    /// <summary>
    /// Of a hundred orders that may rest, so many go as NewOrderExtended: icebergs, day orders, post-only; 0 to 100.
    /// </summary>
    public int ExtendedPercent { get; init; }

    /// <summary>Fills in the order in which they happened.</summary>
    public IReadOnlyList<FlowFill> Fills => _pairing.Fills;

    /// <summary>Nanoseconds from each send to its first answer.</summary>
    public LongHistogram RoundTripNanos => _roundTripNanos;

    /// <summary>Commands that the engine answered with a reject.</summary>
    public long Rejected { get; private set; }

    /// <summary>Commands that were refused at the door or given up.</summary>
    public long Refused { get; private set; }

    /// <summary>Why a command was refused at the door last; null when none was.</summary>
    public BusinessRejectReason? LastRefusal { get; private set; }

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
    /// <exception cref="FlowStoppedException">The client has stopped for good, or nothing is answered.</exception>
    public void Play(
        OrderEntryClient client, ReadOnlySpan<FlowCommand> commands, int window, Action<int>? progress = null)
    {
        int next = 0;
        while (next < commands.Length)
        {
            while (next < commands.Length && InFlight < window
                && TrySend(client, in commands[next], Stopwatch.GetTimestamp()))
                next++;
            Poll(client);
            progress?.Invoke(next);
        }
        AwaitAll(client);
    }

    /// <summary>Drives a client until its session is established.</summary>
    /// <param name="client">The client, with whatever handler.</param>
    /// <param name="limit">How long; null for <see cref="DefaultLimit"/>.</param>
    /// <exception cref="FlowStoppedException">The client has stopped for good, or the time is over.</exception>
    public static void AwaitEstablished(OrderEntryClient client, TimeSpan? limit = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (client.State != ClientState.Established)
        {
            client.Poll();
            if (client.State == ClientState.Stopped || Stopwatch.GetElapsedTime(start) > (limit ?? DefaultLimit))
                throw FlowStoppedException.Of(client);
        }
    }

    /// <summary>Drives the client once.</summary>
    /// <param name="client">The client that this handler was made for.</param>
    /// <exception cref="FlowStoppedException">The client has stopped for good, or nothing has been answered for
    /// <see cref="AnswerLimit"/> although an answer is due.</exception>
    public void Poll(OrderEntryClient client)
    {
        client.Poll();
        if (client.State == ClientState.Stopped)
            throw FlowStoppedException.Of(client);
        RequireAnswers(client);
    }

    /// <summary>
    /// Waits for everything that the commands so far cause: a cancel of an order that never was is the last command,
    /// and its answer comes after everything before it.
    /// </summary>
    /// <param name="client">The client that this handler was made for.</param>
    /// <exception cref="FlowStoppedException">The client has stopped for good, or nothing is answered.</exception>
    public void AwaitAll(OrderEntryClient client)
    {
        _fenceAnswered = false;
        while (!_fenceAnswered)
        {
            if (_fenceNumber == 0 && Environment.TickCount64 >= _fenceDueMillis)
                TrySendFence(client);
            Poll(client);
        }
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
            FlowKind.Cancel => client.TrySend(FlowMessages.Cancel(in command, _securityId), out number),
            FlowKind.Reduce => client.TrySend(FlowMessages.Reduce(in command, _securityId), out number),
            FlowKind.Add when command.Id % 100 < (ulong)ExtendedPercent =>
                client.TrySend(FlowMessages.ExtendedOrder(in command, _securityId), out number),
            _ => client.TrySend(FlowMessages.Order(in command, _securityId), out number),
        };
        if (!NoteSend(result, number))
            return false;
        _sentAt[number & StampMask] = startTimestamp;
        return true;
    }

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
        if (IsFence(reject.RefSeqNum))
        {
            _lastAnswered = reject.RefSeqNum;
            _fenceNumber = 0;
            _fenceAnswered = true;
            return;
        }
        Rejected++;
        NoteAnswer(reject.RefSeqNum);
    }

    /// <inheritdoc/>
    public override void OnBusinessReject(in BusinessMessageRejectBlock reject)
    {
        LastRefusal = reject.BusinessRejectReason;
        if (IsFence(reject.RefSeqNum))
        {
            PutFenceOff(reject.RefSeqNum);
            return;
        }
        Refused++;
        NoteAnswer(reject.RefSeqNum);
    }

    /// <inheritdoc/>
    public override void OnUndelivered(uint msgSeqNum, ulong clOrdID, ushort templateId, UndeliveredReason reason)
    {
        if (IsFence(msgSeqNum))
        {
            PutFenceOff(msgSeqNum);
            return;
        }
        Refused++;
        NoteAnswer(msgSeqNum);
    }

    /// <inheritdoc/>
    public override void OnTrade(in ExecutionReportTradeBlock report) => _pairing.Add(in report);

    private void TrySendFence(OrderEntryClient client)
    {
        _fenceId--;
        var fence = new OrderCancelRequestBlock
        {
            ClOrdID = _fenceId,
            OrigClOrdID = _fenceId,
            SecurityID = _securityId,
        };
        if (NoteSend(client.TrySend(fence, out uint number), number))
            _fenceNumber = number;
    }

    private bool IsFence(uint number) => _fenceNumber != 0 && number == _fenceNumber;

    /// <summary>A fence that was refused at the door is sent again, but not in a hot loop.</summary>
    private void PutFenceOff(uint number)
    {
        _lastAnswered = number;
        _fenceNumber = 0;
        _fenceDueMillis = Environment.TickCount64 + FencePauseMillis;
        _isHeldUp = true;
    }

    private bool NoteSend(SendResult result, uint number)
    {
        // From here on an answer is due, and was not before.
        if (InFlight == 0 && !_isHeldUp)
            _isHeard = true;
        _isHeldUp = result != SendResult.Sent;
        if (_isHeldUp)
            return false;
        _lastSent = number;
        return true;
    }

    private void RequireAnswers(OrderEntryClient client)
    {
        long nowMillis = Environment.TickCount64;
        if (_isHeard || (InFlight == 0 && !_isHeldUp))
        {
            _isHeard = false;
            _quietSinceMillis = nowMillis;
        }
        else if (nowMillis - _quietSinceMillis > AnswerLimit.TotalMilliseconds)
        {
            string refusal = LastRefusal is { } reason ? $" The last refusal at the door was {reason}." : "";
            throw new FlowStoppedException(
                $"No answer for {AnswerLimit.TotalSeconds:F0} s, {InFlight} commands wait for theirs; the client is "
                + $"{client.State}.{refusal} See what the service says on its standard error.");
        }
    }

    private void NoteAnswer(uint number)
    {
        if (number <= _lastAnswered)
            return;
        _isHeard = true;
        _lastAnswered = number;
        Answered++;
        long nanos = Stopwatch.GetElapsedTime(_sentAt[number & StampMask]).Ticks * TimeSpan.NanosecondsPerTick;
        _roundTripNanos.RecordValue(Math.Max(1, nanos));
    }
}
