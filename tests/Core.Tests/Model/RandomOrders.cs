using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Model;

/// <summary>Makes orders of every kind for instruments 1 (tick 5, lot 1) and others (tick 0.01, lot 10).</summary>
internal static class RandomOrders
{
    private static readonly OrdType[] Types =
    [
        OrdType.Limit, OrdType.Limit, OrdType.Limit, OrdType.Limit, OrdType.Market, OrdType.Stop, OrdType.StopLimit,
        OrdType.Stop, OrdType.StopLimit, OrdType.MarketWithLeftOverAsLimit,
    ];

    private static readonly TimeInForce[] Lives =
    [
        TimeInForce.GoodTillCancel, TimeInForce.GoodTillCancel, TimeInForce.GoodTillCancel, TimeInForce.Day,
        TimeInForce.GoodTillDate, TimeInForce.GoodTillDate, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill,
    ];

    private static readonly SelfMatchPreventionInstruction[] Instructions =
        Enum.GetValues<SelfMatchPreventionInstruction>();

    public static NewOrderExtendedBlock Next(
        Random random, uint session, uint seqNum, ulong clOrdId, uint security, long now)
    {
        NewOrderExtendedBlock order = new()
        {
            SessionID = session,
            MsgSeqNum = seqNum,
            ClOrdID = clOrdId,
            SecurityID = security,
            OrderQty = Quantity(random, security),
            Side = random.Next(2) == 0 ? Side.Buy : Side.Sell,
            OrdType = Types[random.Next(Types.Length)],
            TimeInForce = Lives[random.Next(Lives.Length)],
        };
        long tick = TickOf(security);
        long away = tick * random.Next(12) * (order.Side == Side.Buy ? -1 : 1);
        if (order.OrdType is OrdType.Limit or OrdType.StopLimit)
            order.Price = Price(random, security) + away;
        if (order.OrdType is OrdType.Stop or OrdType.StopLimit)
            AddStop(random, ref order, tick);
        if (order.TimeInForce == TimeInForce.GoodTillDate)
            order.ExpireTime = now + random.Next(-1_000, 60_000);
        AddConditions(random, ref order, security);
        if (random.Next(3) == 0)
            order.Account = (uint)random.Next(1, 4);
        if (random.Next(4) != 0)
        {
            order.SelfMatchPreventionID = (uint)random.Next(1, 3);
            order.SelfMatchPreventionInstruction = Instructions[random.Next(Instructions.Length)];
            if ((byte)order.SelfMatchPreventionInstruction == 255)
                order.SelfMatchPreventionInstruction = SelfMatchPreventionInstruction.None;
        }
        return order;
    }

    private static void AddStop(Random random, ref NewOrderExtendedBlock order, long tick)
    {
        int away = random.Next(random.Next(3) == 0 ? 90 : 15) * (order.Side == Side.Buy ? 1 : -1);
        order.StopPx = Price(random, order.SecurityID) + tick * away;
        if (random.Next(2) == 0)
            return;
        order.PegOffsetValue = tick * random.Next(1, 12);
        order.TrailingStep = (uint)random.Next(0, 5);
    }

    private static void AddConditions(Random random, ref NewOrderExtendedBlock order, uint security)
    {
        bool rests = order.TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill);
        bool isStop = order.StopPx != 0;
        switch (random.Next(6))
        {
            case 0 or 1 when rests:
                order.DisplayMethod = DisplayMethod.Initial;
                order.DisplayQty = Display(random, security);
                break;
            case 2 when rests:
                order.DisplayMethod = DisplayMethod.Undisclosed;
                break;
        }
        switch (random.Next(6))
        {
            case 0 when rests && order.OrdType == OrdType.Limit:
                order.ExecInst = random.Next(2) == 0
                    ? ExecInst.ParticipateDoNotInitiate : ExecInst.ParticipateDoNotInitiateSlide;
                break;
            case 1 when !isStop && order.TimeInForce != TimeInForce.FillOrKill:
                order.MinQty = security == 1 ? random.Next(1, 20) : 10 * random.Next(1, 20);
                break;
        }
    }

    public static long TickOf(uint security) => security == 1 ? 5 : 1_000_000;

    // Now and then enough for a whole side of the book.
    public static long Quantity(Random random, uint security)
    {
        int times = random.Next(60) == 0 ? random.Next(5, 25) : 1;
        return times * (security == 1 ? random.Next(1, 30) : 20 + 10 * random.Next(0, 20));
    }

    public static long Display(Random random, uint security) =>
        security == 1 ? random.Next(1, 8) : 10 * random.Next(1, 8);

    // Mostly near one price, so that orders meet; now and then far out, so that levels lie far apart.
    public static long Price(Random random, uint security)
    {
        long ticks = random.Next(100) switch
        {
            0 => random.Next(10, 900_000),
            < 30 => 1_000 + random.Next(-3, 4),
            _ => 1_000 + random.Next(-20, 21),
        };
        return (security == 1 ? ticks : Math.Min(ticks, 9_000)) * TickOf(security);
    }
}
