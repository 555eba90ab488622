using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>Sends as fast as the other end takes; counts what arrives.</summary>
internal static class Throughput
{
    private const int FragmentLimit = 256;

    public static Figures Measure(Options options, int length)
    {
        using FarEnd far = FarEnd.Start(options, "publisher", length);
        using var client = new Client(options);
        using Subscription subscription = client.Subscribe(options.Channel, options.StreamId);
        Client.Await(() => subscription.IsConnected, "throughput");

        var counter = new Count();
        IIdleStrategy idle = options.IdleStrategy();
        Poll(subscription, counter, idle, TimeSpan.FromSeconds(1));
        long before = counter.Messages;
        long begin = Stopwatch.GetTimestamp();
        Poll(subscription, counter, idle, TimeSpan.FromSeconds(options.Seconds));
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        double messages = (counter.Messages - before) / seconds;
        if (counter.Gaps > 0)
        {
            throw new InvalidDataException($"{counter.Gaps} messages out of order");
        }

        return new Figures(("messages/s", messages), ("MB/s", messages * length / 1e6));
    }

    /// <summary>Sends numbered messages until it is told to stop.</summary>
    public static void Publish(Options options, CancellationToken stop)
    {
        int length = options.Lengths[0];
        using var client = new Client(options);
        using Publication publication = client.Publish(options.Channel, options.StreamId);
        var buffer = new UnsafeBuffer(BufferUtil.AllocateDirectAligned(length, 64));
        IIdleStrategy idle = options.IdleStrategy();
        long number = 0;
        while (!stop.IsCancellationRequested)
        {
            buffer.PutLong(0, number);
            if (publication.Offer(buffer, 0, length) >= 0)
            {
                number++;
            }
            else
            {
                idle.Idle();
            }
        }
    }

    /// <summary>Counts what arrives until it is told to stop.</summary>
    public static void Subscribe(Options options, CancellationToken stop)
    {
        using var client = new Client(options);
        using Subscription subscription = client.Subscribe(options.Channel, options.StreamId);
        var counter = new Count();
        IIdleStrategy idle = options.IdleStrategy();
        while (!stop.IsCancellationRequested)
        {
            long before = counter.Messages;
            Poll(subscription, counter, idle, TimeSpan.FromSeconds(1));
            Console.WriteLine($"{counter.Messages - before} messages/s, {counter.Gaps} out of order");
        }
    }

    private static void Poll(Subscription subscription, Count counter, IIdleStrategy idle, TimeSpan duration)
    {
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            if (subscription.Poll(counter, FragmentLimit) == 0)
            {
                idle.Idle();
            }
        }
    }

    private sealed class Count : IFragmentHandler
    {
        private long _next = -1;

        public long Messages { get; private set; }

        public long Gaps { get; private set; }

        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header)
        {
            long number = buffer.GetLong(offset);
            if (_next >= 0 && number != _next)
            {
                Gaps++;
            }

            _next = number + 1;
            Messages++;
        }
    }
}
