using System.Diagnostics;
using HdrHistogram;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>
/// What one subscriber notices of another one, on the same driver, that stops reading for a long time: the latency of
/// the first, before, during and after, in one run.
/// </summary>
internal static class StalledSubscriber
{
    private const int RecoverySeconds = 60;
    private const int WarmUpSeconds = 3;

    /// <param name="Alone">Latency of the first while there is no other.</param>
    /// <param name="Beside">Latency of the first while the other one does not read.</param>
    /// <param name="Missing">Packets of the stream of orders that did not reach the first.</param>
    /// <param name="RecoverySeconds">Time until the other one's books were live again, once it read.</param>
    public sealed record Result(LongHistogram Alone, LongHistogram Beside, long Missing, double RecoverySeconds);

    public static Result Measure(string channel, int perSecond, int stallSeconds)
    {
        using var venue = new Venue(channel, ThreadLayout.Shared, new FeedLatency.Unheard());
        using var receiver = new Receiver(venue.Aeron!, channel, FeedStream.Fills, FeedStream.Status);
        while (!receiver.IsConnected)
            Thread.Sleep(1);
        ulong clOrdId = 1UL << 40;
        FeedLatency.Run(venue.Client, receiver, perSecond, WarmUpSeconds, ref clOrdId);
        ulong firstId = clOrdId;
        long firstPacket = receiver.MeasuredPackets;
        receiver.Nanos.Reset();
        int share = Math.Max(1, stallSeconds / 2);
        FeedLatency.Run(venue.Client, receiver, perSecond, share, ref clOrdId);
        var other = new MarketDataClient(
            new MarketDataClientOptions
            {
                Connection = new FeedConnectionOptions
                {
                    AeronDirectory = venue.Service.Feed!.AeronDirectory,
                    Channel = channel,
                    Replay = new ReplayClientOptions { EndPoint = venue.Service.Feed.ReplayEndPoint },
                },
            },
            new Silent());
        LongHistogram alone = (LongHistogram)receiver.Nanos.Copy();
        Join(other, receiver);
        receiver.Nanos.Reset();
        FeedLatency.Run(venue.Client, receiver, perSecond, stallSeconds, ref clOrdId);
        LongHistogram beside = (LongHistogram)receiver.Nanos.Copy();
        long start = Stopwatch.GetTimestamp();
        Join(other, receiver);
        double recovery = Stopwatch.GetElapsedTime(start).TotalSeconds;
        other.Dispose();
        receiver.Nanos.Reset();
        FeedLatency.Run(venue.Client, receiver, perSecond, share, ref clOrdId);
        alone.Add(receiver.Nanos);
        long missing = (long)(clOrdId - firstId) - (receiver.MeasuredPackets - firstPacket);
        return new Result(alone, beside, missing, recovery);
    }

    private static void Join(MarketDataClient client, Receiver receiver)
    {
        long end = Stopwatch.GetTimestamp() + (RecoverySeconds * Stopwatch.Frequency);
        while (!IsLive(client))
        {
            if (Stopwatch.GetTimestamp() > end)
            {
                throw new InvalidOperationException("The other subscriber's books are not live in time: "
                    + string.Join(", ", MarketDataClientOptions.MarketStreams.Select(client.Stream).Select(stream =>
                        $"{stream!.Stream} {stream.State} next {stream.NextSeqNum} highest {stream.HighestSeqNum}"))
                    + $"; connected {client.IsConnected}, {client.LastError}");
            }
            client.DoWork();
            receiver.Poll();
        }
    }

    // A client that has not read for long does not know it: only a turn tells it.
    private static bool IsLive(MarketDataClient client)
    {
        for (int turn = 0; turn < 16; turn++)
            client.DoWork();
        return client.IsConnected
            && client.OrderBook(Venue.SecurityId) is { State: FeedState.Live }
            && client.PriceLevelBook(Venue.SecurityId) is { State: FeedState.Live };
    }

    private sealed class Silent : MarketDataHandler;
}
