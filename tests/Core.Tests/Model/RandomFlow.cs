using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>
/// A flow of commands of all kinds, most of them sensible, some broken in one field or more. Learns OrderIDs from the events that it is
/// shown. The same seed gives the same flow.
/// </summary>
internal sealed class RandomFlow(int seed, FlowShape shape)
{
    private const int Sessions = 4;

    private readonly Random _random = new(seed);
    private readonly uint[] _seqNums = new uint[Sessions + 2];
    private readonly ulong[] _versions = new ulong[Sessions + 2];
    private readonly List<ulong> _orderIds = [];
    private ulong _clOrdIds;

    /// <summary>The commands that every flow begins with.</summary>
    public IEnumerable<CommandRecord> Opening()
    {
        yield return Commands.Define(security: 1, tick: 5, lot: 1, min: 1, max: 1_000, low: 50, high: 5_000_000_000, maxOpenOrders: shape.OpenOrders);
        yield return Commands.Define(security: 2, tick: 100, lot: 10, min: 20, max: 5_000, low: 0, high: 900_000, maxOpenOrders: shape.OpenOrders);
        for (uint session = 1; session <= Sessions; session++)
            yield return Negotiate(session);
    }

    public CommandRecord Next()
    {
        CommandRecord command = Sensible();
        if (_random.Next(100) < 8)
            FieldBreaker.Break(_random, ref command, _clOrdIds);
        return command;
    }

    public void Learn(in EventRecord e)
    {
        if (e.Header.TemplateId != ExecutionReportNewBlock.TemplateId)
            return;
        _orderIds.Add(EventRecord.BlockOf<ExecutionReportNewBlock>(in e).OrderID);
        if (_orderIds.Count > shape.Memory)
            _orderIds.RemoveRange(0, shape.Memory / 2);
    }

    private CommandRecord Sensible()
    {
        uint session = (uint)_random.Next(1, Sessions + 1);
        uint security = (uint)_random.Next(1, 3);
        return _random.Next(1_000) switch
        {
            < 520 => Commands.New(session, SeqNum(session), ClOrdId(), AnySide(), Quantity(security), Price(security), AnyTimeInForce(), security),
            < 700 => Commands.Cancel(session, SeqNum(session), ClOrdId(), OrderId(), Orig(), security),
            < 850 => Commands.Replace(session, SeqNum(session), ClOrdId(), Quantity(security), Price(security), OrderId(), Orig(), security),
            < 997 => Commands.Reduce(session, SeqNum(session), ClOrdId(), Quantity(security) / 2, OrderId(), Orig(), security),
            < 999 => Negotiate((uint)_random.Next(1, Sessions + 2)),
            _ => Commands.Define(security: (uint)_random.Next(0, 4), tick: _random.Next(-1, 3), maxOpenOrders: shape.OpenOrders),
        };
    }

    private CommandRecord Negotiate(uint session)
    {
        bool stale = _random.Next(4) == 0;
        if (!stale)
        {
            _versions[session] += (ulong)_random.Next(1, 4);
            _seqNums[session] = 0;
        }
        return Commands.Negotiated(session, _versions[session]);
    }

    private uint SeqNum(uint session) => _seqNums[session] += _random.Next(50) == 0 ? 3u : 1u;

    private ulong ClOrdId() => ++_clOrdIds;

    private ulong OrderId() => _random.Next(3) == 0 || _orderIds.Count == 0 ? 0 : _orderIds[_random.Next(_orderIds.Count)];

    private ulong Orig() => _clOrdIds - Math.Min(_clOrdIds, (ulong)_random.Next(shape.Memory));

    private Side AnySide() => _random.Next(2) == 0 ? Side.Buy : Side.Sell;

    private TimeInForce AnyTimeInForce() =>
        _random.Next(6) == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;

    private long Quantity(uint security) => security == 1 ? _random.Next(1, 30) : 20 + 10 * _random.Next(0, 20);

    // Mostly near one price, so that orders meet; now and then far out, so that levels lie far apart.
    private long Price(uint security)
    {
        long ticks = _random.Next(100) switch
        {
            0 => _random.Next(10, 900_000),
            < 30 => 1_000 + _random.Next(-3, 4),
            _ => 1_000 + _random.Next(-20, 21),
        };
        return security == 1 ? ticks * 5 : Math.Min(ticks, 9_000) * 100;
    }
}
