using System.Diagnostics;
using MatchingEngine.Core.Tests.Support;
using MatchingEngine.Messages;

namespace MatchingEngine.Core.Tests;

/// <summary>What a command costs does not go with the size of the book.</summary>
public class DepthTests
{
    private const int Shallow = 500;
    private const int Deep = 100 * Shallow;
    private const int CommandsOfBatch = 400;
    private const int Batches = 25;

    // A walk over the book would cost a hundred times as much in the deep one; what is not in the cache costs a few times.
    private const double MostTimes = 25;

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Command_in_a_book_a_hundred_times_as_deep_costs_nowhere_near_a_hundred_times_as_much(int levels)
    {
        // The first one warms the code.
        _ = LeastTicksOfBatch(Shallow, levels);
        double shallow = LeastTicksOfBatch(Shallow, levels);
        double deep = LeastTicksOfBatch(Deep, levels);
        Assert.True(deep < MostTimes * shallow, $"{deep / shallow:F1} times as much");
    }

    // Cancels, replacements, new orders and takers all over the book; the least of many batches, as others disturb most.
    private static long LeastTicksOfBatch(int orders, int levels)
    {
        TestEngine engine = TestEngine.WithInstrument();
        Random random = new(orders);
        List<ulong> open = [];
        ulong clOrdId = 0;
        while (open.Count < orders)
            Enter();
        long least = long.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < CommandsOfBatch / 4; i++)
            {
                int one = random.Next(open.Count);
                engine.Cancel(1, ++clOrdId, orig: open[one]);
                (open[one], open[^1]) = (open[^1], open[one]);
                open.RemoveAt(open.Count - 1);
                Enter();
                one = random.Next(open.Count);
                engine.Replace(1, ++clOrdId, 999_999, PriceOf(), orig: open[one]);
                open[one] = clOrdId;
                engine.NewIoc(2, clOrdId, Side.Sell, 1, PriceOf());
            }
            least = Math.Min(least, Stopwatch.GetTimestamp() - start);
        }
        Assert.Equal(orders, engine.Core.OpenOrderCount);
        engine.Core.Verify();
        return least;

        long PriceOf() => 1_000 + random.Next(levels);

        void Enter()
        {
            engine.New(1, ++clOrdId, Side.Buy, 1_000_000, PriceOf());
            open.Add(clOrdId);
        }
    }
}
