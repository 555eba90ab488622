using System.Diagnostics;
using HdrHistogram;
using MatchingEngine.Client;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>
/// From matching to a subscriber of the stream of orders, all streams on: orders come in over TCP at a fixed rate; the
/// thread that sends them also takes the feed.
/// </summary>
internal static class FeedLatency
{
    private const long Price = 100_00000000;
    private const long Quantity = 10;
    private const int WarmUpShare = 4;

    public static (LongHistogram Nanos, double BytesAPacket) Measure(string channel, int perSecond, int seconds)
    {
        using var venue = new Venue(channel, ThreadLayout.Shared, new Unheard());
        using var receiver = new Receiver(venue.Aeron!, channel, FeedStream.Fills, FeedStream.Status);
        while (!receiver.IsConnected)
            Thread.Sleep(1);
        ulong clOrdId = 1UL << 40;
        Run(venue.Client, receiver, perSecond, Math.Max(1, seconds / WarmUpShare), ref clOrdId);
        receiver.Nanos.Reset();
        Run(venue.Client, receiver, perSecond, seconds, ref clOrdId);
        return (receiver.Nanos, receiver.Bytes / (double)receiver.Packets);
    }

    /// <summary>Sends orders at a rate from the calling thread, which takes the feed as well.</summary>
    public static void Run(
        OrderEntryClient client, Receiver receiver, int perSecond, int seconds, ref ulong clOrdId)
    {
        long interval = Stopwatch.Frequency / perSecond;
        long start = Stopwatch.GetTimestamp();
        long count = (long)perSecond * seconds;
        for (long sent = 0; sent < count;)
        {
            if (Stopwatch.GetTimestamp() - start >= sent * interval && TrySend(client, clOrdId, isTaker: sent % 2 == 1))
            {
                sent++;
                clOrdId++;
            }
            client.Poll();
            receiver.Poll();
        }
        for (long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10); Stopwatch.GetTimestamp() < end;)
        {
            client.Poll();
            receiver.Poll();
        }
    }

    // One order rests, the next one takes it: the book stays small and each command shows.
    private static bool TrySend(OrderEntryClient client, ulong clOrdId, bool isTaker)
    {
        NewOrderSingleBlock order = new()
        {
            ClOrdID = clOrdId,
            Price = Price,
            OrderQty = Quantity,
            SecurityID = Venue.SecurityId,
            Side = isTaker ? Side.Sell : Side.Buy,
            OrdType = OrdType.Limit,
            TimeInForce = isTaker ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel,
        };
        return client.TrySend(in order, out _) == SendResult.Sent;
    }

    /// <summary>Answers are read and left.</summary>
    public sealed class Unheard : OrderEntryHandler;
}
