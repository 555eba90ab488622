using System.Diagnostics;
using HdrHistogram;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;
using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Bench.Feed;

/// <summary>What the feed costs the order path: round trips and throughput of one session.</summary>
internal static class OrderPath
{
    private const int Window = 4_096;
    private const int WarmUp = 20_000;
    private const ulong Seed = 1;

    public static (LongHistogram Nanos, double PerSecond) Measure(
        string? channel, ThreadLayout threads, bool isRead, int trips, int commands)
    {
        using var venue = new Venue(channel, threads);
        bool isDone = false;
        using Receiver? receiver = isRead
            ? new Receiver(venue.Aeron!, channel!, FeedStream.Fills, FeedStream.Status)
            : null;
        var taker = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                if (receiver!.Poll() == 0)
                    Thread.Sleep(1);
            }
        });
        if (isRead)
            taker.Start();
        var flow = new SyntheticFlow(Seed);
        Play(venue, flow, WarmUp, window: 1);
        venue.Player.RoundTripNanos.Reset();
        Play(venue, flow, trips, window: 1);
        LongHistogram nanos = (LongHistogram)venue.Player.RoundTripNanos.Copy();
        Play(venue, flow, commands / 4, Window);
        long start = Stopwatch.GetTimestamp();
        Play(venue, flow, commands, Window);
        double perSecond = commands / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Volatile.Write(ref isDone, true);
        if (isRead)
            taker.Join();
        return (nanos, perSecond);
    }

    private static void Play(Venue venue, SyntheticFlow flow, int count, int window)
    {
        var commands = new FlowCommand[count];
        for (int index = 0; index < count; index++)
            commands[index] = flow.Next();
        venue.Player.Play(venue.Client, commands, window);
    }
}
