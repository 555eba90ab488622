using System.Runtime.CompilerServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>
/// The matching engine itself: instruments with their books, sessions, and the one door through which they change.
/// Pure: it never asks for the time, a random number, a thread or a culture, so the same commands give the same
/// events, byte for byte, and the same digest. Single-threaded: every member is called on one thread, or with the
/// caller's own synchronisation.
/// </summary>
/// <remarks>
/// Orders, levels and indices lie outside the managed heap and are freed with the engine: each public member that
/// reads them keeps the engine alive until it returns.
/// </remarks>
public sealed partial class MatchingCore
{
    private readonly CoreState _state;
    private readonly MemoryAhead _ahead;

    /// <summary>Makes an engine with no instruments and no sessions.</summary>
    /// <param name="limits">Its limits; the same for every replay of one journal.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is outside its range.</exception>
    public MatchingCore(CoreLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        limits.Validate();
        _state = new CoreState(limits);
        _ahead = new MemoryAhead(_state);
    }

    /// <summary>Number of the command applied last; 0 before the first.</summary>
    public long LastSequence => _state.LastSequence;

    /// <summary>
    /// Engine time in nanoseconds since 1970-01-01T00:00:00Z: the highest timestamp of any command so far.
    /// </summary>
    public long TimeNanos => _state.TimeNanos;

    /// <summary>
    /// Applies one command and writes its events, all of them before this returns. A command that a session sent
    /// before (its MsgSeqNum is not above the last one applied), or one of a session that was never negotiated,
    /// changes nothing and has no events.
    /// </summary>
    /// <param name="command">The command; its sequence is <see cref="LastSequence"/> + 1.</param>
    /// <param name="sink">Where the events go.</param>
    /// <exception cref="InvariantViolationException">
    /// The command cannot be in this engine's journal: sequence out of order, unknown template or layout; or an
    /// invariant is found broken. The engine takes no command after that.
    /// </exception>
    /// <exception cref="StateDigestMismatchException">The command names a digest that this engine did not arrive
    /// at.</exception>
    public void Apply<TSink>(in CommandRecord command, ref TSink sink) where TSink : struct, IEventSink
    {
        CoreState state = _state;
        long sequence = command.Sequence;
        long time = command.TimestampNanos;
        if (state.IsApplying || sequence != state.LastSequence + 1 || DigestSchedule.MayBeDueAfter(sequence)
            || time >= state.Expiry.NextTimeNanos)
        {
            ApplyWithCare(in command, ref sink);
            return;
        }
        state.IsApplying = true;
        state.LastSequence = sequence;
        if (state.TimeNanos < time)
            state.TimeNanos = time;
        Dispatch(state, in command, ref sink);
        state.IsApplying = false;
        GC.KeepAlive(state);
    }

    /// <summary>
    /// For idle time: makes memory resident that orders, levels, prices, ids and accounts to come will need, a page at
    /// most, so that no command waits for the operating system. Changes nothing of the state.
    /// </summary>
    /// <returns>Whether there may be more to do.</returns>
    public bool TouchAhead()
    {
        bool mayGoOn = _ahead.Advance();
        GC.KeepAlive(this);
        return mayGoOn;
    }

    /// <summary>
    /// The digest that is due to be journaled as a StateDigest command, once: asking takes it. One is due after a
    /// command whose sequence is a multiple of 65,536 when the walk over the state has come round until then, 8 commands
    /// for each open order; until the journal is seen to have it.
    /// </summary>
    /// <param name="asOfSequence">The command right after which the digest was computed.</param>
    /// <param name="digest">The digest.</param>
    public bool TryGetPendingDigest(out long asOfSequence, out StateDigest digest) =>
        _state.Digests.TryTakePending(out asOfSequence, out digest);

    /// <summary>
    /// Digest of the whole state. Takes time in proportion to open orders, instruments, sessions and exposures.
    /// </summary>
    public StateDigest ComputeDigest()
    {
        StateDigest digest = StateWalk.Digest(_state);
        GC.KeepAlive(this);
        return digest;
    }

    /// <summary>Checks every invariant of the state. Takes time in proportion to it.</summary>
    /// <exception cref="InvariantViolationException">One is broken; the message says which and where.</exception>
    public void Verify()
    {
        InvariantCheck.Run(_state);
        GC.KeepAlive(this);
    }

    /// <summary>The whole state, for tests.</summary>
    internal CoreState State => _state;

    // Commands after which the walk for the digest goes on, orders that expire before the command, and whatever cannot
    // be applied.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyWithCare<TSink>(in CommandRecord command, ref TSink sink) where TSink : struct, IEventSink
    {
        CoreState state = _state;
        long sequence = command.Sequence;
        if (state.IsApplying || sequence != state.LastSequence + 1)
            ThrowOutOfOrder(in command);
        state.IsApplying = true;
        state.LastSequence = sequence;
        if (state.TimeNanos < command.TimestampNanos)
            state.TimeNanos = command.TimestampNanos;
        if (state.TimeNanos >= state.Expiry.NextTimeNanos)
            Expiries.Expire(state, ref sink);
        Dispatch(state, in command, ref sink);
        if (DigestSchedule.MayBeDueAfter(sequence))
            state.Digests.Advance(state, sequence);
        state.IsApplying = false;
        GC.KeepAlive(this);
    }

    // The three commands that come most often are led straight on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Dispatch<TSink>(CoreState state, in CommandRecord command, ref TSink sink)
        where TSink : struct, IEventSink
    {
        if (CommandBlock.Is<NewOrderSingleBlock>(in command))
            NewOrders.Apply(state, ref sink, in CommandRecord.BlockOf<NewOrderSingleBlock>(in command));
        else if (CommandBlock.Is<OrderCancelRequestBlock>(in command))
            Cancels.Apply(state, ref sink, in CommandRecord.BlockOf<OrderCancelRequestBlock>(in command));
        else if (CommandBlock.Is<OrderCancelReplaceRequestBlock>(in command))
            Replacements.Apply(state, ref sink, in CommandRecord.BlockOf<OrderCancelReplaceRequestBlock>(in command));
        else
            DispatchRareCommand(in command, ref sink);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DispatchRareCommand<TSink>(in CommandRecord command, ref TSink sink) where TSink : struct, IEventSink
    {
        switch (command.Header.TemplateId)
        {
            case OrderReduceRequestBlock.TemplateId:
                ref readonly OrderReduceRequestBlock reduce =
                    ref CommandBlock.Read<OrderReduceRequestBlock>(in command);
                if (_state.Sessions.TryAdmit(reduce.SessionID, reduce.MsgSeqNum, out Session? reducer))
                    Reductions.Apply(_state, ref sink, reducer.Index, in reduce);
                break;
            case NewOrderExtendedBlock.TemplateId:
                ref readonly NewOrderExtendedBlock order = ref CommandBlock.Read<NewOrderExtendedBlock>(in command);
                if (_state.Sessions.TryAdmit(order.SessionID, order.MsgSeqNum, out Session? sender))
                    ExtendedOrders.Apply(_state, ref sink, sender.Index, in order);
                break;
            case OrderCancelReplaceExtendedBlock.TemplateId:
                ref readonly OrderCancelReplaceExtendedBlock replace =
                    ref CommandBlock.Read<OrderCancelReplaceExtendedBlock>(in command);
                if (_state.Sessions.TryAdmit(replace.SessionID, replace.MsgSeqNum, out Session? replacer))
                    Replacements.Apply(_state, ref sink, replacer, in replace);
                break;
            case OrderMassCancelRequestBlock.TemplateId:
                ref readonly OrderMassCancelRequestBlock cancel =
                    ref CommandBlock.Read<OrderMassCancelRequestBlock>(in command);
                if (_state.Sessions.TryAdmit(cancel.SessionID, cancel.MsgSeqNum, out Session? canceler))
                    MassCancels.Apply(_state, ref sink, canceler.Index, in cancel);
                break;
            default:
                if (TryAdmitOperator(in command))
                    DispatchSystemCommand(in command, ref sink);
                break;
        }
    }

    private void DispatchSystemCommand<TSink>(in CommandRecord command, ref TSink sink) where TSink : struct, IEventSink
    {
        switch (command.Header.TemplateId)
        {
            case SecurityDefinitionBlock.TemplateId:
                SystemCommands.Define(_state, ref sink, in CommandBlock.Read<SecurityDefinitionBlock>(in command));
                break;
            case SessionNegotiatedBlock.TemplateId:
                SystemCommands.Negotiate(_state, ref sink, in CommandBlock.Read<SessionNegotiatedBlock>(in command));
                break;
            case StateDigestBlock.TemplateId:
                SystemCommands.ConfirmDigest(_state, ref sink, in CommandBlock.Read<StateDigestBlock>(in command));
                break;
            case TimeAdvancedBlock.TemplateId:
                CommandBlock.Read<TimeAdvancedBlock>(in command);
                SystemCommands.AdvanceTime(_state, ref sink);
                break;
            case TradingSessionClosedBlock.TemplateId:
                SystemCommands.CloseSession(
                    _state, ref sink, in CommandBlock.Read<TradingSessionClosedBlock>(in command));
                break;
            default:
                DispatchControlCommand(in command, ref sink);
                break;
        }
    }

    private void DispatchControlCommand<TSink>(in CommandRecord command, ref TSink sink)
        where TSink : struct, IEventSink
    {
        switch (command.Header.TemplateId)
        {
            case SecurityStatusBlock.TemplateId:
                ControlCommands.SetStatus(_state, ref sink, in CommandBlock.Read<SecurityStatusBlock>(in command));
                break;
            case TickRuleBlock.TemplateId:
                ControlCommands.SetTickRule(_state, ref sink, in CommandBlock.Read<TickRuleBlock>(in command));
                break;
            case SecuritySettingsBlock.TemplateId:
                ControlCommands.SetRules(_state, ref sink, in CommandBlock.Read<SecuritySettingsBlock>(in command));
                break;
            case SessionSettingsBlock.TemplateId:
                ControlCommands.SetSession(_state, ref sink, in CommandBlock.Read<SessionSettingsBlock>(in command));
                break;
            case SessionDisconnectedBlock.TemplateId:
                ControlCommands.Disconnect(
                    _state, ref sink, in CommandBlock.Read<SessionDisconnectedBlock>(in command));
                break;
            case AccountLimitsBlock.TemplateId:
                ControlCommands.SetAccountLimits(
                    _state, ref sink, in CommandBlock.Read<AccountLimitsBlock>(in command));
                break;
            case TradingBlockBlock.TemplateId:
                ControlCommands.Block(_state, ref sink, in CommandBlock.Read<TradingBlockBlock>(in command));
                break;
            case OrderMassActionBlock.TemplateId:
                ControlCommands.CancelMany(_state, ref sink, in CommandBlock.Read<OrderMassActionBlock>(in command));
                break;
            case NewOrderSingleBlock.TemplateId or OrderCancelRequestBlock.TemplateId
                or OrderCancelReplaceRequestBlock.TemplateId:
                CommandBlock.ThrowLayout(in command);
                break;
            default:
                InvariantViolationException.Throw(
                    $"Command {command.Sequence} has template {command.Header.TemplateId}: no command of this engine.");
                break;
        }
    }

    // A system command without a number comes from the service itself; else an operator's session sent it, as any
    // message of a session.
    private bool TryAdmitOperator(in CommandRecord command)
    {
        _state.Operator = Request.OfNobody;
        // SessionID and MsgSeqNum stand first in every block.
        ref readonly SessionDisconnectedBlock prefix = ref CommandRecord.BlockOf<SessionDisconnectedBlock>(in command);
        if (prefix.MsgSeqNum == 0)
            return true;
        if (!_state.Sessions.TryAdmit(prefix.SessionID, prefix.MsgSeqNum, out Session? session))
            return false;
        _state.Operator = new Request(session.Index, prefix.MsgSeqNum, ClOrdId: 0);
        return true;
    }

    private void ThrowOutOfOrder(in CommandRecord command) =>
        InvariantViolationException.Throw(_state.IsApplying
            ? $"The engine stopped in command {_state.LastSequence}; it takes no command after that."
            : $"Command {command.Sequence} follows command {_state.LastSequence}: a gap, or a step back.");
}
