using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public sealed class RecoverableFlowTests : IDisposable
{
    private const int Messages = 3 * RecoverableFlow.ChunkMessages;

    private readonly FlowChunkPool _pool = new(RecoverableFlow.ChunkBytes);

    [Fact]
    public void Message_is_kept_as_a_frame()
    {
        using var flow = new RecoverableFlow(_pool, Messages);
        flow.Append([1, 2, 3, 4, 5, 6, 7, 8, 9]);

        Assert.Equal([0, 0, 0, 15, 0xeb, 0x50, 1, 2, 3, 4, 5, 6, 7, 8, 9], flow.Frame(1).ToArray());
        Assert.Equal((1L, 2L), (flow.OldestSeqNo, flow.NextSeqNo));
    }

    [Fact]
    public void Oldest_chunk_makes_room_when_the_flow_is_full()
    {
        using var flow = new RecoverableFlow(_pool, Messages);
        for (int n = 1; n <= 5 * Messages; n++)
        {
            flow.Append(BitConverter.GetBytes((long)n));
            Assert.Equal(n, ValueOf(flow, n));
            Assert.Equal(flow.OldestSeqNo, ValueOf(flow, flow.OldestSeqNo));
            Assert.InRange(n - flow.OldestSeqNo + 1, Math.Min(n, Messages - RecoverableFlow.ChunkMessages), Messages);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Message_that_is_not_kept_is_not_read(long seqNo)
    {
        using var flow = new RecoverableFlow(_pool, Messages);
        flow.Append(new byte[8]);
        flow.Append(new byte[8]);

        Assert.Throws<ArgumentOutOfRangeException>(() => _ = flow.Frame(seqNo).Length);
    }

    [Fact]
    public void Message_longer_than_a_frame_is_refused()
    {
        using var flow = new RecoverableFlow(_pool, Messages);

        Assert.Throws<ArgumentException>(() => flow.Append(new byte[105]));
    }

    [Fact]
    public void Flow_that_is_reset_starts_at_its_number_with_nothing_kept()
    {
        using var flow = new RecoverableFlow(_pool, Messages);
        for (int n = 0; n < 5_000; n++)
            flow.Append(new byte[8]);

        flow.Reset(77);
        Assert.Equal((77L, 77L), (flow.OldestSeqNo, flow.NextSeqNo));
        flow.Append(BitConverter.GetBytes(123L));

        Assert.Equal(123, ValueOf(flow, 77));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = flow.Frame(76).Length);
    }

    [Fact]
    public unsafe void Chunk_that_was_given_back_is_used_again_before_the_spare()
    {
        byte* first = _pool.Rent();
        for (int i = 0; i < 1_000; i++)
            _pool.PrepareSpare();
        _pool.Return(first);

        Assert.True(_pool.Rent() == first);
        byte* spare = _pool.Rent();
        Assert.True(spare != first);
        _pool.Return(first);
        _pool.Return(spare);
    }

    public void Dispose() => _pool.Dispose();

    private static long ValueOf(RecoverableFlow flow, long seqNo) =>
        BitConverter.ToInt64(flow.Frame(seqNo)[FrameLayout.MessageOffset..]);
}
