using System.Net;
using MatchingEngine.Core;
using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Client.Tests;

/// <summary>
/// The real gateway before the real core, with a list for a journal; turned by hand on the thread of the test. A crash
/// keeps the list and nothing else.
/// </summary>
internal sealed class RealVenue : IDisposable
{
    public const uint SecurityID = 7;

    /// <summary>The session that is an operator's, if it is there.</summary>
    public const uint Operator = 9;

    /// <summary>More events than one command has in these tests: a mass cancel ends many orders.</summary>
    private const int MaxEvents = 1 << 14;

    private readonly EventRecord[] _slots = new EventRecord[MaxEvents];

    private readonly List<CommandRecord> _journal = [];
    private readonly SessionDirectory _sessions;
    private readonly Random _random;
    private Door _door;
    private MatchingCore _core = new(CoreLimits.Default);
    private OrderEntryGateway _gateway;

    public RealVenue(Random random, byte[] key, params uint[] sessionIDs)
    {
        _random = random;
        _sessions = new SessionDirectory(sessionIDs.Select(id => new SessionDefinition(
            id, $"session-{id}", key, role: id == Operator ? SessionRole.Operator : SessionRole.Trader)));
        (_door, _gateway) = Open();
        CommandRecord command = default;
        ref SecurityDefinitionBlock block = ref command.Begin<SecurityDefinitionBlock>();
        block.SecurityID = SecurityID;
        block.MinPriceIncrement = 1;
        block.RoundLot = 1;
        block.MinTradeVol = 1;
        block.MaxTradeVol = 1_000_000;
        block.LowLimitPrice = 1;
        block.HighLimitPrice = 1_000_000;
        block.MaxOpenOrders = 1_000_000;
        block.Symbol[0] = (byte)'X';
        Apply(command);
    }

    public IPEndPoint EndPoint => _gateway.LocalEndPoint;

    /// <summary>Chance in a hundred that the engine is busy when a command comes.</summary>
    public int BusyPercent { get; set; }

    public int CrashCount { get; private set; }

    /// <summary>Every event of the engine, in order.</summary>
    public List<EventRecord> Events { get; } = [];

    /// <summary>What one session sent since it was negotiated: what the service itself commands has no number.</summary>
    public IEnumerable<CommandRecord> CommandsOf(uint sessionID) =>
        _journal.Where(command => SessionOf(in command) == sessionID && NumberOf(in command) != 0);

    public void Turn()
    {
        _gateway.DoWork();
        for (int count = _random.Next(4); count > 0 && _door.TryTake(out CommandRecord command); count--)
        {
            command.Sequence = _journal.Count + 1;
            command.TimestampNanos = _journal.Count;
            Apply(command);
        }
    }

    /// <summary>Everything but the journal is gone; what was not yet applied as well.</summary>
    public void Crash()
    {
        CrashCount++;
        _gateway.Dispose();
        CommandRecord[] journal = [.. _journal];
        _journal.Clear();
        Events.Clear();
        _core = new MatchingCore(CoreLimits.Default);
        (_door, _gateway) = Open();
        foreach (CommandRecord command in journal)
            Apply(command, replayed: true);
    }

    public void Dispose() => _gateway.Dispose();

    private static uint SessionOf(in CommandRecord command) =>
        CommandRecord.BlockOf<SequenceBlock>(in command).SessionID;

    private static uint NumberOf(in CommandRecord command) =>
        CommandRecord.BlockOf<OrderCancelRequestBlock>(in command).MsgSeqNum;

    private (Door, OrderEntryGateway) Open()
    {
        var door = new Door(() => _random.Next(100) < BusyPercent);
        return (door, new OrderEntryGateway(new OrderEntryOptions(), _sessions, door, GatewayClock.System));
    }

    private void Apply(CommandRecord command, bool replayed = false)
    {
        command.Sequence = _journal.Count + 1;
        _journal.Add(command);
        var sink = new Sink(_slots);
        _core.Apply(in command, ref sink);
        for (int i = 0; i < sink.Count; i++)
        {
            Events.Add(sink.Slots[i]);
            _gateway.OnEvent(in sink.Slots[i], replayed);
        }
    }

    private struct Sink(EventRecord[] slots) : IEventSink
    {
        public readonly EventRecord[] Slots = slots;

        public int Count;

        public ref EventRecord Claim() => ref Slots[Count++];
    }

    private sealed class Door(Func<bool> isBusy) : ICommandPort
    {
        private const int Mask = 255;
        private readonly CommandRecord[] _slots = new CommandRecord[Mask + 1];
        private long _published;
        private long _taken;

        public int Capacity => _slots.Length;

        public CommandAdmission TryClaim(out long claim)
        {
            claim = _published;
            return _published - _taken > Mask || isBusy() ? CommandAdmission.EngineBusy : CommandAdmission.Accepted;
        }

        public ref CommandRecord Slot(long claim) => ref _slots[claim & Mask];

        public void Publish(long claim) => _published = claim + 1;

        public bool TryTake(out CommandRecord command)
        {
            command = default;
            if (_taken == _published)
                return false;
            command = _slots[_taken++ & Mask];
            return true;
        }
    }
}
