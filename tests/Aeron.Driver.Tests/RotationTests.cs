using Adaptive.Aeron;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using MatchingEngine.AeronDriver;
using MediaDriverTests.Support;

namespace MediaDriverTests;

/// <summary>A stream that is as far as it would be after a day, where the ids of its terms come to their wrap.</summary>
public class RotationTests
{
    private const int StreamId = 10;
    private const int TermLength = 64 * 1024;
    private const long BytesPerSecond = 1_000_000_000;
    private const int TermsOfADay = (int)(24 * 3600 * BytesPerSecond / TermLength);
    private const int TermsToWrap = 50;
    private const int Terms = 300;
    private const int MessageLength = 1000;
    private const int Messages = Terms * (TermLength / 1056);

    [Theory]
    [InlineData("ipc", true)]
    [InlineData("ipc", false)]
    [InlineData("udp", true)]
    [InlineData("udp", false)]
    public void Stream_goes_on_after_a_days_rotations_and_across_the_wrap_of_term_ids(string media, bool isExclusive)
    {
        using var driver = new TestDriver(context => context.ThreadingMode = ThreadingMode.Shared);
        using Aeron client = Aeron.Connect(new Aeron.Context().AeronDirectoryName(driver.Directory));
        string channel = media == "ipc" ? "aeron:ipc" : Ports.Channel();
        int termId = int.MaxValue - TermsToWrap;
        string published = channel + (media == "ipc" ? "?" : "|")
            + $"term-length=64k|init-term-id={termId - TermsOfADay}|term-id={termId}|term-offset=0";
        using Subscription subscription = client.AddSubscription(channel, StreamId);
        using Publication publication = isExclusive
            ? client.AddExclusivePublication(published, StreamId)
            : client.AddPublication(published, StreamId);
        long start = (long)TermsOfADay * TermLength;
        Assert.Equal(start, publication.Position);

        var buffer = new UnsafeBuffer(new byte[MessageLength]);
        long sent = 0;
        long received = 0;
        long position = start;
        IFragmentHandler handler = HandlerHelper.ToFragmentHandler(OnFragment);
        Await.That(
            "all terms",
            () => received == Messages,
            () =>
            {
                buffer.PutLong(0, sent);
                if (sent < Messages && publication.Offer(buffer, 0, MessageLength) > 0)
                {
                    sent++;
                }

                if (subscription.Poll(handler, 16) == 0)
                {
                    Thread.Yield();
                }
            },
            TimeSpan.FromSeconds(30));

        Assert.Equal(start + (Terms * (long)TermLength), position + 64);
        Assert.Equal(publication.Position, position);

        void OnFragment(IDirectBuffer message, int offset, int length, Header header)
        {
            Assert.Equal(received, message.GetLong(offset));
            Assert.True(header.Position > position, $"{header.Position} after {position}");
            Assert.Equal(termId + (int)((header.Position - 1 - start) / TermLength), header.TermId);
            position = header.Position;
            received++;
        }
    }
}
