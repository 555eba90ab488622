using MatchingEngine.AeronDriver;
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
    [InlineData("mdc", true)]
    public void Duty_cycles_of_a_stream_that_flows_allocate_nothing(string media, bool isBatched)
    {
        long allocated = 0;
        bool isMeasuring = false;
        MediaDriver? driver = null;
        MediaDriverContext context = TestDriver.NewContext();
        context.UseBatchedSocketCalls = isBatched;
        using MediaDriver launched = driver = MediaDriver.Launch(context);
        using var client = new PeerClient(context.DirectoryName, Turn);
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        (string to, string from) = media switch
        {
            "ipc" => ("aeron:ipc", "aeron:ipc"),
            "mdc" => ($"aeron:udp?{control}|fc=min", $"aeron:udp?endpoint=127.0.0.1:{Ports.Free()}|{control}"),
            _ => Ports.Channel() is var channel ? (channel, channel) : default,
        };
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

        long Ticks() => driver.Services.Cnc.ToDriver.HeartbeatMillis;

        void Turn()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            driver.Invoke();
            allocated += isMeasuring ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
        }
    }
}
