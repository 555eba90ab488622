using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>A core with what tests need around it: numbers commands, keeps the events of the last one.</summary>
internal sealed class TestEngine(CoreLimits? limits = null)
{
    private readonly EventBuffer _events = new();
    private readonly Dictionary<uint, uint> _seqNums = [];

    public MatchingCore Core { get; } = new(limits ?? CoreLimits.Default);

    public EventBuffer Events => _events;

    /// <summary>An engine with instrument 1 (tick 1.00, lot 1) and sessions 1 to 3.</summary>
    public static TestEngine WithInstrument(CoreLimits? limits = null)
    {
        TestEngine engine = new(limits);
        engine.Apply(Commands.Define());
        for (uint session = 1; session <= 3; session++)
            engine.Apply(Commands.Negotiated(session, 1));
        return engine;
    }

    /// <summary>Applies a command as it is but for sequence and time.</summary>
    public EventBuffer Apply(CommandRecord command)
    {
        command.Sequence = Core.LastSequence + 1;
        if (command.TimestampNanos == 0)
            command.TimestampNanos = 1_000_000_000 + command.Sequence;
        return ApplyAsIs(in command);
    }

    public EventBuffer ApplyAsIs(in CommandRecord command)
    {
        _events.Clear();
        BufferSink sink = new(_events);
        Core.Apply(in command, ref sink);
        return _events;
    }

    /// <summary>The next MsgSeqNum of a session.</summary>
    public uint Next(uint session) => _seqNums[session] = _seqNums.GetValueOrDefault(session) + 1;

    public void RestartNumbers(uint session) => _seqNums.Remove(session);

    public EventBuffer New(uint session, ulong clOrdId, Side side, long quantity, long price, uint security = 1) =>
        Apply(Commands.New(session, Next(session), clOrdId, side, quantity, price * Commands.One, security: security));

    public EventBuffer NewIoc(uint session, ulong clOrdId, Side side, long quantity, long price) =>
        Apply(Commands.New(
            session, Next(session), clOrdId, side, quantity, price * Commands.One, TimeInForce.ImmediateOrCancel));

    public EventBuffer Cancel(uint session, ulong clOrdId, ulong orderId = 0, ulong orig = 0, uint security = 1) =>
        Apply(Commands.Cancel(session, Next(session), clOrdId, orderId, orig, security));

    public EventBuffer Replace(
        uint session, ulong clOrdId, long quantity, long price, ulong orderId = 0, ulong orig = 0, uint security = 1) =>
        Apply(Commands.Replace(
            session, Next(session), clOrdId, quantity, price * Commands.One, orderId, orig, security));

    public EventBuffer Reduce(
        uint session, ulong clOrdId, long quantity, ulong orderId = 0, ulong orig = 0, uint security = 1) =>
        Apply(Commands.Reduce(session, Next(session), clOrdId, quantity, orderId, orig, security));
}
