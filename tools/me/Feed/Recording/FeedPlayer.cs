using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Agrona.Concurrent;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.Tools.Feed.Recording;

/// <summary>Plays a recorded feed: to a channel, as it was or faster, or into books. One thread.</summary>
internal static class FeedPlayer
{
    private const long NanosPerMilli = 1_000_000;
    private const int GatheringMillis = 500;

    /// <summary>Publishes the packets; waits for a subscriber that is behind.</summary>
    /// <param name="reader">The recording.</param>
    /// <param name="connection">Driver, channel and stream ids.</param>
    /// <param name="speed">1 for the time that it took, 2 for half of it; 0: as fast as the subscribers take
    /// it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Packets published.</returns>
    /// <exception cref="IOException">The driver went while it played.</exception>
    public static long Publish(
        FeedFileReader reader, FeedConnectionOptions connection, double speed, CancellationToken cancellation)
    {
        var failure = new DriverFailure();
        Aeron.Context context = new Aeron.Context().ClientName("me play").ErrorHandler(failure);
        if (connection.AeronDirectory is { } directory)
            context.AeronDirectoryName(directory);
        using Aeron aeron = Aeron.Connect(context);
        var publications = new Dictionary<FeedStream, ExclusivePublication>();
        foreach (FeedStream stream in Enum.GetValues<FeedStream>())
        {
            if (stream != FeedStream.NULL_VALUE)
            {
                publications[stream] =
                    aeron.AddExclusivePublication(connection.Channel, connection.StreamIdBase + (int)stream);
            }
        }
        AwaitSubscribers(publications.Values, failure, cancellation);
        var buffer = new UnsafeBuffer(new byte[FeedPacketReader.MaxPacketLength]);
        long start = Stopwatch.GetTimestamp();
        long packets = 0;
        while (!cancellation.IsCancellationRequested && reader.TryRead(out RecordedPacket packet))
        {
            if (speed > 0)
                WaitUntil(start, (long)(packet.NanosSinceStart / speed), cancellation);
            packet.Bytes.CopyTo(buffer.ByteArray);
            Offer(publications[packet.Stream], buffer, packet.Bytes.Length, failure, cancellation);
            packets++;
        }
        return packets;
    }

    /// <summary>Gives the packets to a client that builds books.</summary>
    /// <returns>Packets given.</returns>
    public static long Build(FeedFileReader reader, MarketDataClient client)
    {
        long packets = 0;
        for (; reader.TryRead(out RecordedPacket packet); packets++)
            client.OnPacket(packet.Stream, packet.Source, packet.Bytes);
        return packets;
    }

    private static void Offer(
        ExclusivePublication publication, UnsafeBuffer buffer, int length, DriverFailure failure,
        CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            failure.ThrowIfAny();
            long position = publication.Offer(buffer, 0, length);
            if (position is not (Publication.BACK_PRESSURED or Publication.ADMIN_ACTION))
                return;
            Thread.Yield();
        }
    }

    /// <summary>
    /// Who subscribes to one stream mostly subscribes to others, one after the other: none is to miss the beginning.
    /// </summary>
    private static void AwaitSubscribers(
        IReadOnlyCollection<ExclusivePublication> publications, DriverFailure failure, CancellationToken cancellation)
    {
        int known = 0;
        long since = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested
            && (known == 0 || Stopwatch.GetElapsedTime(since).TotalMilliseconds < GatheringMillis))
        {
            failure.ThrowIfAny();
            int connected = publications.Count(one => one.IsConnected);
            if (connected > known)
            {
                known = connected;
                since = Stopwatch.GetTimestamp();
            }
            Thread.Sleep(1);
        }
    }

    private static void WaitUntil(long start, long nanos, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            long left = nanos - (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            if (left <= 0)
                return;
            Thread.Sleep(left > NanosPerMilli ? 1 : 0);
        }
    }
}
