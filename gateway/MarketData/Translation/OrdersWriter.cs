using System.Runtime.CompilerServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData;

/// <summary>Writes the changes of orders of one command, as many to a packet as fit.</summary>
internal static class OrdersWriter
{
    public static void Write(
        StreamWriter stream, CommandChanges changes, FeedInstrumentTable instruments, in CommandStamp command)
    {
        int next = 0;
        while (next < changes.OrderCount)
        {
            int end = next;
            int length = 0;
            int more = LengthOf(changes.Order(end).Kind);
            while (length + more <= FeedLayout.MaxPacketLength)
            {
                length += more;
                if (++end == changes.OrderCount)
                    break;
                more = LengthOf(changes.Order(end).Kind);
            }
            ref byte at = ref stream.Claim(length);
            for (; next < end; next++)
            {
                ref readonly OrderChange change = ref changes.Order(next);
                FeedInstrument instrument = instruments[change.Instrument];
                bool isLast = instrument.LastOfCommand(FeedStream.Orders) == next;
                WriteOne(ref at, stream, in change, instrument, in command, isLast);
                at = ref Unsafe.Add(ref at, LengthOf(change.Kind));
            }
            stream.Commit();
        }
    }

    private static int LengthOf(OrderChangeKind kind) => kind switch
    {
        OrderChangeKind.Added => FeedLayout.LengthOf<OrderAddedBlock>(),
        OrderChangeKind.Executed => FeedLayout.LengthOf<OrderExecutedBlock>(),
        OrderChangeKind.Reduced => FeedLayout.LengthOf<OrderReducedBlock>(),
        OrderChangeKind.Replaced => FeedLayout.LengthOf<OrderReplacedBlock>(),
        OrderChangeKind.Deleted => FeedLayout.LengthOf<OrderDeletedBlock>(),
        _ => FeedLayout.LengthOf<HiddenOrderExecutedBlock>(),
    };

    private static void WriteOne(
        ref byte at, StreamWriter stream, in OrderChange change, FeedInstrument instrument, in CommandStamp command,
        bool isLast)
    {
        switch (change.Kind)
        {
            case OrderChangeKind.Added:
                ref OrderAddedBlock added = ref stream.Begin<OrderAddedBlock>(ref at, instrument, in command, isLast);
                added.MDEntryType = SideOf(in change);
                added.OrderID = change.OrderId;
                added.MDEntryPx = change.Price;
                added.MDEntrySize = change.Quantity;
                break;
            case OrderChangeKind.Executed:
                ref OrderExecutedBlock executed =
                    ref stream.Begin<OrderExecutedBlock>(ref at, instrument, in command, isLast);
                executed.AggressorSide = AggressorOf(in change);
                executed.OrderID = change.OrderId;
                executed.TrdMatchID = change.TrdMatchId;
                executed.LastPx = change.Price;
                executed.LastQty = change.Quantity;
                executed.LeavesQty = change.LeavesQuantity;
                break;
            case OrderChangeKind.Reduced:
                ref OrderReducedBlock reduced =
                    ref stream.Begin<OrderReducedBlock>(ref at, instrument, in command, isLast);
                reduced.MDEntryType = SideOf(in change);
                reduced.OrderID = change.OrderId;
                reduced.LeavesQty = change.LeavesQuantity;
                break;
            default:
                WriteRareOne(ref at, stream, in change, instrument, in command, isLast);
                break;
        }
    }

    private static void WriteRareOne(
        ref byte at, StreamWriter stream, in OrderChange change, FeedInstrument instrument, in CommandStamp command,
        bool isLast)
    {
        switch (change.Kind)
        {
            case OrderChangeKind.Replaced:
                ref OrderReplacedBlock replaced =
                    ref stream.Begin<OrderReplacedBlock>(ref at, instrument, in command, isLast);
                replaced.MDEntryType = SideOf(in change);
                replaced.OrderID = change.OrderId;
                replaced.MDEntryPx = change.Price;
                replaced.MDEntrySize = change.Quantity;
                break;
            case OrderChangeKind.Deleted:
                ref OrderDeletedBlock deleted =
                    ref stream.Begin<OrderDeletedBlock>(ref at, instrument, in command, isLast);
                deleted.MDEntryType = SideOf(in change);
                deleted.OrderID = change.OrderId;
                break;
            default:
                ref HiddenOrderExecutedBlock hidden =
                    ref stream.Begin<HiddenOrderExecutedBlock>(ref at, instrument, in command, isLast);
                hidden.AggressorSide = AggressorOf(in change);
                hidden.TrdMatchID = change.TrdMatchId;
                hidden.LastPx = change.Price;
                hidden.LastQty = change.Quantity;
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static MDEntryType SideOf(in OrderChange change) => change.IsBuy ? MDEntryType.Bid : MDEntryType.Offer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static AggressorSide AggressorOf(in OrderChange change) =>
        change.IsBuy ? AggressorSide.Buy : AggressorSide.Sell;
}
