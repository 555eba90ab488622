using MatchingEngine.Messages;

namespace MatchingEngine.Pipeline.Tests.Support;

/// <summary>Commands for the port; sequence and time are the port's to give.</summary>
internal static class Commands
{
    public const uint SecurityId = 1;
    private const long PriceUnit = 100_000_000;
    private const long TickPerUnit = 100;

    private static CommandRecord Make<TBlock>(TBlock block) where TBlock : unmanaged, IMessageBlock
    {
        CommandRecord command = default;
        command.Begin<TBlock>() = block;
        return command;
    }

    public static CommandRecord Define()
    {
        CommandRecord record = default;
        ref SecurityDefinitionBlock block = ref record.Begin<SecurityDefinitionBlock>();
        block.SecurityID = SecurityId;
        block.MinPriceIncrement = PriceUnit / TickPerUnit;
        block.RoundLot = 1;
        block.MinTradeVol = 1;
        block.MaxTradeVol = 1_000_000;
        block.LowLimitPrice = PriceUnit / TickPerUnit;
        block.HighLimitPrice = 100_000 * PriceUnit;
        block.MaxOpenOrders = 1_000_000;
        block.Symbol[0] = (byte)'T';
        return record;
    }

    public static CommandRecord Negotiate(uint session, ulong version = 1) => Make(new SessionNegotiatedBlock
    {
        SessionID = session,
        SessionVerID = version,
    });

    /// <summary>An order of ClOrdID = number.</summary>
    public static CommandRecord Order(
        uint session,
        uint number,
        Side side,
        long ticks,
        long quantity,
        TimeInForce time = TimeInForce.GoodTillCancel) =>
        Make(new NewOrderSingleBlock
        {
            SessionID = session,
            MsgSeqNum = number,
            ClOrdID = number,
            Price = ticks * (PriceUnit / TickPerUnit),
            OrderQty = quantity,
            SecurityID = SecurityId,
            Side = side,
            OrdType = OrdType.Limit,
            TimeInForce = time,
        });

    public static CommandRecord Cancel(uint session, uint number, ulong order) => Make(new OrderCancelRequestBlock
    {
        SessionID = session,
        MsgSeqNum = number,
        ClOrdID = number,
        OrigClOrdID = order,
        SecurityID = SecurityId,
    });

    public static CommandRecord Digest(long asOfSequence, ulong low) => Make(new StateDigestBlock
    {
        AsOfSequence = asOfSequence,
        DigestLow = low,
    });

    /// <summary>
    /// An instrument, a session, and so many orders that rest or trade, or cancels, as the seed has it.
    /// </summary>
    public static List<CommandRecord> Flow(int count, int seed)
    {
        var random = new Random(seed);
        List<CommandRecord> flow = [Define(), Negotiate(1), Negotiate(2)];
        uint[] numbers = [0, 0, 0];
        for (int index = 0; index < count; index++)
        {
            uint session = 1 + (uint)random.Next(2);
            uint number = ++numbers[session];
            bool cancels = number > 1 && random.Next(3) == 0;
            flow.Add(cancels
                ? Cancel(session, number, 1 + (ulong)random.Next((int)number))
                : RandomOrder(session, number, random));
        }
        return flow;
    }

    private static CommandRecord RandomOrder(uint session, uint number, Random random)
    {
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        int priceTicks = 1_000 + random.Next(20);
        int quantity = 1 + random.Next(9);
        TimeInForce timeInForce = random.Next(4) == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;
        return Order(session, number, side, priceTicks, quantity, timeInForce);
    }
}
