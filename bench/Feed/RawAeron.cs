using System.Diagnostics;
using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using HdrHistogram;
using MatchingEngine.AeronDriver;
using MatchingEngine.MarketData;
using MatchingEngine.Messages.MarketData;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Bench.Feed;

/// <summary>Aeron alone: one stream of packets of one length, with nothing behind it.</summary>
internal sealed class RawAeron : IDisposable
{
    private const int StampOffset = 32;
    private const long TimerNanos = 20_000_000;

    private readonly MediaDriver _driver;
    private readonly Aeron _aeron;
    private readonly ExclusivePublication _publication;
    private readonly BufferClaim _claim = new();
    private readonly int _length;

    public RawAeron(string channel, int length)
    {
        _driver = MediaDriver.Launch(new MediaDriverContext
        {
            DirectoryName = Places.AeronDirectory(),
            TimerIntervalNanos = TimerNanos,
            DeleteDirectoryOnShutdown = true,
        });
        _aeron = Aeron.Connect(new Aeron.Context().AeronDirectoryName(_driver.DirectoryName));
        _length = Math.Max(length, StampOffset + sizeof(long));
        Receiver = new Receiver(_aeron, channel, FeedStream.Orders, FeedStream.Orders);
        _publication = _aeron.AddExclusivePublication(channel, FeedOptions.StreamIdOf(FeedStream.Orders));
        while (!_publication.IsConnected || !Receiver.IsConnected)
            Thread.Sleep(1);
    }

    public Receiver Receiver { get; }

    /// <summary>Sends at a rate from a thread that spins; the calling thread takes.</summary>
    public LongHistogram Latency(int perSecond, int seconds)
    {
        Pace(perSecond, Math.Max(1, seconds / 4));
        Receiver.Nanos.Reset();
        Pace(perSecond, seconds);
        return Receiver.Nanos;
    }

    /// <summary>Sends so many packets as fast as they are taken; packets a second.</summary>
    public double Throughput(long packets)
    {
        long goal = Receiver.Packets + packets;
        using var done = new ManualResetEventSlim();
        var taker = new Thread(() =>
        {
            while (Receiver.Packets < goal)
                Receiver.Poll();
            done.Set();
        });
        long start = Stopwatch.GetTimestamp();
        taker.Start();
        for (long sent = 0; sent < packets;)
        {
            if (TrySend())
                sent++;
        }
        done.Wait();
        return packets / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        Receiver.Dispose();
        _publication.Dispose();
        _aeron.Dispose();
        _driver.Dispose();
    }

    private void Pace(int perSecond, int seconds)
    {
        long count = (long)perSecond * seconds;
        long goal = Receiver.Packets + count;
        long interval = Stopwatch.Frequency / perSecond;
        var sender = new Thread(() =>
        {
            long start = Stopwatch.GetTimestamp();
            for (long sent = 0; sent < count;)
            {
                if (Stopwatch.GetTimestamp() - start >= sent * interval && TrySend())
                    sent++;
            }
        });
        sender.Start();
        while (Receiver.Packets < goal)
            Receiver.Poll();
        sender.Join();
    }

    private bool TrySend()
    {
        if (_publication.TryClaim(_length, _claim) <= 0)
            return false;
        _claim.Buffer.PutLong(_claim.Offset, 0);
        _claim.Buffer.PutLong(_claim.Offset + StampOffset, EngineClock.NowNanos());
        _claim.Commit();
        return true;
    }
}
