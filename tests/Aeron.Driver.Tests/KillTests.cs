using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Real processes, killed.</summary>
public class KillTests
{
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

        MediaDriver? successor = null;
        Await.That("a successor", () => TryLaunch(out successor), () => Thread.Sleep(5));

        using (successor)
        {
            using var client = new PeerClient(context.DirectoryName, () => successor!.Invoke());
            using PeerPublication publication = client.AddPublication("aeron:ipc", OtherProcess.StreamId);
        }

        bool TryLaunch(out MediaDriver? driver)
        {
            driver = null;
            try
            {
                driver = MediaDriver.Launch(context);
                return true;
            }
            catch (ActiveDriverException)
            {
                return false;
            }
        }
    }
}
