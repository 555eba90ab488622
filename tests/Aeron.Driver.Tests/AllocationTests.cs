using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

public class AllocationTests
{
    private const int StreamId = 10;

    [Theory]
    [InlineData("ipc", true)]
    [InlineData("udp", true)]
    [InlineData("udp", false)]
    [InlineData("udp with loss", true)]
    [InlineData("udp with loss", false)]
    [InlineData("mdc", true)]
    [InlineData("multicast with loss", true)]
    [InlineData("spy", true)]
    public void Duty_cycles_of_a_stream_that_flows_allocate_nothing(string media, bool isBatched)
    {
        long allocated = 0;
        bool isMeasuring = false;
        MediaDriver? driver = null;
        MediaDriverContext context = TestDriver.NewContext();
        context.UseBatchedSocketCalls = isBatched;
        bool hasLoss = media.EndsWith("loss", StringComparison.Ordinal);
        if (hasLoss)
        {
            // Without changes of order, for which the faulty line itself keeps copies.
            context.ReceiveFaults = new DatagramFaults(Seed: 6, DropRate: 0.02, DuplicateRate: 0.02, ReorderRate: 0);
            context.RetransmitUnicastLingerNanos = TestDriver.Millisecond;
            context.NakMulticastMaxBackoffNanos = TestDriver.Millisecond;
        }

        using MediaDriver launched = driver = MediaDriver.Launch(context);
        using var client = new PeerClient(context.DirectoryName, Turn);
        (string to, string from) = Channels(media);
        using PeerSubscription subscription = client.AddSubscription(from, StreamId);
        using PeerPublication publication = client.AddPublication(to, StreamId);
        PeerImage image = subscription.AwaitImage();
        var traffic = new NumberedTraffic(200);

        // Until the code has reached its last form, the runtime itself allocates now and then.
        traffic.Exchange(client, publication, image, 20_000);

        // A datagram of another test's stream may reach a port that was its own a moment ago: who is new costs an entry.
        // What the path costs, it costs each time.
        long least = long.MaxValue;
        for (int turn = 0; turn < 5 && least > 0; turn++)
        {
            allocated = 0;
            long ticks = Ticks();
            isMeasuring = true;
            traffic.Exchange(client, publication, image, 20_000);
            Await.That("timer ticks", () => Ticks() > ticks, client.Turn);
            isMeasuring = false;
            least = Math.Min(least, allocated);
        }

        Assert.Equal(0, least);
        Assert.Equal(hasLoss, driver.Services.Counters[SystemCounter.RetransmitsSent].Value > 0);

        long Ticks() => driver.Services.Cnc.ToDriver.HeartbeatMillis;

        void Turn()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            driver.Invoke();
            allocated += isMeasuring ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
        }
    }
    /// <summary>What a thread of the driver does between turns, with work and without.</summary>
    [Theory]
    [InlineData(DriverIdle.Spin)]
    [InlineData(DriverIdle.Yield)]
    [InlineData(DriverIdle.Backoff)]
    public void Thread_of_the_driver_allocates_nothing_between_turns(DriverIdle idle)
    {
        using MediaDriver driver = MediaDriver.Launch(TestDriver.NewContext());
        using var agent = new Witness();

        using (new AgentThread(new AgentGroup(driver.Services, agent), idle, 8_000))
        {
            Await.That("turns", () => agent.Turns > 3_000);
        }

        Assert.Equal(0, agent.Allocated);
    }

    private static (string To, string From) Channels(string media)
    {
        string channel = Ports.Channel();
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        string group = $"aeron:udp?endpoint=224.20.30.39:{Ports.Free()}|interface=127.0.0.1|ttl=1";
        return media switch
        {
            "ipc" => ("aeron:ipc", "aeron:ipc"),
            "mdc" => ($"aeron:udp?{control}|fc=min", $"{channel}|{control}"),
            "multicast with loss" => (group + "|fc=min", group),
            "spy" => (channel + "|ssc=true", "aeron-spy:" + channel),
            _ => (channel, channel),
        };
    }

    /// <summary>Looks in each turn what its thread has allocated since the last one; works every tenth turn.</summary>
    private sealed class Witness : IAgent
    {
        private const int FirstTurns = 1_000;

        private long _before;
        private int _turns;

        public string Name => "witness";

        public int Turns => Volatile.Read(ref _turns);

        public long Allocated { get; private set; }

        public int DoWork(long nowNanos)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            Allocated = Turns > FirstTurns ? Allocated + now - _before : 0;
            _before = now;
            Volatile.Write(ref _turns, _turns + 1);
            return _turns % 10 == 0 ? 1 : 0;
        }

        public void Dispose()
        {
        }
    }
}
