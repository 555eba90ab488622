namespace Disruptor.Tests;

public class SequenceTests
{
    [Fact]
    public void Sequence_starts_before_the_first_event()
    {
        Assert.Equal(-1, new Sequence().Value);
        Assert.Equal(7, new Sequence(7).Value);
        Assert.Equal("7", new Sequence(7).ToString());
    }

    [Fact]
    public void Every_way_of_writing_is_read_back()
    {
        var sequence = new Sequence();
        sequence.SetValue(5);
        Assert.Equal(5, sequence.Value);
        sequence.SetValueVolatile(6);
        Assert.Equal(6, sequence.Value);
        Assert.Equal(7, sequence.IncrementAndGet());
        Assert.Equal(10, sequence.AddAndGet(3));
        Assert.False(sequence.CompareAndSet(9, 20));
        Assert.True(sequence.CompareAndSet(10, 20));
        Assert.Equal(20, sequence.Value);
    }

    [Fact]
    public void Group_is_as_far_as_its_slowest_sequence()
    {
        var cursor = new Sequence(10);
        var slow = new Sequence(3);
        var fast = new Sequence(8);
        var group = new DependentSequenceGroup(cursor, fast, slow);
        Assert.Equal((3, 10, 2, false),
            (group.Value, group.CursorValue, group.DependentSequenceCount, group.DependsOnCursor));
        slow.SetValue(9);
        Assert.Equal(8, group.Value);
    }

    [Fact]
    public void Group_without_dependencies_follows_the_cursor()
    {
        var group = new DependentSequenceGroup(new Sequence(10));
        Assert.Equal((10, 1, true), (group.Value, group.DependentSequenceCount, group.DependsOnCursor));
    }

    [Fact]
    public void Wait_result_is_a_sequence_or_a_timeout()
    {
        SequenceWaitResult result = 12;
        Assert.Equal(12, result.AvailableSequence);
        Assert.False(result.IsTimeout);
        Assert.True(SequenceWaitResult.Timeout.IsTimeout);
        Assert.Null(SequenceWaitResult.Timeout.AvailableSequence);
        Assert.Equal(-3, SequenceWaitResult.Timeout.UnsafeAvailableSequence);
        Assert.True(result == new SequenceWaitResult(12) && result != SequenceWaitResult.Timeout);
        Assert.True(result.Equals((object)new SequenceWaitResult(12)) && !result.Equals("12"));
        Assert.Equal(new SequenceWaitResult(12).GetHashCode(), result.GetHashCode());
    }
}
