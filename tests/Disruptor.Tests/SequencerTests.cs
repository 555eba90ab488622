using Disruptor.Dsl;

namespace Disruptor.Tests;

public class SequencerTests
{
    [Theory]
    [InlineData(0, "bufferSize must not be less than 1")]
    [InlineData(-4, "bufferSize must not be less than 1")]
    [InlineData(3, "bufferSize must be a power of 2")]
    public void Size_is_a_power_of_two(int size, string message)
    {
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new SingleProducerSequencer(size)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new MultiProducerSequencer(size)).Message);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Claim_of_none_or_more_than_the_ring_holds_is_refused(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 4);
        foreach (var n in new[] { 0, -1, int.MinValue, 5, int.MaxValue })
        {
            var next = Assert.Throws<ArgumentException>(() => sequencer.Next(n));
            Assert.Equal("n must be > 0 and <= bufferSize", next.Message);
            Assert.Throws<ArgumentException>(() => sequencer.TryNext(n, out _));
        }

        Assert.Equal(3, sequencer.Next(4));
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Next_gives_the_highest_sequence_of_the_claim(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 8);
        Assert.Equal(0, sequencer.Next());
        Assert.Equal(3, sequencer.Next(3));
        Assert.True(sequencer.TryNext(2, out var sequence));
        Assert.Equal(5, sequence);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void TryNext_on_a_full_ring_claims_nothing(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 4);
        var gate = new Sequence();
        sequencer.AddGatingSequences(gate);
        Assert.True(sequencer.TryNext(4, out _));
        Assert.False(sequencer.TryNext(out var sequence));
        Assert.Equal(0, sequence);
        Assert.False(sequencer.HasAvailableCapacity(1));
        Assert.Equal(0, sequencer.GetRemainingCapacity());

        gate.SetValue(1);
        Assert.Equal(2, sequencer.GetRemainingCapacity());
        Assert.True(sequencer.HasAvailableCapacity(2));
        Assert.False(sequencer.TryNext(3, out _));
        Assert.True(sequencer.TryNext(2, out sequence));
        Assert.Equal(5, sequence);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Without_gates_the_ring_is_never_full(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 2);
        for (var i = 0; i < 20; i++)
            sequencer.Publish(sequencer.Next());

        Assert.Equal(2, sequencer.GetRemainingCapacity());
        Assert.Equal(19, sequencer.Cursor);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public async Task Next_on_a_full_ring_waits_for_the_gate(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 2);
        var gate = new Sequence();
        sequencer.AddGatingSequences(gate);
        sequencer.Publish(sequencer.Next());
        sequencer.Publish(sequencer.Next());
        var claim = Task.Factory.StartNew(sequencer.Next, TaskCreationOptions.LongRunning);
        Assert.True(await Support.IsStuck(claim));
        gate.SetValue(0);
        Assert.Equal(2, await claim.WaitAsync(Support.Limit));
    }

    [Fact]
    public async Task Waiting_for_room_publishes_nothing()
    {
        var sequencer = new SingleProducerSequencer(2, new YieldingWaitStrategy());
        var gate = new Sequence();
        sequencer.AddGatingSequences(gate);
        sequencer.Next(2);
        var claim = Task.Factory.StartNew(sequencer.Next, TaskCreationOptions.LongRunning);
        Assert.True(await Support.IsStuck(claim));
        Assert.Equal(-1, sequencer.Cursor);
        gate.SetValue(0);
        Assert.Equal(2, await claim.WaitAsync(Support.Limit));
    }

    [Fact]
    public void Cursor_of_one_producer_is_what_is_published()
    {
        var sequencer = new SingleProducerSequencer(8);
        sequencer.Next(3);
        Assert.Equal(-1, sequencer.Cursor);
        sequencer.Publish(0, 2);
        Assert.Equal(2, sequencer.Cursor);
    }

    [Fact]
    public void Cursor_of_many_producers_is_what_is_claimed()
    {
        var sequencer = new MultiProducerSequencer(8);
        sequencer.Next(3);
        Assert.Equal(2, sequencer.Cursor);
        Assert.False(sequencer.IsAvailable(2));
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Sequence_is_available_from_publishing_until_it_is_overwritten(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 4);
        Assert.False(sequencer.IsAvailable(0));
        for (var i = 0; i < 4; i++)
            sequencer.Publish(sequencer.Next());

        Assert.True(sequencer.IsAvailable(0));
        Assert.True(sequencer.IsAvailable(3));
        Assert.False(sequencer.IsAvailable(4));
        sequencer.Publish(sequencer.Next());
        Assert.True(sequencer.IsAvailable(4));
        Assert.False(sequencer.IsAvailable(0));
    }

    [Fact]
    public void Run_of_published_sequences_ends_before_the_first_gap()
    {
        var sequencer = new MultiProducerSequencer(8);
        sequencer.Next(5);
        sequencer.Publish(0);
        sequencer.Publish(1);
        sequencer.Publish(3);
        Assert.Equal(1, sequencer.GetHighestPublishedSequence(0, 4));
        Assert.Equal(1, sequencer.GetHighestPublishedSequence(2, 4));
        sequencer.Publish(2);
        Assert.Equal(3, sequencer.GetHighestPublishedSequence(0, 4));
        Assert.Equal(2, sequencer.GetHighestPublishedSequence(0, 2));
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Gate_starts_at_the_cursor_and_can_be_removed_once(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 4);
        for (var i = 0; i < 7; i++)
            sequencer.Publish(sequencer.Next());

        var gate = new Sequence();
        sequencer.AddGatingSequences(gate);
        Assert.Equal(6, gate.Value);
        sequencer.Publish(sequencer.Next());
        Assert.Equal(6, sequencer.GetMinimumSequence());
        Assert.True(sequencer.RemoveGatingSequence(gate));
        Assert.False(sequencer.RemoveGatingSequence(gate));
        Assert.Equal(7, sequencer.GetMinimumSequence());
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Claim_moves_the_next_sequence(ProducerType producerType)
    {
        var sequencer = Support.NewSequencer(producerType, 4);
        sequencer.Claim(41);
        Assert.Equal(42, sequencer.Next());
    }

    [Fact]
    public void Unknown_producer_type_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => SequencerFactory.Create((ProducerType)7, 4));

    [Fact]
    public void Defaults_are_many_producers_and_blocking_consumers()
    {
        Assert.Equal(ProducerType.Multi, SequencerFactory.DefaultProducerType);
        Assert.IsType<BlockingWaitStrategy>(SequencerFactory.DefaultWaitStrategy());
        Assert.IsType<MultiProducerSequencer>(SequencerFactory.Create(ProducerType.Multi, 4));
        Assert.IsType<SingleProducerSequencer>(SequencerFactory.Create(ProducerType.Single, 4));
    }
}
