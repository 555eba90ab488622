using System.Runtime.CompilerServices;
using Disruptor.Dsl;

namespace Disruptor.Tests;

public class RingBufferTests
{
    private static ValueRingBuffer<Cell> NewRing(int size, ProducerType producerType = ProducerType.Single) =>
        ValueRingBuffer<Cell>.Create(producerType, () => default, size, new YieldingWaitStrategy());

    [Fact]
    public void Factory_fills_each_slot_once_in_ascending_order()
    {
        var calls = 0L;
        var ring = ValueRingBuffer<Cell>.CreateSingleProducer(() => new Cell { Value = calls++ }, 8);
        Assert.Equal(8, calls);
        for (var i = 0; i < 8; i++)
            Assert.Equal(i, ring[i].Value);
    }

    [Fact]
    public void Slot_is_the_same_memory_after_a_round()
    {
        var ring = NewRing(4);
        ring[1].Value = 77;
        Assert.Equal(77, ring[5].Value);
        Assert.True(Unsafe.AreSame(ref ring[1], ref ring[9]));
        Assert.False(Unsafe.AreSame(ref ring[1], ref ring[2]));
    }

    [Fact]
    public unsafe void Slots_without_references_start_on_a_pair_of_cache_lines()
    {
        var ring = NewRing(4);
        Assert.Equal(0, (nint)Unsafe.AsPointer(ref ring[0]) & 127);
    }

    [Fact]
    public void Slots_may_hold_references()
    {
        var ring = new ValueRingBuffer<(string? Text, long Number)>(() => ("", 0), 4);
        for (var i = 0; i < 4; i++)
            ring[i] = ($"slot {i}", i);

        GC.Collect();
        Assert.Equal(("slot 3", 3), ring[7]);
    }

    [Fact]
    public void Ring_of_one_slot_works()
    {
        var ring = NewRing(1);
        var gate = new Sequence();
        ring.AddGatingSequences(gate);
        Assert.True(ring.TryNext(out var sequence));
        ring.Publish(sequence);
        Assert.False(ring.TryNext(out _));
        gate.SetValue(sequence);
        Assert.True(ring.TryNext(out _));
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Ring_forwards_to_its_sequencer(ProducerType producerType)
    {
        var ring = NewRing(4, producerType);
        var gate = new Sequence();
        ring.AddGatingSequences(gate);
        Assert.Equal(0, ring.Next());
        Assert.Equal(2, ring.Next(2));
        ring.Publish(0);
        ring.Publish(1, 2);
        Assert.True(ring.IsAvailable(2));
        Assert.False(ring.IsAvailable(3));
        Assert.Equal(2, ring.Cursor);
        Assert.Equal(1, ring.GetRemainingCapacity());
        Assert.False(ring.TryNext(2, out _));
        Assert.True(ring.HasAvailableCapacity(1));
        Assert.Equal(-1, ring.GetMinimumGatingSequence());
        Assert.True(ring.RemoveGatingSequence(gate));
        Assert.Throws<ArgumentException>(() => ring.Next(0));
        Assert.Throws<ArgumentException>(() => ring.TryNext(5, out _));
        Assert.Equal(2, ring.NewBarrier().WaitFor(0).AvailableSequence);
    }

    [Fact]
    public void ToString_names_type_size_and_sequencer() =>
        Assert.Equal(
            "ValueRingBuffer {Type=Cell, BufferSize=4, Sequencer=MultiProducerSequencer}",
            NewRing(4, ProducerType.Multi).ToString());

    [Fact]
    public void Scope_publishes_at_its_end_even_when_the_body_throws()
    {
        var ring = NewRing(4);
        Assert.Throws<InvalidOperationException>(() => FailWhileFilling(ring));
        Assert.Equal(0, ring.Cursor);
        Assert.Equal(9, ring[0].Value);

        static void FailWhileFilling(ValueRingBuffer<Cell> ring)
        {
            using var scope = ring.PublishEvent();
            scope.Event().Value = 9;
            Assert.Equal(-1, ring.Cursor);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Batch_scope_publishes_all_its_slots()
    {
        var ring = NewRing(4, ProducerType.Multi);
        using (var scope = ring.PublishEvents(3))
        {
            Assert.Equal((0, 2), (scope.StartSequence, scope.EndSequence));
            for (var i = 0; i < 3; i++)
                scope.Event(i).Value = 10 + i;

            Assert.False(ring.IsAvailable(0));
        }

        Assert.True(ring.IsAvailable(0) && ring.IsAvailable(1) && ring.IsAvailable(2));
        Assert.Equal(12, ring[2].Value);
    }

    [Fact]
    public void Trying_scopes_are_empty_when_the_ring_is_full()
    {
        var ring = NewRing(2);
        ring.AddGatingSequences(new Sequence());
        using (var scope = ring.TryPublishEvent())
        {
            Assert.True(scope.HasEvent && scope.TryGetEvent(out var slot) && slot.Sequence == 0);
            scope.TryGetEvent(out slot);
            slot.Event().Value = 5;
        }

        Assert.Equal((0, 5), (ring.Cursor, ring[0].Value));
        using (var batch = ring.TryPublishEvents(2))
            Assert.False(batch.HasEvents || batch.TryGetEvents(out _));

        using (var batch = ring.TryPublishEvents(1))
        {
            Assert.True(batch.TryGetEvents(out var slots) && slots.StartSequence == 1 && slots.EndSequence == 1);
            slots.Event(0).Value = 6;
        }

        using (var scope = ring.TryPublishEvent())
            Assert.False(scope.HasEvent || scope.TryGetEvent(out _));

        Assert.Equal((1, 6), (ring.Cursor, ring[1].Value));
    }

    [Fact]
    public void Claimed_position_can_be_set_before_use()
    {
        var ring = NewRing(4);
        ring.ClaimAndGetPreallocated(6).Value = 3;
        ring.Publish(6);
        Assert.Equal((6, 3), (ring.Cursor, ring[6].Value));
    }

    [Fact]
    public void Publishing_and_reading_allocates_nothing()
    {
        var ring = NewRing(64, ProducerType.Multi);
        var poller = ring.NewPoller();
        ring.AddGatingSequences(poller.Sequence);
        EventPoller.ValueHandler<Cell> handler = static (ref _, _, _) => true;
        Cycle(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Cycle(1_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Cycle(int count)
        {
            for (var i = 0; i < count; i++)
            {
                ring.PublishValue(i);
                using (var batch = ring.PublishEvents(3))
                    batch.Event(2).Value = i;

                if (ring.TryNext(out var sequence))
                    ring.Publish(sequence);

                poller.Poll(handler);
            }
        }
    }
}
