using Disruptor.Dsl;

namespace Disruptor.Tests;

public class PollerTests
{
    private static ValueRingBuffer<Cell> NewRing(ProducerType producerType) =>
        ValueRingBuffer<Cell>.Create(producerType, () => default, 8, new YieldingWaitStrategy());

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Poller_of_an_empty_ring_is_idle(ProducerType producerType)
    {
        var poller = NewRing(producerType).NewPoller();
        Assert.Equal(EventPoller.PollState.Idle, poller.Poll((ref _, _, _) => true));
    }

    [Fact]
    public void Poller_is_gated_by_what_is_claimed_but_not_published()
    {
        var ring = NewRing(ProducerType.Multi);
        var poller = ring.NewPoller();
        ring.Next();
        Assert.Equal(EventPoller.PollState.Gating, poller.Poll((ref _, _, _) => true));
    }

    [Fact]
    public void Poller_is_gated_by_the_consumer_in_front()
    {
        var ring = NewRing(ProducerType.Single);
        var front = ring.NewPoller();
        var behind = ring.NewPoller(front.Sequence);
        ring.PublishValue(1);
        Assert.Equal(EventPoller.PollState.Gating, behind.Poll((ref _, _, _) => true));
        Assert.Equal(EventPoller.PollState.Processing, front.Poll((ref _, _, _) => true));
        Assert.Equal(EventPoller.PollState.Processing, behind.Poll((ref _, _, _) => true));
        Assert.Equal(EventPoller.PollState.Idle, behind.Poll((ref _, _, _) => true));
    }

    [Fact]
    public void Poller_reads_what_is_there_and_marks_the_last_event()
    {
        var ring = NewRing(ProducerType.Single);
        var poller = ring.NewPoller();
        for (var i = 0; i < 3; i++)
            ring.PublishValue(10 + i);

        var seen = new List<(long, long, bool)>();
        poller.Poll((ref cell, sequence, endOfBatch) =>
        {
            seen.Add((cell.Value, sequence, endOfBatch));
            return true;
        });
        Assert.Equal([(10, 0, false), (11, 1, false), (12, 2, true)], seen);
        Assert.Equal(2, poller.Sequence.Value);
    }

    [Fact]
    public void Poller_stops_behind_the_event_whose_handler_says_so()
    {
        var ring = NewRing(ProducerType.Single);
        var poller = ring.NewPoller();
        for (var i = 0; i < 3; i++)
            ring.PublishValue(i);

        Assert.Equal(EventPoller.PollState.Processing, poller.Poll((ref _, sequence, _) => sequence != 1));
        Assert.Equal(1, poller.Sequence.Value);
    }

    [Fact]
    public void Event_whose_handler_throws_is_read_again()
    {
        var ring = NewRing(ProducerType.Single);
        var poller = ring.NewPoller();
        for (var i = 0; i < 3; i++)
            ring.PublishValue(i);

        Assert.Throws<InvalidOperationException>(() => poller.Poll(
            (ref _, sequence, _) => sequence < 1 ? true : throw new InvalidOperationException()));
        Assert.Equal(0, poller.Sequence.Value);
        var first = -1L;
        poller.Poll((ref _, sequence, _) =>
        {
            first = sequence;
            return false;
        });
        Assert.Equal(1, first);
    }
}
