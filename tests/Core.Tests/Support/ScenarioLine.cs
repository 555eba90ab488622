using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// Reads one command of a scenario. What stands in brackets may be left out; in instrument 1 when none is named.
/// <code>
/// S1 new c1 buy 5 @ 100.25 [ioc | fok | day | gtd 7] [show 2 | hidden] [post | slide] [min 3] [account 9]
///    [stop 101] [trail 0.5] [step 3] [group 7] [newest | oldest | both | decrement] [in 2]
///                        session 1 enters an order, client order id 1; "@ market", "@ best" (market with left-over
///                        as limit) and "@ none" (stop) for those without a limit; gtd in seconds, step in ticks
/// S1 cancel c2 #1         the order is named by its OrderID (#1) or by its client order id (c1)
/// S1 replace c2 c1 to 5 @ 100 [stop 99] [show 2]         to is the new total quantity
/// S1 reduce c2 c1 by 3
/// S1 mass-cancel c2 [in 2] [account 9] [buy | sell]
/// S1 negotiates 2         begins session version 2
/// anything else           see <see cref="ScenarioControl"/>
/// </code>
/// </summary>
internal static class ScenarioLine
{
    public static CommandRecord Read(string line, TestEngine engine)
    {
        ScenarioWords words = new(line);
        if (words[0][0] != 'S')
            return ScenarioControl.Read(line);
        uint session = (uint)ScenarioWords.NumberOf(words[0]);
        if (words[1] == "negotiates")
        {
            engine.RestartNumbers(session);
            return Commands.Negotiated(session, (ulong)ScenarioWords.NumberOf(words[2]));
        }
        uint security = words.Has("mass-cancel") ? (uint)words.Number("in") : (uint)words.Number("in", otherwise: 1);
        uint seqNum = engine.Next(session);
        ulong clOrdId = (ulong)ScenarioWords.NumberOf(words[2]);
        return words[1] switch
        {
            "new" => Enter(words, session, seqNum, clOrdId, security),
            "mass-cancel" => Commands.Make(new OrderMassCancelRequestBlock
            {
                SessionID = session,
                MsgSeqNum = seqNum,
                ClOrdID = clOrdId,
                SecurityID = security,
                Account = (uint)words.Number("account"),
                Side = words.Side,
            }),
            _ => AboutAnOrder(words, line, session, seqNum, clOrdId, security),
        };
    }

    private static CommandRecord AboutAnOrder(
        ScenarioWords words, string line, uint session, uint seqNum, ulong clOrdId, uint security)
    {
        ulong orderId = words[3][0] == '#' ? (ulong)ScenarioWords.NumberOf(words[3]) : 0;
        ulong orig = words[3][0] == 'c' ? (ulong)ScenarioWords.NumberOf(words[3]) : 0;
        return words[1] switch
        {
            "cancel" => Commands.Cancel(session, seqNum, clOrdId, orderId, orig, security),
            "replace" when words.Has("stop") || words.Has("show") => Commands.Make(
                new OrderCancelReplaceExtendedBlock
                {
                    SessionID = session,
                    MsgSeqNum = seqNum,
                    ClOrdID = clOrdId,
                    OrderID = orderId,
                    OrigClOrdID = orig,
                    SecurityID = security,
                    OrderQty = words.Number("to"),
                    Price = words.Price("@"),
                    StopPx = words.Price("stop"),
                    DisplayQty = words.Number("show"),
                }),
            "replace" => Commands.Replace(
                session, seqNum, clOrdId, words.Number("to"), words.Price("@"), orderId, orig, security),
            "reduce" => Commands.Reduce(session, seqNum, clOrdId, words.Number("by"), orderId, orig, security),
            _ => throw new InvalidDataException(line),
        };
    }

    private static CommandRecord Enter(
        ScenarioWords words, uint session, uint seqNum, ulong clOrdId, uint security)
    {
        NewOrderExtendedBlock order = new()
        {
            SessionID = session,
            MsgSeqNum = seqNum,
            ClOrdID = clOrdId,
            SecurityID = security,
            Side = words.Side,
            OrderQty = ScenarioWords.NumberOf(words[4]),
            OrdType = TypeOf(words),
            TimeInForce = words.Has("ioc") ? TimeInForce.ImmediateOrCancel
                : words.Has("fok") ? TimeInForce.FillOrKill
                : words.Has("day") ? TimeInForce.Day
                : words.Has("gtd") ? TimeInForce.GoodTillDate : TimeInForce.GoodTillCancel,
            ExecInst = words.Has("post") ? ExecInst.ParticipateDoNotInitiate
                : words.Has("slide") ? ExecInst.ParticipateDoNotInitiateSlide : 0,
            StopPx = words.Price("stop"),
            DisplayQty = words.Number("show"),
            MinQty = words.Number("min"),
            ExpireTime = words.Number("gtd") * 1_000_000_000,
            PegOffsetValue = words.Price("trail"),
            TrailingStep = (uint)words.Number("step"),
            SelfMatchPreventionID = (uint)words.Number("group"),
            Account = (uint)words.Number("account"),
            SelfMatchPreventionInstruction = InstructionOf(words),
            DisplayMethod = words.Has("show") ? DisplayMethod.Initial
                : words.Has("hidden") ? DisplayMethod.Undisclosed : 0,
        };
        if (order.OrdType is OrdType.Limit or OrdType.StopLimit)
            order.Price = words.Price("@");
        bool isPlain = order.OrdType == OrdType.Limit && order.DisplayMethod == 0 && order.ExecInst == 0
            && order.TimeInForce is TimeInForce.GoodTillCancel or TimeInForce.ImmediateOrCancel
            && order.MinQty == 0 && order.SelfMatchPreventionID == 0 && order.Account == 0;
        return isPlain
            ? Commands.New(
                session, seqNum, clOrdId, order.Side, order.OrderQty, order.Price, order.TimeInForce, security)
            : Commands.Make(order);
    }

    private static OrdType TypeOf(ScenarioWords words) => words.After("@") switch
    {
        "market" => OrdType.Market,
        "best" => OrdType.MarketWithLeftOverAsLimit,
        "none" => OrdType.Stop,
        _ => words.Has("stop") ? OrdType.StopLimit : OrdType.Limit,
    };

    private static SelfMatchPreventionInstruction InstructionOf(ScenarioWords words) =>
        words.Has("newest") ? SelfMatchPreventionInstruction.CancelAggressive
        : words.Has("oldest") ? SelfMatchPreventionInstruction.CancelPassive
        : words.Has("both") ? SelfMatchPreventionInstruction.CancelAggressiveAndPassive
        : words.Has("decrement") ? SelfMatchPreventionInstruction.DecrementAndCancel
        : SelfMatchPreventionInstruction.None;
}
