using System.Text;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>Makes commands. Prices in units of 10^-8, quantities in units, as in the messages.</summary>
internal static class Commands
{
    public const long One = 100_000_000;

    public static CommandRecord New(
        uint session,
        uint seqNum,
        ulong clOrdId,
        Side side,
        long quantity,
        long price,
        TimeInForce timeInForce = TimeInForce.GoodTillCancel,
        uint security = 1)
    {
        CommandRecord command = default;
        ref NewOrderSingleBlock block = ref command.Begin<NewOrderSingleBlock>();
        block.SessionID = session;
        block.MsgSeqNum = seqNum;
        block.ClOrdID = clOrdId;
        block.Side = side;
        block.OrderQty = quantity;
        block.Price = price;
        block.OrdType = OrdType.Limit;
        block.TimeInForce = timeInForce;
        block.SecurityID = security;
        return command;
    }

    /// <summary>An order with whatever fields the caller sets.</summary>
    public static CommandRecord Extended(NewOrderExtendedBlock order)
    {
        CommandRecord command = default;
        command.Begin<NewOrderExtendedBlock>() = order;
        return command;
    }

    public static CommandRecord ReplaceExtended(OrderCancelReplaceExtendedBlock replace)
    {
        CommandRecord command = default;
        command.Begin<OrderCancelReplaceExtendedBlock>() = replace;
        return command;
    }

    /// <summary>A command with this block.</summary>
    public static CommandRecord Make<TBlock>(TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        CommandRecord command = default;
        command.Begin<TBlock>() = block;
        return command;
    }

    public static CommandRecord TimeAdvanced()
    {
        CommandRecord command = default;
        command.Begin<TimeAdvancedBlock>();
        return command;
    }

    public static CommandRecord SessionClosed(uint security)
    {
        CommandRecord command = default;
        command.Begin<TradingSessionClosedBlock>().SecurityID = security;
        return command;
    }

    public static CommandRecord Cancel(
        uint session, uint seqNum, ulong clOrdId, ulong orderId = 0, ulong orig = 0, uint security = 1)
    {
        CommandRecord command = default;
        ref OrderCancelRequestBlock block = ref command.Begin<OrderCancelRequestBlock>();
        block.SessionID = session;
        block.MsgSeqNum = seqNum;
        block.ClOrdID = clOrdId;
        block.OrderID = orderId;
        block.OrigClOrdID = orig;
        block.SecurityID = security;
        return command;
    }

    public static CommandRecord Replace(
        uint session,
        uint seqNum,
        ulong clOrdId,
        long quantity,
        long price,
        ulong orderId = 0,
        ulong orig = 0,
        uint security = 1)
    {
        CommandRecord command = default;
        ref OrderCancelReplaceRequestBlock block = ref command.Begin<OrderCancelReplaceRequestBlock>();
        block.SessionID = session;
        block.MsgSeqNum = seqNum;
        block.ClOrdID = clOrdId;
        block.OrderID = orderId;
        block.OrigClOrdID = orig;
        block.OrderQty = quantity;
        block.Price = price;
        block.SecurityID = security;
        return command;
    }

    public static CommandRecord Reduce(
        uint session, uint seqNum, ulong clOrdId, long quantity, ulong orderId = 0, ulong orig = 0, uint security = 1)
    {
        CommandRecord command = default;
        ref OrderReduceRequestBlock block = ref command.Begin<OrderReduceRequestBlock>();
        block.SessionID = session;
        block.MsgSeqNum = seqNum;
        block.ClOrdID = clOrdId;
        block.OrderID = orderId;
        block.OrigClOrdID = orig;
        block.ReduceQty = quantity;
        block.SecurityID = security;
        return command;
    }

    public static CommandRecord Negotiated(uint session, ulong version)
    {
        CommandRecord command = default;
        ref SessionNegotiatedBlock block = ref command.Begin<SessionNegotiatedBlock>();
        block.SessionID = session;
        block.SessionVerID = version;
        return command;
    }

    public static CommandRecord Digest(long asOfSequence, StateDigest digest)
    {
        CommandRecord command = default;
        ref StateDigestBlock block = ref command.Begin<StateDigestBlock>();
        block.AsOfSequence = asOfSequence;
        block.DigestLow = digest.Low;
        block.DigestHigh = digest.High;
        return command;
    }

    public static CommandRecord Define(
        uint security = 1,
        long tick = One,
        long lot = 1,
        long min = 1,
        long max = 1_000_000,
        long low = 0,
        long high = 1_000_000 * One,
        uint maxOpenOrders = 100_000,
        string symbol = "TEST")
    {
        CommandRecord command = default;
        ref SecurityDefinitionBlock block = ref command.Begin<SecurityDefinitionBlock>();
        block.SecurityID = security;
        block.MinPriceIncrement = tick;
        block.RoundLot = lot;
        block.MinTradeVol = min;
        block.MaxTradeVol = max;
        block.LowLimitPrice = low;
        block.HighLimitPrice = high;
        block.MaxOpenOrders = maxOpenOrders;
        Encoding.ASCII.GetBytes(symbol).CopyTo(command.Slot[(RecordLayout.BlockOffset + 64)..]);
        return command;
    }
}
