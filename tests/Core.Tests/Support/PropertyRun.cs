using MatchingEngine.Core.Tests.Model;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>Plays a flow of numbers, each of which says what its command is, and keeps what the events told.</summary>
internal sealed class PropertyRun
{
    private readonly TestEngine _engine = new();
    private ulong _clOrdId;

    public PropertyRun()
    {
        _engine.Apply(Commands.Define(1, tick: RandomOrders.TickOf(1), max: 1_000));
        _engine.Apply(Commands.Define(2, tick: RandomOrders.TickOf(2), lot: 10, min: 20, max: 5_000));
        for (uint session = 1; session <= 3; session++)
            _engine.Apply(Commands.Negotiated(session, 1));
    }

    public MatchingCore Core => _engine.Core;

    /// <summary>Open orders as the core shows them.</summary>
    public Dictionary<ulong, RestingOrder> Open { get; } = [];

    /// <summary>What each order has traded, by the events.</summary>
    public Dictionary<ulong, long> Filled { get; } = [];

    public Dictionary<ulong, List<ExecutionReportTradeBlock>> Trades { get; } = [];

    /// <summary>Events that accept, refuse or carry out the last command as a whole.</summary>
    public int AnswersOfLastCommand { get; private set; }

    public void Play(int number)
    {
        Random random = new(number);
        uint session = (uint)random.Next(1, 4);
        uint security = (uint)random.Next(1, 3);
        uint seqNum = _engine.Next(session);
        ulong orderId = (ulong)random.Next(1, (int)Core.LastOrderId + 2);
        _clOrdId++;
        CommandRecord command = random.Next(10) switch
        {
            0 => Commands.Cancel(session, seqNum, _clOrdId, orderId, security: security),
            1 => Commands.Replace(
                session, seqNum, _clOrdId, RandomOrders.Quantity(random, security),
                RandomOrders.Price(random, security), orderId, security: security),
            2 => Commands.Reduce(session, seqNum, _clOrdId, 10, orderId, security: security),
            _ => Commands.Make(
                RandomOrders.Next(random, session, seqNum, _clOrdId, security, Core.TimeNanos)),
        };
        Note(_engine.Apply(command));
        Core.Verify();
    }

    private void Note(EventBuffer events)
    {
        AnswersOfLastCommand = 0;
        for (int i = 0; i < events.Count; i++)
        {
            ref EventRecord e = ref events[i];
            if (e.Header.TemplateId == ExecutionReportTradeBlock.TemplateId)
                Note(e.Block<ExecutionReportTradeBlock>());
            else if (e.Header.TemplateId is ExecutionReportNewBlock.TemplateId
                or ExecutionReportReplacedBlock.TemplateId
                or ExecutionReportRejectedBlock.TemplateId
                or OrderCancelRejectBlock.TemplateId)
                AnswersOfLastCommand++;
        }
        Open.Clear();
        foreach (uint security in (uint[])[1, 2])
        {
            foreach (Side side in (Side[])[Side.Buy, Side.Sell])
            {
                foreach (RestingOrder order in Core.GetOrders(security, side)
                    .Concat(Core.GetHiddenOrders(security, side)).Concat(Core.GetStops(security, side)))
                    Open.Add(order.OrderId, order);
            }
        }
    }

    private void Note(ExecutionReportTradeBlock trade)
    {
        Filled[trade.OrderID] = Filled.GetValueOrDefault(trade.OrderID) + trade.LastQty;
        if (!Trades.TryGetValue(trade.TrdMatchID, out List<ExecutionReportTradeBlock>? sides))
            Trades[trade.TrdMatchID] = sides = [];
        sides.Add(trade);
    }
}
