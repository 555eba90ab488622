using System.Diagnostics;
using Adaptive.Aeron;
using AeronClientTests.Peer;

namespace AeronClientTests;

/// <summary>A subscription that has caught up with a publisher on the same machine.</summary>
public sealed class TailDistanceTests : IDisposable
{
    private const int TermLength = 16 << 20;
    private const int FrameLength = 64;
    private const int Batch = 100;

    private readonly Harness _harness = new(driver: driver => driver.TermLength = TermLength);
    private readonly Subscription _subscription;
    private readonly LogFile _log;
    private readonly byte[] _payload = new byte[FrameLength - 32];
    private long _written;
    private int _taken;
    private long _allocatedInPolls;

    public TailDistanceTests()
    {
        _subscription = _harness.Client.AddSubscription("aeron:ipc", 42);
        _log = _harness.Driver.NewLog(555, 42);
        _harness.Driver.SendImage(_log, 9000, _subscription.RegistrationId, identity: "aeron:ipc");
        _harness.Turn();
    }

    [Fact]
    public void Messages_before_a_claim_that_stays_open_are_taken()
    {
        Write(2 * Batch);
        PutTail(_written + FrameLength);

        Assert.Equal(Batch, Poll(Batch));
        AwaitAllTaken();
    }

    [Fact]
    public void Term_that_is_full_is_read_to_its_end_and_the_next_one_too()
    {
        Write((TermLength / FrameLength) + (2 * Batch));
        _log.PutTail(0, _log.InitialTermId, TermLength + FrameLength);
        Poll(Batch);
        Poll((TermLength / FrameLength) - Batch);
        _log.PutTail(1, _log.InitialTermId + 1, 2 * Batch * FrameLength);

        AwaitAllTaken();
    }

    [StandInFact]
    public void Publisher_that_writes_on_and_on_is_followed_at_a_distance() => FollowAtDistance();

    [StandInFact]
    public void Keeping_the_distance_allocates_nothing()
    {
        long least = long.MaxValue;
        for (int i = 0; i < 20 && least > 0; i++)
        {
            long before = _allocatedInPolls;
            FollowAtDistance();
            least = Math.Min(least, _allocatedInPolls - before);
        }

        Assert.Equal(0, least);
    }

    public void Dispose() => _harness.Dispose();

    // Writes until the subscription leaves what is nearer than the distance.
    private void FollowAtDistance()
    {
        const int distance = (16 << 10) / FrameLength;
        const int fresh = 32;
        int taken = 0;
        while (taken != fresh)
        {
            // How fast the publisher is counts: a test that is interrupted here tries again.
            long begin = _written;
            Assert.True(begin < TermLength / 2, "no distance was kept");
            Write(Batch + fresh + distance);
            PutTail(begin + ((Batch + 1) * FrameLength));
            Poll(Batch);
            PutTail(_written);
            long looked = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(looked) < TimeSpan.FromMicroseconds(2))
            {
            }

            taken = Poll(10 * Batch);
            AwaitAllTaken();
        }
    }

    private void Write(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _written = _log.PutFrame(_written, 0xC0, 1, _payload);
        }
    }

    private void PutTail(long position) => _log.PutTail(0, _log.InitialTermId, (int)position);

    private int Poll(int limit)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int taken = _subscription.Poll(static (_, _, _, _) => { }, limit);
        _allocatedInPolls += GC.GetAllocatedBytesForCurrentThread() - before;
        _taken += taken;
        return taken;
    }

    private void AwaitAllTaken()
    {
        long begin = Stopwatch.GetTimestamp();
        while (_taken < _written / FrameLength)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(10), $"{_taken} were taken");
            Poll(Batch);
        }
    }
}
