using System.Diagnostics;
using Adaptive.Aeron;
using MatchingEngine.AeronDriver;
using MatchingEngine.Journal;
using MatchingEngine.MarketData;
using MatchingEngine.Messages;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Bench.Feed;

/// <summary>How many events a second the publisher takes with all streams on and a subscriber that reads them all.</summary>
internal static class FeedThroughput
{
    public sealed record Result(
        double EventsPerSecond, double MessagesPerSecond, double PacketsPerSecond, double BytesPerEvent,
        double BytesPerPacket, long NotTaken);

    public static Result Measure(RecordedEvents events, bool isRead)
    {
        using var driver = MediaDriver.Launch(new MediaDriverContext
        {
            DirectoryName = Places.AeronDirectory(), DeleteDirectoryOnShutdown = true,
        });
        using var aeron = Aeron.Connect(new Aeron.Context().AeronDirectoryName(driver.DirectoryName));
        using var publisher = new FeedPublisher(new FeedOptions { Channel = Places.Ipc });
        publisher.Open(aeron, new JournalId(1, 2));
        bool isDone = false;
        using var receiver = new Receiver(aeron, Places.Ipc, FeedStream.Fills, FeedStream.Status);
        var taker = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
                receiver.Poll();
        });
        while (!receiver.IsConnected)
            Thread.Sleep(1);
        if (isRead)
            taker.Start();
        else
            receiver.Dispose();
        long start = Stopwatch.GetTimestamp();
        foreach (ref readonly EventRecord record in events.All)
            publisher.OnEvent(in record, replayed: false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Thread.Sleep(200);
        Volatile.Write(ref isDone, true);
        if (isRead)
            taker.Join();
        long messages = 0;
        long notTaken = 0;
        for (FeedStream stream = FeedStream.Fills; stream <= FeedStream.Status; stream++)
        {
            messages += (long)publisher.LastApplSeqNum(stream);
            notTaken += publisher.PacketsNotTaken(stream);
        }
        return new Result(
            events.All.Length / seconds, messages / seconds, receiver.Packets / seconds,
            receiver.Bytes / (double)events.All.Length, receiver.Bytes / (double)Math.Max(1, receiver.Packets), notTaken);
    }
}
