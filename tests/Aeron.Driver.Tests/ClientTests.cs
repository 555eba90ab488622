using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using MatchingEngine.AeronDriver;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Our client against our driver, both as a product uses them.</summary>
public class ClientTests
{
    private const int StreamId = 10;

    [Theory]
    [InlineData("ipc", 100, true)]
    [InlineData("ipc", 5_000, false)]
    [InlineData("udp", 100, true)]
    [InlineData("udp", 5_000, false)]
    public void Client_publishes_and_subscribes(string media, int length, bool isExclusive)
    {
        using var driver = new TestDriver(context => context.ThreadingMode = ThreadingMode.Shared);
        using Aeron client = Connect(driver);
        string channel = media == "ipc" ? "aeron:ipc" : Ports.Channel();
        using Subscription subscription = client.AddSubscription(channel, StreamId);
        using Publication publication = isExclusive
            ? client.AddExclusivePublication(channel, StreamId)
            : client.AddPublication(channel, StreamId);
        var buffer = new UnsafeBuffer(new byte[length]);
        long sent = 0;
        long received = 0;
        var assembler = new FragmentAssembler(HandlerHelper.ToFragmentHandler(OnFragment));

        Await.That("all messages", () => received == 2_000, () =>
        {
            if (sent < 2_000)
            {
                buffer.PutLong(0, sent);
                sent += publication.Offer(buffer, 0, length) > 0 ? 1 : 0;
            }

            if (subscription.Poll(assembler, 16) == 0)
            {
                Thread.Yield();
            }
        });

        void OnFragment(IDirectBuffer message, int offset, int messageLength, Header header)
        {
            Assert.Equal(length, messageLength);
            Assert.Equal(received, message.GetLong(offset));
            received++;
        }
    }

    private static Aeron Connect(TestDriver driver) => Aeron.Connect(
        new Aeron.Context().AeronDirectoryName(driver.Directory).ErrorHandler(new LoggingErrors()));

    private sealed class LoggingErrors : IErrorHandler
    {
        public void OnError(Exception exception)
        {
        }
    }
}
