using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Transport;
using MediaDriverTests.Peer;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>Where the ids of terms wrap: subscribers come before and after it, and a part of what is sent is lost.</summary>
public class WrapTests
{
    private const int StreamId = 10;
    private const int TermLength = 64 * 1024;
    private const int MessageLength = 1000;
    private const int MessagesPerTerm = TermLength / 1056;
    private const int FirstTermId = int.MaxValue - 1;
    private const int TermsBefore = 5;

    [Theory]
    [InlineData("ipc", false)]
    [InlineData("ipc", true)]
    [InlineData("udp", false)]
    [InlineData("udp", true)]
    [InlineData("mdc", false)]
    [InlineData("mdc", true)]
    public void Subscribers_join_on_both_sides_of_the_wrap_and_what_is_lost_comes_again(string media, bool isExclusive)
    {
        bool hasLoss = media != "ipc";
        using var driver = new TestDriver(context => Configure(context, seed: 42));
        using var elsewhere = new TestDriver(context => Configure(context, seed: 43));
        PeerClient client = driver.Connect();
        PeerClient late = media == "mdc" ? elsewhere.Connect() : client;
        string control = $"control=127.0.0.1:{Ports.Free()}|control-mode=dynamic";
        string channel = media == "ipc" ? "aeron:ipc?alias=wrap" : Ports.Channel() + (media == "mdc" ? "|" + control : "");
        string lateChannel = media == "mdc" ? $"{Ports.Channel()}|{control}" : channel;
        string published = (media == "mdc" ? $"aeron:udp?{control}|fc=min" : channel)
            + $"|term-length=64k|init-term-id={FirstTermId - TermsBefore}|term-id={FirstTermId}|term-offset=0";
        using PeerSubscription first = client.AddSubscription(channel, StreamId);
        using PeerPublication publication = client.AddPublication(published, StreamId, isExclusive);
        var traffic = new NumberedTraffic(MessageLength);
        var readers = new List<(PeerImage Image, Action<byte[]> OnMessage)> { (first.AwaitImage(), traffic.OnMessage) };

        Exchange(MessagesPerTerm + 10);
        using PeerSubscription before = Join(FirstTermId + 1);
        Exchange((4 * MessagesPerTerm) + 10);
        using PeerSubscription after = Join(unchecked(FirstTermId + 4));
        Exchange(10 * MessagesPerTerm);

        Assert.Equal((TermsBefore + 10L) * TermLength, publication.Position + 64);
        Assert.Equal(hasLoss, driver.Counter(SystemCounter.RetransmitsSent) > 0);

        void Exchange(long total)
        {
            Await.That($"{total} messages sent", () => traffic.Sent == total, () =>
            {
                traffic.Send(publication, total, burst: 8);
                Turn();
            });
            Await.That(
                "all to be read", () => readers.TrueForAll(each => each.Image.Position == publication.Position), Turn);
        }

        void Turn()
        {
            client.Turn();
            late.Turn();
            readers.ForEach(each => each.Image.Poll(100, each.OnMessage));
        }

        PeerSubscription Join(int termId)
        {
            PeerSubscription subscription = late.AddSubscription(lateChannel, StreamId);
            Await.That("an image", () => subscription.Images.Count > 0, Turn);
            PeerImage image = subscription.Images[0];
            Assert.Equal(termId, unchecked(FirstTermId - TermsBefore + (int)(image.JoinPosition / TermLength)));
            long next = -1;
            readers.Add((image, message =>
            {
                long number = PeerImage.NumberOf(message);
                Assert.True(next < 0 || next == number, $"{number} where {next} was due");
                next = number + 1;
            }));
            return subscription;
        }

        void Configure(MediaDriverContext context, int seed)
        {
            context.RandomSeed = seed;
            context.ReceiveFaults = hasLoss ? new DatagramFaults(seed, 0.05, 0.05, 0.05) : null;
            context.NakMulticastMaxBackoffNanos = TestDriver.Millisecond;
            context.RetransmitUnicastLingerNanos = TestDriver.Millisecond;
        }
    }
}
