using Disruptor;
using Disruptor.Dsl;

namespace MatchingEngine.Bench.Rings;

/// <summary>How long one event takes over a ring and its answer back over another.</summary>
public static class PingPong
{
    private const int RingSize = 1024;

    public static Percentiles Measure(Func<IWaitStrategy> newWaitStrategy, int roundTrips)
    {
        var questions = NewDisruptor(newWaitStrategy());
        var answers = NewDisruptor(newWaitStrategy());
        var ticks = new long[roundTrips];
        using var pinger = new Pinger(questions.RingBuffer, WarmUp.Ticks, ticks);
        questions.HandleEventsWith(new Echo(answers.RingBuffer));
        answers.HandleEventsWith(pinger);
        questions.Start();
        answers.Start();
        pinger.Run();
        questions.Halt();
        answers.Halt();
        return Percentiles.OfTicks(ticks);
    }

    private static ValueDisruptor<SmallSlot> NewDisruptor(IWaitStrategy waitStrategy) =>
        new(() => default, RingSize, TaskScheduler.Default, ProducerType.Single, waitStrategy);
}
