using System.Diagnostics;
using Disruptor;
using Disruptor.Dsl;

namespace MatchingEngine.Bench.Rings;

/// <summary>How many events a second go through a ring.</summary>
public static class Throughput
{
    private const int RingSize = 64 * 1024;
    private const int PassCount = 100;

    /// <summary>One producer, then consumers one behind the other.</summary>
    /// <param name="waitStrategy">How the consumers wait.</param>
    /// <param name="producerType">The kind of sequencer.</param>
    /// <param name="stageCount">Number of consumers.</param>
    /// <param name="claimCount">Number of slots claimed at a time.</param>
    /// <param name="eventCount">Number of events that are measured.</param>
    /// <returns>
    /// Million events a second in the median pass, and in the pass that nine tenths of the others do not beat: on a
    /// machine with other work the second tells more of the ring and less of the scheduler.
    /// </returns>
    public static (double Median, double BestTenth) Measure<T>(
        IWaitStrategy waitStrategy, ProducerType producerType, int stageCount, int claimCount, long eventCount)
        where T : struct, INumbered
    {
        var disruptor = new ValueDisruptor<T>(
            () => default, RingSize, TaskScheduler.Default, producerType, waitStrategy);
        var stages = new SummingHandler<T>[stageCount];
        for (var i = 0; i < stageCount; i++)
        {
            stages[i] = new SummingHandler<T>();
            _ = i == 0 ? disruptor.HandleEventsWith(stages[0]) : disruptor.After(stages[i - 1]).Then(stages[i]);
        }

        disruptor.Start();
        foreach (var stage in stages)
            stage.WaitUntilStarted();

        var ring = disruptor.RingBuffer;
        var eventsInPass = eventCount / PassCount;
        var warmUntil = Stopwatch.GetTimestamp() + WarmUp.Ticks;
        while (Stopwatch.GetTimestamp() < warmUntil)
            Pass(ring, stages[^1], claimCount, eventsInPass);

        var rates = new double[PassCount];
        for (var i = 0; i < PassCount; i++)
            rates[i] = eventsInPass / Pass(ring, stages[^1], claimCount, eventsInPass).TotalMicroseconds;

        disruptor.Halt();
        Array.Sort(rates);
        return (rates[PassCount / 2], rates[PassCount * 9 / 10]);
    }

    private static TimeSpan Pass<T>(
        ValueRingBuffer<T> ring, SummingHandler<T> last, int claimCount, long eventCount)
        where T : struct, INumbered
    {
        var claims = eventCount / claimCount;
        var first = ring.Cursor + 1;
        last.Expect(first + (claims * claimCount) - 1);
        var start = Stopwatch.GetTimestamp();
        if (claimCount == 1)
            PublishOneByOne(ring, claims);
        else
            PublishInBatches(ring, claims, claimCount);

        last.WaitUntilFinished();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var count = claims * claimCount;
        if (last.Sum != ((2 * first) + count - 1) * count / 2)
            throw new InvalidOperationException("The consumer has not seen what was published.");

        return elapsed;
    }

    private static void PublishOneByOne<T>(ValueRingBuffer<T> ring, long claims)
        where T : struct, INumbered
    {
        for (var i = 0L; i < claims; i++)
        {
            var sequence = ring.Next();
            ring[sequence].Number = sequence;
            ring.Publish(sequence);
        }
    }

    private static void PublishInBatches<T>(ValueRingBuffer<T> ring, long claims, int claimCount)
        where T : struct, INumbered
    {
        for (var i = 0L; i < claims; i++)
        {
            var hi = ring.Next(claimCount);
            var lo = hi - claimCount + 1;
            for (var sequence = lo; sequence <= hi; sequence++)
                ring[sequence].Number = sequence;

            ring.Publish(lo, hi);
        }
    }
}
