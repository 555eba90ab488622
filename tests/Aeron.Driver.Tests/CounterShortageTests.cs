using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Counters run out while something is added that needs several.</summary>
public class CounterShortageTests
{
    private const int StreamId = 10;
    private const int GenericError = 11;

    [Theory]
    [InlineData("publication", "aeron:ipc", 2)]
    [InlineData("exclusive", "aeron:ipc", 2)]
    [InlineData("publication, waited for", "aeron:ipc", 3)]
    [InlineData("subscription", "aeron:ipc", 0)]
    [InlineData("subscription, something there", "aeron:ipc", 1)]
    [InlineData("publication", "aeron:udp?endpoint=127.0.0.1:{port}", 8)]
    [InlineData("publication", "aeron:udp?endpoint=224.20.30.39:{port}|interface=localhost|fc=min", 9)]
    [InlineData("publication", "aeron:udp?control=127.0.0.1:{port}|control-mode=dynamic|fc=min", 10)]
    [InlineData("subscription", "aeron:udp?endpoint=127.0.0.1:{port}", 2)]
    public void Addition_fails_as_a_whole_and_succeeds_when_there_are_enough(string what, string template, int needed)
    {
        for (int left = 0; left <= needed; left++)
        {
            using var driver = new TestDriver();
            PeerClient client = driver.Connect();
            string channel = template.Replace("{port}", $"{Ports.Free()}", StringComparison.Ordinal);
            client.AwaitReply(client.Send(0x12, command => command.Int(StreamId)));
            using IDisposable? there = what.Split(", ") is [_, var other]
                ? other == "waited for"
                    ? client.AddSubscription(channel, StreamId)
                    : client.AddPublication(channel, StreamId)
                : client.AddPublication("aeron:ipc", StreamId + 1);
            List<DriverCounter> filling = Fill(driver, left);
            Holdings before = Held(driver);

            PeerResponse reply = client.AwaitReply(Add(client, what, channel));

            if (left == needed)
            {
                Assert.NotEqual(PeerClient.OnError, reply.Type);
                continue;
            }

            Assert.Equal(PeerClient.OnError, reply.Type);
            Assert.Equal(GenericError, reply.Int(8));
            Assert.Contains("no counter left", reply.Text(12), StringComparison.Ordinal);
            Await.That("everything back", () => before.Covers(Held(driver)), client.Turn);
            Release(driver, client, filling);
            Assert.NotEqual(PeerClient.OnError, client.AwaitReply(Add(client, what, channel)).Type);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Image_that_lacks_a_counter_is_made_when_there_are_enough(int left)
    {
        using var driver = new TestDriver();
        PeerClient client = driver.Connect();
        string channel = Ports.Channel();
        using PeerSubscription subscription = client.AddSubscription(channel, StreamId);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(IPEndPoint.Parse(channel[(channel.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        List<DriverCounter> filling = Fill(driver, left);
        Holdings before = Held(driver);

        socket.Send(Setup());
        Await.That("error", () => driver.Counter(SystemCounter.Errors) == 1, client.Turn);
        Await.That("everything back", () => before.Covers(Held(driver)), client.Turn);
        Assert.Empty(subscription.Images);

        Release(driver, client, filling);
        socket.Send(Setup());
        subscription.AwaitImage();
    }

    private static long Add(PeerClient client, string what, string channel) => what.Split(", ")[0] switch
    {
        "publication" => client.Send(
            PeerClient.AddPublicationType, command => command.Int(StreamId).Text(channel)),
        "exclusive" => client.Send(
            PeerClient.AddExclusivePublicationType, command => command.Int(StreamId).Text(channel)),
        _ => client.Send(
            PeerClient.AddSubscriptionType, command => command.Long(-1).Int(StreamId).Text(channel)),
    };

    /// <summary>Takes all counters but some.</summary>
    private static List<DriverCounter> Fill(TestDriver driver, int left)
    {
        var taken = new List<DriverCounter>();
        CountersTable table = driver.Driver.Services.Cnc.Counters;
        while (table.TryAllocate(new CounterDescription(9999, default, "filling"u8, 0, 0), 0) is { } counter)
        {
            taken.Add(counter);
        }

        for (int index = 0; index < left; index++)
        {
            table.Free(taken[index], nowMillis: 0);
        }

        return taken[left..];
    }

    /// <summary>
    /// Gives counters up, and lets the second pass that their ids and those of a failed addition are kept back.
    /// </summary>
    private static unsafe void Release(TestDriver driver, PeerClient client, List<DriverCounter> counters)
    {
        CountersTable table = driver.Driver.Services.Cnc.Counters;
        counters.ForEach(each => table.Free(each, nowMillis: 0));
        for (int id = 0; id < table.Capacity; id++)
        {
            byte* metadata = client.CounterMetadata(id);
            if (*(int*)metadata == CountersTable.StateReclaimed)
            {
                *(long*)(metadata + CountersTable.FreeDeadlineOffset) = 0;
            }
        }
    }

    private static Holdings Held(TestDriver driver) => new(
        string.Join(',', driver.Counters().Where(each => each.TypeId != 0).Select(each => each.Id)),
        Directory.GetFiles(Path.Combine(driver.Directory, "publications")).Length,
        Directory.GetFiles(Path.Combine(driver.Directory, "images")).Length,
        driver.Counter(SystemCounter.BytesCurrentlyMapped),
        Sockets());

    /// <summary>Where the system tells: sockets that this process has open.</summary>
    private static int Sockets() => OperatingSystem.IsLinux()
        ? Directory.GetFiles("/proc/self/fd").Count(each => IsSocket(each))
        : 0;

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static byte[] Setup()
    {
        byte[] frame = new byte[40];
        (int Offset, int Value)[] fields =
            [(0, 40), (8, 0), (12, 4711), (16, StreamId), (20, 7), (24, 7), (28, 65536), (32, 1408)];
        foreach ((int offset, int value) in fields)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(offset), value);
        }

        BinaryPrimitives.WriteInt16LittleEndian(frame.AsSpan(6), 5);
        return frame;
    }

    private sealed record Holdings(string Counters, int Publications, int Images, long MappedBytes, int Sockets)
    {
        /// <summary>Nothing is held beyond this; sockets of others in the process may have gone meanwhile.</summary>
        public bool Covers(Holdings now) => now with { Sockets = Sockets } == this && now.Sockets <= Sockets;
    }
}
