using System.Text;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>Makes commands. Prices in units of 10^-8, quantities in units, as in the messages.</summary>
internal static class Commands
{
    public const long One = 100_000_000;

    /// <summary>A command with this block.</summary>
    public static CommandRecord Make<TBlock>(TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        CommandRecord command = default;
        command.Begin<TBlock>() = block;
        return command;
    }

    public static CommandRecord New(
        uint session,
        uint seqNum,
        ulong clOrdId,
        Side side,
        long quantity,
        long price,
        TimeInForce timeInForce = TimeInForce.GoodTillCancel,
        uint security = 1) =>
        Make(new NewOrderSingleBlock
        {
            SessionID = session,
            MsgSeqNum = seqNum,
            ClOrdID = clOrdId,
            Side = side,
            OrderQty = quantity,
            Price = price,
            OrdType = OrdType.Limit,
            TimeInForce = timeInForce,
            SecurityID = security,
        });

    public static CommandRecord TimeAdvanced() => Make(default(TimeAdvancedBlock));

    public static CommandRecord SessionClosed(uint security) =>
        Make(new TradingSessionClosedBlock { SecurityID = security });

    public static CommandRecord Cancel(
        uint session, uint seqNum, ulong clOrdId, ulong orderId = 0, ulong orig = 0, uint security = 1) =>
        Make(new OrderCancelRequestBlock
        {
            SessionID = session,
            MsgSeqNum = seqNum,
            ClOrdID = clOrdId,
            OrderID = orderId,
            OrigClOrdID = orig,
            SecurityID = security,
        });

    public static CommandRecord Replace(
        uint session,
        uint seqNum,
        ulong clOrdId,
        long quantity,
        long price,
        ulong orderId = 0,
        ulong orig = 0,
        uint security = 1) =>
        Make(new OrderCancelReplaceRequestBlock
        {
            SessionID = session,
            MsgSeqNum = seqNum,
            ClOrdID = clOrdId,
            OrderID = orderId,
            OrigClOrdID = orig,
            OrderQty = quantity,
            Price = price,
            SecurityID = security,
        });

    public static CommandRecord Reduce(
        uint session,
        uint seqNum,
        ulong clOrdId,
        long quantity,
        ulong orderId = 0,
        ulong orig = 0,
        uint security = 1) =>
        Make(new OrderReduceRequestBlock
        {
            SessionID = session,
            MsgSeqNum = seqNum,
            ClOrdID = clOrdId,
            OrderID = orderId,
            OrigClOrdID = orig,
            ReduceQty = quantity,
            SecurityID = security,
        });

    public static CommandRecord Negotiated(uint session, ulong version) => Make(new SessionNegotiatedBlock
    {
        SessionID = session,
        SessionVerID = version,
    });

    public static CommandRecord Digest(long asOfSequence, StateDigest digest) => Make(new StateDigestBlock
    {
        AsOfSequence = asOfSequence,
        DigestLow = digest.Low,
        DigestHigh = digest.High,
    });

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
