using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>
/// A flow of commands of all kinds, most of them sensible, some broken in one field or more. Learns OrderIDs from the
/// events that it is shown. The same seed gives the same flow.
/// </summary>
internal sealed class RandomFlow(int seed, FlowShape shape)
{
    private const int Sessions = 4;

    private readonly record struct KnownOrder(
        uint Session, uint Security, ulong OrderId, ulong ClOrdId, bool IsStop = false, bool IsIceberg = false);

    private readonly Random _random = new(seed);
    private readonly uint[] _seqNums = new uint[Sessions + 3];
    private readonly ulong[] _versions = new ulong[Sessions + 3];
    private readonly List<KnownOrder> _open = [];
    private readonly KnownOrder[] _dead = new KnownOrder[shape.Memory];
    private readonly ulong[] _clOrdIds = new ulong[Sessions + 3];
    private readonly List<CommandRecord> _remedies = [];
    private int _buried;

    /// <summary>Engine time, for orders that live until a time.</summary>
    public long Now { get; set; }

    /// <summary>The commands that every flow begins with.</summary>
    public IEnumerable<CommandRecord> Opening()
    {
        uint limit = shape.OpenOrders;
        yield return Commands.Define(1, tick: 5, lot: 1, min: 1, max: 1_000, low: 50, high: 5_000_000_000, limit);
        yield return Commands.Define(
            2, tick: 1_000_000, lot: 10, min: 20, max: 5_000, low: 0, high: 9_000_000_000, limit);
        yield return Commands.Define(
            3, tick: 1_000_000, lot: 10, min: 20, max: 5_000, low: 974_500_000, high: 1_025_500_000, limit);
        for (uint session = 1; session <= Sessions; session++)
            yield return Begin(session);
    }

    public CommandRecord Next()
    {
        CommandRecord command = Sensible();
        if (_random.Next(100) < 8)
            FieldBreaker.Break(_random, ref command, _clOrdIds[_random.Next(1, Sessions + 1)]);
        return command;
    }

    public void Learn(in EventRecord e)
    {
        switch (e.Header.TemplateId)
        {
            case ExecutionReportNewBlock.TemplateId:
                ExecutionReportNewBlock report = EventRecord.BlockOf<ExecutionReportNewBlock>(in e);
                _open.Add(new KnownOrder(
                    report.SessionID, report.SecurityID, report.OrderID, report.ClOrdID,
                    report.OrdType is OrdType.Stop or OrdType.StopLimit,
                    report.DisplayQty > 0 && report.DisplayQty < report.LeavesQty));
                break;
            case ExecutionReportReplacedBlock.TemplateId:
                ExecutionReportReplacedBlock replaced = EventRecord.BlockOf<ExecutionReportReplacedBlock>(in e);
                if (replaced.ClOrdID != 0 && _random.Next(4) != 0)
                    Rename(replaced.OrderID, replaced.ClOrdID);
                break;
            case ExecutionReportTradeBlock.TemplateId:
                if (EventRecord.BlockOf<ExecutionReportTradeBlock>(in e).LeavesQty == 0)
                    Bury(EventRecord.BlockOf<ExecutionReportTradeBlock>(in e).OrderID);
                break;
            case ExecutionReportCanceledBlock.TemplateId:
                Bury(EventRecord.BlockOf<ExecutionReportCanceledBlock>(in e).OrderID);
                break;
        }
    }

    private void Rename(ulong orderId, ulong clOrdId)
    {
        int at = _open.FindIndex(order => order.OrderId == orderId);
        _open[at] = _open[at] with { ClOrdId = clOrdId };
    }

    private void Bury(ulong orderId)
    {
        int at = _open.FindIndex(order => order.OrderId == orderId);
        _dead[_buried++ % _dead.Length] = _open[at];
        _open.RemoveAt(at);
    }

    private CommandRecord Sensible()
    {
        KnownOrder order = AnyOrder();
        uint session = order.Session;
        uint security = order.Security;
        if (_random.Next(1_000) < shape.ControlPermille)
            return ByOperatorOrService(RandomControl.Next(_random));
        if (_remedies.Count > 0 && _random.Next(100) == 0)
            return TakeRemedy();
        if (_random.Next(400) == 0)
            return MassCancel((uint)_random.Next(1, Sessions + 1));
        return _random.Next(1_000) switch
        {
            < 680 => Enter((uint)_random.Next(1, Sessions + 1), AnySecurity()),
            < 750 => Commands.Cancel(session, SeqNum(session), ClOrdId(session), order.OrderId, order.ClOrdId, security),
            < 850 => Commands.Replace(
                session, SeqNum(session), ClOrdId(session), Quantity(security), PriceOrNone(security), order.OrderId,
                order.ClOrdId, security),
            < 910 => ReplaceExtended(order),
            < 990 => Commands.Reduce(
                session, SeqNum(session), ClOrdId(session), ReduceBy(security), order.OrderId, order.ClOrdId, security),
            < 996 => Commands.TimeAdvanced(),
            < 997 => Commands.SessionClosed((uint)_random.Next(0, 6)),
            < 999 => Negotiate((uint)_random.Next(1, Sessions + 3)),
            _ => Commands.Define((uint)_random.Next(0, 6), tick: _random.Next(-1, 3), maxOpenOrders: shape.OpenOrders),
        };
    }

    // A disconnect comes from the service alone: its SessionID is the session that it speaks of.
    private CommandRecord ByOperatorOrService(CommandRecord command)
    {
        if (_random.Next(40) == 0)
            FieldBreaker.BreakRule(_random, ref command);
        if (RandomControl.RemedyOf(command) is CommandRecord remedy)
            _remedies.Add(remedy);
        if (command.Header.TemplateId == SessionDisconnectedBlock.TemplateId || _random.Next(2) == 0)
            return command;
        // Now and then a number that was used, or a session that was never negotiated.
        uint session = _random.Next(20) == 0 ? 77u : (uint)_random.Next(1, Sessions + 1);
        uint number = session == 77 || _random.Next(20) == 0 ? 1 : SeqNum(session);
        ref TimeAdvancedBlock prefix = ref command.Block<TimeAdvancedBlock>();
        (prefix.SessionID, prefix.MsgSeqNum) = (session, number);
        return command;
    }

    // Whatever shuts a market is taken back before long: a flow that nothing gets through shows nothing.
    private CommandRecord TakeRemedy()
    {
        int at = _random.Next(_remedies.Count);
        CommandRecord remedy = _remedies[at];
        _remedies.RemoveAt(at);
        return remedy;
    }

    private CommandRecord Enter(uint session, uint security)
    {
        if (_random.Next(100) < shape.DetailedPercent)
            return Commands.Make(
                RandomOrders.Next(_random, session, SeqNum(session), ClOrdId(session), security, Now));
        Side side = AnySide();
        long away = RandomOrders.TickOf(security) * (side == Side.Buy ? -_random.Next(12) : _random.Next(12));
        long price = Price(security) + away;
        return Commands.New(
            session, SeqNum(session), ClOrdId(session), side, Quantity(security), price, AnyTimeInForce(), security);
    }

    // An open order or one that died lately, named by one of its ids or both; now and then with whatever session and
    // instrument.
    private KnownOrder AnyOrder()
    {
        uint session = (uint)_random.Next(1, Sessions + 1);
        uint security = AnySecurity();
        if (_open.Count == 0 || _buried < _dead.Length)
            return new KnownOrder(session, security, 0, 1);
        KnownOrder order = _random.Next(6) == 0 ? _dead[_random.Next(_dead.Length)] : _open[_random.Next(_open.Count)];
        order = _random.Next(3) switch
        {
            0 => order with { OrderId = 0 },
            1 => order with { ClOrdId = 0 },
            _ => order,
        };
        return _random.Next(20) switch
        {
            0 => order with { Session = session },
            1 => order with { Security = security },
            _ => order,
        };
    }

    private CommandRecord ReplaceExtended(KnownOrder order) => Commands.Make(
        new OrderCancelReplaceExtendedBlock
        {
            SessionID = order.Session,
            MsgSeqNum = SeqNum(order.Session),
            ClOrdID = ClOrdId(order.Session),
            OrderID = order.OrderId,
            OrigClOrdID = order.ClOrdId,
            SecurityID = order.Security,
            OrderQty = Quantity(order.Security),
            Price = PriceOrNone(order.Security),
            StopPx = IsAsked(order.IsStop) ? Price(order.Security) + (_random.Next(12) == 0 ? 1 : 0) : 0,
            DisplayQty = IsAsked(order.IsIceberg) ? RandomOrders.Display(_random, order.Security) : 0,
        });

    // A field that an order has is asked for every other time, one that it has not now and then.
    private bool IsAsked(bool has) => _random.Next(has ? 2 : 12) == 0;

    private CommandRecord MassCancel(uint session) => Commands.Make(new OrderMassCancelRequestBlock
    {
        SessionID = session,
        MsgSeqNum = SeqNum(session),
        ClOrdID = _random.Next(10) == 0 ? 0 : ClOrdId(session),
        SecurityID = (uint)_random.Next(0, 7),
        Account = _random.Next(2) == 0 ? 0 : (uint)_random.Next(1, 4),
        Side = RandomControl.AnySide(_random),
    });

    private long PriceOrNone(uint security) => _random.Next(12) == 0 ? 0 : Price(security);

    private CommandRecord Negotiate(uint session) =>
        _random.Next(4) == 0 ? Commands.Negotiated(session, _versions[session]) : Begin(session);

    private CommandRecord Begin(uint session)
    {
        _versions[session] += (ulong)_random.Next(1, 4);
        _seqNums[session] = 0;
        _clOrdIds[session] = 0;
        return Commands.Negotiated(session, _versions[session]);
    }

    private uint SeqNum(uint session) => _seqNums[session] += _random.Next(50) == 0 ? 3u : 1u;

    // From 1 on in each version, like most clients; now and then a number with nothing in common with others.
    private ulong ClOrdId(uint session)
    {
        ulong next = ++_clOrdIds[session];
        return _random.Next(100) < shape.SparseIdPercent ? next << 32 : next;
    }

    // Mostly the first two; the third has price limits near the market, the others may be defined and delisted.
    private uint AnySecurity() => _random.Next(50) switch
    {
        0 => (uint)_random.Next(4, 6),
        < 10 => 3,
        _ => (uint)_random.Next(1, 3),
    };

    private Side AnySide() => _random.Next(2) == 0 ? Side.Buy : Side.Sell;

    private TimeInForce AnyTimeInForce() =>
        _random.Next(6) == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;

    private long Quantity(uint security) => RandomOrders.Quantity(_random, security);

    private long ReduceBy(uint security) => security == 1 ? _random.Next(1, 20) : 10 * _random.Next(1, 15);

    private long Price(uint security) => RandomOrders.Price(_random, security);
}
