using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>
/// Offers and polls in turn on one thread: what the client's own code costs, without a second core or a wait.
/// </summary>
internal static class SelfTrip
{
    private const int Batch = 100;

    public static Figures Measure(Options options, int length)
    {
        using var client = new Client(options);
        using Subscription subscription = client.Subscribe(options.Channel, options.StreamId);
        using Publication publication = client.Publish(options.Channel, options.StreamId);
        Client.Await(() => publication.IsConnected && subscription.IsConnected, "self");

        var handler = new Count();
        var buffer = new UnsafeBuffer(BufferUtil.AllocateDirectAligned(length, 64));
        Play(publication, subscription, buffer, length, handler, Stopwatch.Frequency);
        handler.Reset();
        Play(publication, subscription, buffer, length, handler, options.Seconds * Stopwatch.Frequency);
        return new Figures(
            ("offer ns", handler.OfferTicks * (1e9 / Stopwatch.Frequency) / handler.Messages),
            ("poll ns", handler.PollTicks * (1e9 / Stopwatch.Frequency) / handler.Messages));
    }

    private static void Play(
        Publication publication,
        Subscription subscription,
        UnsafeBuffer buffer,
        int length,
        Count handler,
        long ticks)
    {
        long end = Stopwatch.GetTimestamp() + ticks;
        long now;
        while ((now = Stopwatch.GetTimestamp()) < end)
        {
            int sent = 0;
            while (sent < Batch)
            {
                if (publication.Offer(buffer, 0, length) > 0)
                {
                    sent++;
                }
            }

            long between = Stopwatch.GetTimestamp();
            int received = 0;
            while (received < Batch)
            {
                received += subscription.Poll(handler, Batch);
            }

            handler.Add(between - now, Stopwatch.GetTimestamp() - between);
        }
    }

    private sealed class Count : IFragmentHandler
    {
        public long Messages { get; private set; }

        public long OfferTicks { get; private set; }

        public long PollTicks { get; private set; }

        public void OnFragment(IDirectBuffer buffer, int offset, int length, Header header) => Messages++;

        public void Add(long offerTicks, long pollTicks)
        {
            OfferTicks += offerTicks;
            PollTicks += pollTicks;
        }

        public void Reset()
        {
            Messages = 0;
            OfferTicks = 0;
            PollTicks = 0;
        }
    }
}
