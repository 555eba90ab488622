using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using HdrHistogram;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>Sends one message at a time and waits for it to come back.</summary>
internal static class RoundTrip
{
    public static Figures Measure(Options options, int length)
    {
        using FarEnd far = FarEnd.Start(options, "ponger", length);
        using var client = new Client(options);
        using Subscription back = client.Subscribe(options.Back, options.StreamId + 1);
        using Publication there = client.Publish(options.Channel, options.StreamId);
        Client.Await(() => there.IsConnected && back.IsConnected, "round trip");

        var histogram = new LongHistogram(10_000_000_000L, 3);
        var handler = new Arrival();
        var buffer = new UnsafeBuffer(BufferUtil.AllocateDirectAligned(length, 64));
        IIdleStrategy idle = options.IdleStrategy();
        long warmUpEnd = Stopwatch.GetTimestamp() + Stopwatch.Frequency;
        long end = warmUpEnd + (options.Seconds * Stopwatch.Frequency);
        long number = 0;
        long begin;
        while ((begin = Stopwatch.GetTimestamp()) < end)
        {
            buffer.PutLong(0, ++number);
            while (there.Offer(buffer, 0, length) < 0)
            {
                idle.Idle();
            }

            while (handler.Number != number)
            {
                if (back.Poll(handler, 1) == 0)
                {
                    idle.Idle();
                }
            }

            if (begin >= warmUpEnd)
            {
                long ticks = Stopwatch.GetTimestamp() - begin;
                histogram.RecordValue((long)(ticks * (1e9 / Stopwatch.Frequency)));
            }
        }

        return new Figures(
            ("p50 ns", histogram.GetValueAtPercentile(50)),
            ("p99 ns", histogram.GetValueAtPercentile(99)),
            ("p99.9 ns", histogram.GetValueAtPercentile(99.9)),
            ("trips/s", histogram.TotalCount / (double)options.Seconds));
    }

    /// <summary>Sends everything back until it is told to stop.</summary>
    public static void Pong(Options options, CancellationToken stop)
    {
        using var client = new Client(options);
        using Subscription there = client.Subscribe(options.Channel, options.StreamId);
        using Publication back = client.Publish(options.Back, options.StreamId + 1);
        IIdleStrategy idle = options.IdleStrategy();
        var handler = new Return(back, idle, stop);
        while (!stop.IsCancellationRequested)
        {
            if (there.Poll(handler, 10) == 0)
            {
                idle.Idle();
            }
        }
    }

    private sealed class Arrival : IFragmentHandler
    {
        public long Number { get; private set; }

        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header) =>
            Number = buffer.GetLong(offset);
    }

    private sealed class Return(Publication back, IIdleStrategy idle, CancellationToken stop) : IFragmentHandler
    {
        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header)
        {
            while (back.Offer(buffer, offset, length) < 0 && !stop.IsCancellationRequested)
            {
                idle.Idle();
            }
        }
    }
}
