using System.Diagnostics;
using Adaptive.Aeron;
using MatchingEngine.AeronDriver;
using MatchingEngine.Bench.Rings;
using MatchingEngine.Journal;
using MatchingEngine.MarketData;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>How many events a second the publisher takes with all streams on.</summary>
internal static class FeedThroughput
{
    /// <summary>Who reads.</summary>
    public enum Reading
    {
        /// <summary>Nobody.</summary>
        None,

        /// <summary>One subscriber of all streams that spins; publisher and subscriber run where the system puts
        /// them.</summary>
        Free,

        /// <summary>The same, publisher and subscriber on a processor each.</summary>
        Pinned,
    }

    /// <param name="EventsPerSecond">By the clock.</param>
    /// <param name="EventsPerRunSecond">By the time that the publishing thread had a processor.</param>
    /// <param name="WaitShare">Share of the time that it waited for one, in percent.</param>
    /// <param name="CoreToCoreNanos">A word to the other processor and back, right before.</param>
    public sealed record Result(
        double EventsPerSecond, double EventsPerRunSecond, double WaitShare, double CoreToCoreNanos,
        double MessagesPerSecond, double PacketsPerSecond, double BytesPerEvent, double BytesPerPacket, long NotTaken);

    public static Result Measure(RecordedEvents events, Reading reading)
    {
        using var driver = MediaDriver.Launch(new MediaDriverContext
        {
            DirectoryName = Places.AeronDirectory(), DeleteDirectoryOnShutdown = true,
        });
        using var aeron = Aeron.Connect(new Aeron.Context().AeronDirectoryName(driver.DirectoryName));
        using var publisher = new FeedPublisher(new FeedOptions { Channel = Places.Ipc });
        publisher.Open(aeron, new JournalId(1, 2));
        double coreToCore = CoreToCore.RoundTripNanos();
        bool isDone = false;
        using var receiver = new Receiver(aeron, Places.Ipc, FeedStream.Fills, FeedStream.Status);
        var taker = new Thread(() =>
        {
            if (reading == Reading.Pinned)
                ThreadAffinity.TryPin(1);
            while (!Volatile.Read(ref isDone))
                receiver.Poll();
        });
        while (!receiver.IsConnected)
            Thread.Sleep(1);
        if (reading == Reading.None)
            receiver.Dispose();
        else
            taker.Start();
        ThreadTimes spent = default;
        double seconds = 0;
        var sender = new Thread(() =>
        {
            if (reading == Reading.Pinned)
                ThreadAffinity.TryPin(0);
            ThreadTimes before = ThreadTimes.Now();
            long start = Stopwatch.GetTimestamp();
            foreach (ref readonly EventRecord record in events.All)
                publisher.OnEvent(in record, replayed: false);
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            spent = ThreadTimes.Now().Since(before);
        });
        sender.Start();
        sender.Join();
        Thread.Sleep(200);
        Volatile.Write(ref isDone, true);
        if (reading != Reading.None)
            taker.Join();
        long messages = 0;
        long notTaken = 0;
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
        {
            messages += (long)publisher.LastApplSeqNum(stream);
            notTaken += publisher.PacketsNotTaken(stream);
        }
        int count = events.All.Length;
        return new Result(
            count / seconds, count / (spent.RunNanos / 1e9), 100 * spent.WaitNanos / 1e9 / seconds, coreToCore,
            messages / seconds, receiver.Packets / seconds, receiver.Bytes / (double)count,
            receiver.Bytes / (double)Math.Max(1, receiver.Packets), notTaken);
    }
}
