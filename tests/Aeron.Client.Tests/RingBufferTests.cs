using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.RingBuffer;
using AeronClientTests.Peer;

namespace AeronClientTests;

public class RingBufferTests
{
    private const int Capacity = 1024;

    private readonly UnsafeBuffer _buffer = new(BufferUtil.AllocateDirectAligned(Capacity + 768, 64));
    private readonly ManyToOneRingBuffer _ring;

    public RingBufferTests() => _ring = new ManyToOneRingBuffer(_buffer);

    [Fact]
    public void Message_and_trailer_stand_byte_for_byte()
    {
        Assert.True(_ring.Write(7, new UnsafeBuffer([1, 2, 3, 4, 5]), 0, 5));
        _ring.ConsumerHeartbeatTime(0x0102030405060708);
        Assert.Equal(0, _ring.NextCorrelationId());

        Assert.Equal(new Message().Int(13).Int(7).Raw(1, 2, 3, 4, 5, 0, 0, 0), Bytes(0, 16));
        Assert.Equal(16, _buffer.GetLong(Capacity + 128));
        Assert.Equal(0, _buffer.GetLong(Capacity + 384));
        Assert.Equal(1, _buffer.GetLong(Capacity + 512));
        Assert.Equal(0x0102030405060708, _buffer.GetLong(Capacity + 640));
        Assert.Equal(16, _ring.Size());
    }

    [Fact]
    public void Reading_zeroes_what_it_read_and_moves_the_head()
    {
        Write(1, 10);
        Write(2, 20);

        Assert.Equal([(1, 10)], Read(1));
        Assert.Equal(24, _ring.ConsumerPosition());
        Assert.Equal(new byte[24], Bytes(0, 24));
        Assert.Equal([(2, 20)], Read(10));
        Assert.Equal(_ring.ProducerPosition(), _ring.ConsumerPosition());
    }

    [Fact]
    public void Message_that_does_not_fit_before_the_end_goes_to_the_beginning()
    {
        for (int i = 0; i < 8; i++)
        {
            Write(1, 112);
        }

        Assert.Equal(8, Read(8).Count);
        Write(2, 40);
        Assert.True(_ring.Write(3, new UnsafeBuffer(new byte[100]), 0, 100));

        Assert.Equal(new Message().Int(1024 - 1008).Int(-1), Bytes(1008, 8));
        Assert.Equal(new Message().Int(108).Int(3), Bytes(0, 8));
        Assert.Equal([(2, 40)], Read(10));
        Assert.Equal([(3, 100)], Read(10));
        Assert.Equal(1024 + 112, _ring.ConsumerPosition());
    }

    [Fact]
    public void Full_ring_takes_nothing_and_takes_again_when_read()
    {
        int written = 0;
        while (_ring.Write(1, new UnsafeBuffer(new byte[56]), 0, 56))
        {
            written++;
        }

        Assert.Equal(16, written);
        Assert.True(_ring.TryClaim(1, 8) < 0);
        Read(1);
        Assert.True(_ring.Write(1, new UnsafeBuffer(new byte[56]), 0, 56));
    }

    [Fact]
    public void Aborted_claim_is_skipped_and_a_pending_one_is_waited_for()
    {
        int first = _ring.TryClaim(1, 8);
        int second = _ring.TryClaim(2, 8);
        Write(3, 8);
        _ring.Abort(first);

        Assert.Empty(Read(10));
        Assert.Equal(-16, _buffer.GetInt(16));
        _ring.Commit(second);
        Assert.Equal([(2, 8), (3, 8)], Read(10));
        Assert.Throws<InvalidOperationException>(() => _ring.Commit(first));
    }

    [Fact]
    public void Claim_of_a_dead_producer_is_unblocked()
    {
        Assert.False(_ring.Unblock());
        _ring.TryClaim(1, 20);
        Write(2, 8);

        Assert.True(_ring.Unblock());
        Assert.Equal([(2, 8)], Read(10));
        Assert.False(_ring.Unblock());
    }

    [Fact]
    public void Producer_that_died_before_it_wrote_a_length_is_unblocked()
    {
        _buffer.PutLong(Capacity + 128, 32);
        Assert.False(_ring.Unblock());
        Write(2, 8);

        Assert.True(_ring.Unblock());
        Assert.Equal(new Message().Int(32).Int(-1), Bytes(0, 8));
        Assert.Equal([(2, 8)], Read(10));
    }

    [Fact]
    public void Types_below_one_and_messages_beyond_an_eighth_are_errors()
    {
        Assert.Throws<ArgumentException>(() => _ring.TryClaim(0, 8));
        Assert.Throws<ArgumentException>(() => _ring.TryClaim(1, 129));
        Assert.Throws<InvalidOperationException>(() => new ManyToOneRingBuffer(new UnsafeBuffer(new byte[1000 + 768])));
        Assert.Equal(128, _ring.MaxMsgLength());
    }

    [Fact]
    public void Exception_of_the_handler_leaves_the_ring_behind_the_message()
    {
        Write(1, 8);
        Write(2, 8);

        Assert.Throws<InvalidDataException>(() => _ring.Read((_, _, _, _) => throw new InvalidDataException()));
        Assert.Equal([(2, 8)], Read(10));
    }

    [Fact]
    public void Messages_of_many_producers_arrive_whole_and_each_producers_in_order()
    {
        const int Each = 20_000;
        int[] next = new int[3];
        var producers = Enumerable.Range(0, 3).Select(producer => new Thread(() =>
        {
            var message = new UnsafeBuffer(new byte[24]);
            for (int i = 0; i < Each; i++)
            {
                message.PutInt(0, producer);
                message.PutInt(4, i);
                while (!_ring.Write(1, message, 0, 8 + (i % 16)))
                {
                    Thread.Yield();
                }
            }
        })).ToArray();
        Array.ForEach(producers, thread => thread.Start());
        MessageHandler handler = (_, buffer, index, length) =>
        {
            int number = next[buffer.GetInt(index)]++;
            Assert.Equal(number, buffer.GetInt(index + 4));
            Assert.Equal(8 + (number % 16), length);
        };
        DateTime deadline = DateTime.UtcNow.AddSeconds(20);
        while (next.Sum() < 3 * Each)
        {
            Assert.True(DateTime.UtcNow < deadline, "messages are missing");
            if (_ring.Read(handler) == 0)
            {
                Thread.Yield();
            }
        }

        Array.ForEach(producers, thread => thread.Join());
        Assert.Equal([Each, Each, Each], next);
    }

    private void Write(int type, int length) =>
        Assert.True(_ring.Write(type, new UnsafeBuffer(new byte[length]), 0, length));

    private List<(int Type, int Length)> Read(int limit)
    {
        var seen = new List<(int, int)>();
        _ring.Read((type, _, _, length) => seen.Add((type, length)), limit);
        return seen;
    }

    private byte[] Bytes(int offset, int length)
    {
        byte[] bytes = new byte[length];
        _buffer.GetBytes(offset, bytes);
        return bytes;
    }
}
