using System.Globalization;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// Reads one command of a scenario:
/// <code>
/// S1 new c1 buy 5 @ 100.25 [ioc] [in 2] session 1 enters an order, client order id 1; in instrument 1 when none is
/// named S1 cancel c2 #1 [in 2] the order is named by its OrderID (#1) or by its client order id (c1) S1 replace c2
/// c1 to 5 @ 100 [in 2] to is the new total quantity S1 reduce c2 c1 by 3 [in 2] S1 negotiates 2 begins session
/// version 2
/// </code>
/// </summary>
internal static class ScenarioLine
{
    public static CommandRecord Read(string line, TestEngine engine)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        uint session = (uint)Number(words[0]);
        if (words[1] == "negotiates")
        {
            engine.RestartNumbers(session);
            return Commands.Negotiated(session, (ulong)Number(words[2]));
        }
        uint security = words[^2] == "in" ? (uint)Number(words[^1]) : 1;
        uint seqNum = engine.Next(session);
        ulong clOrdId = (ulong)Number(words[2]);
        if (words[1] == "new")
            return Enter(words, session, seqNum, clOrdId, security);
        ulong orderId = words[3][0] == '#' ? (ulong)Number(words[3]) : 0;
        ulong orig = words[3][0] == 'c' ? (ulong)Number(words[3]) : 0;
        return words[1] switch
        {
            "cancel" => Commands.Cancel(session, seqNum, clOrdId, orderId, orig, security),
            "replace" => Commands.Replace(
                session, seqNum, clOrdId, Number(words[5]), Price(words[7]), orderId, orig, security),
            "reduce" => Commands.Reduce(session, seqNum, clOrdId, Number(words[5]), orderId, orig, security),
            _ => throw new InvalidDataException(line),
        };
    }

    private static CommandRecord Enter(string[] words, uint session, uint seqNum, ulong clOrdId, uint security)
    {
        Side side = words[3] == "buy" ? Side.Buy : Side.Sell;
        TimeInForce timeInForce =
            words.Contains("ioc") ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;
        return Commands.New(session, seqNum, clOrdId, side, Number(words[4]), Price(words[6]), timeInForce, security);
    }

    private static long Number(string word) =>
        long.Parse(word.TrimStart('S', 'c', '#'), NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);

    private static long Price(string word) =>
        (long)(decimal.Parse(word, CultureInfo.InvariantCulture) * Commands.One);
}
