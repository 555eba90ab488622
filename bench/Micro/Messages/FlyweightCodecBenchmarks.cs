using BenchmarkDotNet.Attributes;
using MatchingEngine.Messages;
using Org.SbeTool.Sbe.Dll;

namespace MatchingEngine.Micro;

/// <summary>
/// The same order as in <see cref="BlockCodecBenchmarks"/>, through the generated flyweight: what a client pays that
/// takes the usual SBE interface. Header and block, in the same 1,024 places in turn.
/// </summary>
[MemoryDiagnoser]
public class FlyweightCodecBenchmarks
{
    private const int Slots = 1_024;

    private static readonly DirectBuffer Buffer = new(new byte[Slots * RecordLayout.SlotSize]);
    private readonly MessageHeader _header = new();
    private readonly NewOrderSingle _order = new();

    [GlobalSetup]
    public void Check()
    {
        EncodeNewOrderSingle();
        ulong sum = DecodeNewOrderSingle();
        ulong expected = 0;
        for (uint i = 0; i < Slots; i++)
            expected += 7 + i + (i + 1) + 123_000_000 + 100 + 3 + '1' + '2' + '1';
        if (sum != expected)
            throw new InvalidOperationException($"Read sum {sum}, not {expected}.");
    }

    [Benchmark(OperationsPerInvoke = Slots)]
    public void EncodeNewOrderSingle()
    {
        NewOrderSingle order = _order;
        for (int i = 0; i < Slots; i++)
        {
            order.WrapForEncodeAndApplyHeader(Buffer, i * RecordLayout.SlotSize, _header);
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
        NewOrderSingle order = _order;
        for (int i = 0; i < Slots; i++)
        {
            order.WrapForDecodeAndApplyHeader(Buffer, i * RecordLayout.SlotSize, _header);
            if (_header.TemplateId != NewOrderSingle.TemplateId)
                return 0;
            sum += order.SessionID + order.MsgSeqNum + order.ClOrdID + (ulong)order.Price + (ulong)order.OrderQty;
            sum += order.SecurityID + (ulong)order.Side + (ulong)order.OrdType + (ulong)order.TimeInForce;
        }

        return sum;
    }
}
