namespace MatchingEngine.Core.Tests.Support;

/// <summary>
/// An engine with an order of every kind: plain, iceberg, hidden, stop, trailing stop, day, good till date.
/// </summary>
internal static class DetailedState
{
    private static readonly string[] Lines =
    [
        "S1 new c1 buy 10 @ 100 show 4 account 9 group 7 newest",
        "S1 new c2 buy 5 @ 99 hidden day",
        "S1 new c3 buy 5 @ 98 gtd 50",
        "S2 new c1 sell 5 @ 110 gtd 40 post",
        "S2 new c2 sell 6 @ 95 stop 96",
        "S2 new c3 sell 7 @ none stop 90 trail 5 step 2 account 9",
        "S2 new c4 sell 8 @ none stop 89 trail 6",
        "S3 new c1 buy 2 @ 97 day",
        "S3 new c2 sell 1 @ 100",
        "limits account 9 in 1 position 100 value 10000",
        "block account 8",
        "rules 1 protection 1 collar 50 reference 100 max-value 100000",
        "tick 1 from 500 step 0.05",
        "session 3 limit 9 cancel-day",
    ];

    public static TestEngine Make()
    {
        TestEngine engine = new();
        engine.Apply(Commands.Define(1, tick: Commands.One / 100));
        for (uint session = 1; session <= 3; session++)
            engine.Apply(Commands.Negotiated(session, 1));
        foreach (string line in Lines)
            engine.Apply(ScenarioLine.Read(line, engine));
        return engine;
    }

    /// <summary>Index of an open order in the pool.</summary>
    public static int Find(CoreState state, ulong orderId)
    {
        Assert.True(state.OrderIndex.TryGet(orderId, out int index), $"order {orderId} is not open");
        return index;
    }
}
