using System.Collections.Concurrent;
using Adaptive.Aeron;
using Adaptive.Aeron.Exceptions;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Real processes, killed.</summary>
public class KillTests
{
    /// <summary>Long enough for a busy machine, on which a driver that lives may be late with its heartbeat.</summary>
    private const long DriverTimeoutMillis = 2000;

    [Fact]
    public void Client_killed_in_the_middle_of_a_claim_is_cleaned_up_and_its_messages_are_read()
    {
        using var driver = new TestDriver(context =>
        {
            context.ClientLivenessTimeoutNanos = 400 * TestDriver.Millisecond;
            context.PublicationUnblockTimeoutNanos = 500 * TestDriver.Millisecond;
        });
        PeerClient client = driver.Connect();
        using PeerSubscription subscription = client.AddSubscription("aeron:ipc", OtherProcess.StreamId);
        using var process = new OtherProcess(OtherProcess.PublisherRole, driver.Directory, client.Turn);
        PeerImage image = subscription.AwaitImage();
        var traffic = new NumberedTraffic(64);
        process.Kill();

        Await.That("image to go", () => subscription.Images[0].IsGone, () =>
        {
            client.Turn();
            image.Poll(10, traffic.OnMessage);
        });

        Assert.Equal(OtherProcess.Messages, traffic.Received);
        Assert.Equal(1, driver.Counter(SystemCounter.ClientTimeouts));
        Assert.Equal(1, driver.Counter(SystemCounter.UnblockedPublications));
    }

    [Fact]
    public void Driver_that_was_killed_is_succeeded_in_its_directory_once_its_heartbeat_is_old()
    {
        MediaDriverContext context = TestDriver.NewContext();
        context.DriverTimeoutMillis = 300;
        using var process = new OtherProcess(OtherProcess.DriverRole, context.DirectoryName, () => Thread.Sleep(1));
        Assert.Throws<ActiveDriverException>(() => MediaDriver.Launch(context));
        process.Kill();

        using MediaDriver successor = Await.For("a successor", () => Launch(context));
        using var client = new PeerClient(context.DirectoryName, () => successor.Invoke());
        using PeerPublication publication = client.AddPublication("aeron:ipc", OtherProcess.StreamId);
    }

    [Fact]
    public void Client_of_a_driver_that_was_killed_is_told_and_a_new_one_finds_the_successor()
    {
        MediaDriverContext context = TestDriver.NewContext();
        context.DriverTimeoutMillis = DriverTimeoutMillis;
        context.ThreadingMode = ThreadingMode.Shared;
        var errors = new ConcurrentQueue<Exception>();
        using var process = new OtherProcess(OtherProcess.DriverRole, context.DirectoryName, () => Thread.Sleep(1));
        using Aeron client = Connect(context.DirectoryName, errors);
        using Subscription subscription = client.AddSubscription("aeron:ipc", OtherProcess.StreamId);
        using Publication publication = client.AddPublication("aeron:ipc", OtherProcess.StreamId);
        Await.That("connection", () => publication.IsConnected);
        process.Kill();

        Await.That(
            "the news",
            () => client.IsClosed && errors.Any(error => error is DriverTimeoutException),
            () => Thread.Sleep(1),
            TimeSpan.FromSeconds(20));

        Assert.Equal(Publication.CLOSED, publication.Offer(new UnsafeBuffer(new byte[8])));
        Assert.Equal(0, subscription.Poll((_, _, _, _) => { }, 1));
        using MediaDriver successor = Await.For("a successor", () => Launch(context));
        using Aeron second = Connect(context.DirectoryName, errors);
        using Subscription heard = second.AddSubscription("aeron:ipc", OtherProcess.StreamId);
        using Publication said = second.AddPublication("aeron:ipc", OtherProcess.StreamId);
        int received = 0;
        Await.That("connection", () => said.Offer(new UnsafeBuffer(new byte[8])) > 0);
        Await.That("a message", () => received == 1, () => heard.Poll((_, _, _, _) => received++, 1));
    }

    private static Aeron Connect(string directory, ConcurrentQueue<Exception> errors) => Aeron.Connect(
        new Aeron.Context().AeronDirectoryName(directory).DriverTimeoutMs(DriverTimeoutMillis).ErrorHandler(new Errors(errors)));

    private static MediaDriver? Launch(MediaDriverContext context)
    {
        try
        {
            return MediaDriver.Launch(context);
        }
        catch (ActiveDriverException)
        {
            Thread.Sleep(5);
            return null;
        }
    }

    private sealed class Errors(ConcurrentQueue<Exception> errors) : IErrorHandler
    {
        public void OnError(Exception exception) => errors.Enqueue(exception);
    }
}
