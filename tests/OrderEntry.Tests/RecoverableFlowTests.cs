using MatchingEngine.Messages;
using MatchingEngine.OrderEntry;

namespace OrderEntry.Tests;

public sealed class RecoverableFlowTests : IDisposable
{
    private const int Messages = 3 * RecoverableFlow.ChunkMessages;

    private readonly FlowChunkPool _pool = new(RecoverableFlow.ChunkBytes, chunksMax: int.MaxValue);

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

    [Fact]
    public void Flow_that_gave_up_its_oldest_chunk_goes_on_and_keeps_the_rest()
    {
        using var flow = new RecoverableFlow(_pool, Messages);
        for (int n = 1; n <= 5 * Messages; n++)
        {
            flow.Append(BitConverter.GetBytes((long)n));
            if (n % 5_000 == 0 && flow.ChunkCount > 1)
                flow.GiveUpOldestChunk();
            Assert.Equal(flow.OldestSeqNo, ValueOf(flow, flow.OldestSeqNo));
            Assert.Equal(n, ValueOf(flow, n));
            Assert.Equal(_pool.InUse, flow.ChunkCount);
            Assert.InRange(n - flow.OldestSeqNo, 0, flow.ChunkCount * RecoverableFlow.ChunkMessages);
        }
        while (flow.ChunkCount > 1)
            flow.GiveUpOldestChunk();
        Assert.Throws<InvalidOperationException>(flow.GiveUpOldestChunk);
        flow.Reset(1);
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void Session_that_keeps_the_most_gives_up_its_oldest_when_all_together_keep_too_much()
    {
        const int Chunk = RecoverableFlow.ChunkMessages;
        using var venue = new Venue(options => options with
        {
            MaxStoredMessages = 8 * Chunk,
            MaxStoredMessagesOverall = 8 * Chunk,
            MaxBacklogMessages = 1,
        });
        venue.LogOn(Venue.Alpha).Dispose();
        venue.LogOn(Venue.Beta).Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Settle();
        venue.Engine.Fill(venue.Gateway, Venue.Alpha, 7 * Chunk);
        venue.Engine.Fill(venue.Gateway, Venue.Beta, 3 * Chunk);

        Assert.Equal(2 * Chunk + 1, OldestThatComesAgain(venue, Venue.Alpha, 7 * Chunk));
        Assert.Equal(1, OldestThatComesAgain(venue, Venue.Beta, 3 * Chunk));
    }

    [Fact]
    public void What_may_wait_for_a_connection_is_kept_whatever_the_sum()
    {
        const int Chunk = RecoverableFlow.ChunkMessages;
        using var venue = new Venue(options => options with
        {
            MaxStoredMessages = 2 * Chunk,
            MaxStoredMessagesOverall = 2 * Chunk,
            MaxBacklogMessages = Chunk,
        });
        for (uint session = 4; session <= 8; session++)
            venue.LogOn(session).Dispose();
        venue.Await(() => venue.Gateway.Counters.ConnectionsOpen == 0);
        venue.Settle();
        for (uint session = 4; session <= 8; session++)
            venue.Engine.Fill(venue.Gateway, session, 2 * Chunk);

        for (uint session = 4; session <= 8; session++)
            Assert.Equal(1, OldestThatComesAgain(venue, session, 2 * Chunk));
    }

    private static long OldestThatComesAgain(Venue venue, uint sessionId, int count)
    {
        TestClient client = venue.Resume(sessionId, 1, out EstablishmentAckBlock ack);
        Assert.Equal((uint)count + 1, ack.NextSeqNo);
        for (uint from = 1; ; from += RecoverableFlow.ChunkMessages)
        {
            client.Send(new RetransmitRequestBlock
            {
                SessionID = sessionId,
                SessionVerID = 1,
                FromSeqNo = from,
                Count = 1,
            });
            byte[] answer = venue.ExpectFrame(client);
            if (FrameCodec.Holds<RetransmitRejectBlock>(answer))
                continue;
            Assert.Equal(from, venue.Expect<ExecutionReportTradeBlock>(client).MsgSeqNum);
            return from;
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
