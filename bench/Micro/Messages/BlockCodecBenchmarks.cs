using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;

namespace MatchingEngine.Micro;

/// <summary>
/// Writes a message into a slot through its block, and reads every field of it: the encoding that wire, ring and
/// journal share. Over 1,024 slots, so that no slot is still in the store buffer when its turn comes again.
/// </summary>
[MemoryDiagnoser]
public class BlockCodecBenchmarks
{
    private const int Slots = 1_024;

    private readonly CommandRecord[] _commands = new CommandRecord[Slots];
    private readonly EventRecord[] _events = new EventRecord[Slots];

    [GlobalSetup]
    public void Check()
    {
        EncodeNewOrderSingle();
        EncodeExecutionReportTrade();
        ulong orders = DecodeNewOrderSingle();
        ulong trades = DecodeExecutionReportTrade();
        ulong expectedOrders = 0;
        ulong expectedTrades = 0;
        for (uint i = 0; i < Slots; i++)
        {
            expectedOrders += 7 + i + (i + 1) + 123_000_000 + 100 + 3 + '1' + '2' + '1';
            expectedTrades += 7 + i + i + (i + 1) + (i + 2) + (i + 3) + (i + 4) + 123_000_000;
            expectedTrades += 100 + 50 + 150 + 3 + i + '2' + '1' + 'Y';
        }

        if (orders != expectedOrders || trades != expectedTrades)
        {
            throw new InvalidOperationException(
                $"Read sums {orders} and {trades}, not {expectedOrders} and {expectedTrades}.");
        }
    }

    [Benchmark(OperationsPerInvoke = Slots)]
    public void EncodeNewOrderSingle()
    {
        CommandRecord[] commands = _commands;
        for (int i = 0; i < commands.Length; i++)
        {
            ref NewOrderSingleBlock order = ref commands[i].Begin<NewOrderSingleBlock>();
            order.SessionID = 7;
            order.MsgSeqNum = (uint)i;
            order.ClOrdID = (ulong)i + 1;
            order.Price = 123_000_000;
            order.OrderQty = 100;
            order.SecurityID = 3;
            order.Side = Side.Buy;
            order.OrdType = OrdType.Limit;
            order.TimeInForce = TimeInForce.GoodTillCancel;
        }
    }

    [Benchmark(OperationsPerInvoke = Slots)]
    public ulong DecodeNewOrderSingle()
    {
        ulong sum = 0;
        CommandRecord[] commands = _commands;
        for (int i = 0; i < commands.Length; i++)
        {
            ref readonly CommandRecord command = ref commands[i];
            if (command.Header.TemplateId != NewOrderSingleBlock.TemplateId)
                return 0;
            ref readonly NewOrderSingleBlock order = ref CommandRecord.BlockOf<NewOrderSingleBlock>(in command);
            sum += order.SessionID + order.MsgSeqNum + order.ClOrdID + (ulong)order.Price + (ulong)order.OrderQty;
            sum += order.SecurityID + (ulong)order.Side + (ulong)order.OrdType + (ulong)order.TimeInForce;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Slots)]
    public void EncodeExecutionReportTrade()
    {
        EventRecord[] events = _events;
        for (int i = 0; i < events.Length; i++)
        {
            ref ExecutionReportTradeBlock trade = ref events[i].Begin<ExecutionReportTradeBlock>();
            trade.SessionID = 7;
            trade.MsgSeqNum = (uint)i;
            trade.TransactTime = i;
            trade.ExecID = (ulong)i + 1;
            trade.OrderID = (ulong)i + 2;
            trade.ClOrdID = (ulong)i + 3;
            trade.TrdMatchID = (ulong)i + 4;
            trade.LastPx = 123_000_000;
            trade.LastQty = 100;
            trade.LeavesQty = 50;
            trade.CumQty = 150;
            trade.SecurityID = 3;
            trade.RefSeqNum = (uint)i;
            trade.Side = Side.Sell;
            trade.OrdStatus = OrdStatus.PartiallyFilled;
            trade.AggressorIndicator = AggressorIndicator.Taker;
        }
    }

    [Benchmark(OperationsPerInvoke = Slots)]
    public ulong DecodeExecutionReportTrade()
    {
        ulong sum = 0;
        EventRecord[] events = _events;
        for (int i = 0; i < events.Length; i++)
        {
            ref readonly EventRecord record = ref events[i];
            if (record.Header.TemplateId != ExecutionReportTradeBlock.TemplateId)
                return 0;
            ref readonly ExecutionReportTradeBlock trade =
                ref EventRecord.BlockOf<ExecutionReportTradeBlock>(in record);
            sum += trade.SessionID + trade.MsgSeqNum + (ulong)trade.TransactTime + trade.ExecID + trade.OrderID;
            sum += trade.ClOrdID + trade.TrdMatchID + (ulong)trade.LastPx + (ulong)trade.LastQty;
            sum += (ulong)trade.LeavesQty + (ulong)trade.CumQty + trade.SecurityID + trade.RefSeqNum;
            sum += (ulong)trade.Side + (ulong)trade.OrdStatus + (ulong)trade.AggressorIndicator;
        }

        return sum;
    }
}
