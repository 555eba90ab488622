namespace MatchingEngine.Core.Tests;

public unsafe class SpareArrayTests
{
    [Fact]
    public void Array_made_ready_is_the_one_that_is_taken_and_is_all_zero()
    {
        const int length = 50_000;
        SpareArray<long> spare = new();
        int turns = 0;
        while (spare.TouchAhead(length))
            turns++;
        Assert.Equal(1 + (length * sizeof(long) + 4_095) / 4_096, turns);
        NativeArray<long> taken = spare.Take(length);
        Assert.Equal(length, taken.Length);
        Assert.False(new Span<long>(taken.Items, length).ContainsAnyExcept(0));
        Assert.NotSame(taken, spare.Take(length));
    }

    [Fact]
    public void Array_of_another_length_is_made_when_it_is_asked_for()
    {
        SpareArray<long> spare = new();
        spare.TouchAhead(100);
        Assert.Equal(200, spare.Take(200).Length);
        Assert.True(spare.TouchAhead(400));
        Assert.Equal(400, spare.Take(400).Length);
    }
}
