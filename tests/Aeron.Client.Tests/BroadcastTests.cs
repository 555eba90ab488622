using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Broadcast;

namespace AeronClientTests;

public class BroadcastTests
{
    private const int Capacity = 1024;

    private readonly UnsafeBuffer _buffer = new(BufferUtil.AllocateDirectAligned(Capacity + 128, 64));

    [Fact]
    public void Messages_arrive_in_order_across_the_end_of_the_buffer()
    {
        var receiver = new CopyBroadcastReceiver(new BroadcastReceiver(_buffer));
        var seen = new List<(int, byte, int)>();
        for (int i = 1; i <= 100; i++)
        {
            Transmit(i, (byte)i, 40 + (i % 7 * 8));
            Assert.Equal(1, receiver.Receive(
                (type, buffer, index, length) => seen.Add((type, buffer.GetByte(index), length))));
        }

        Assert.Equal(0, receiver.Receive((_, _, _, _) => { }));
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (i, (byte)i, 40 + (i % 7 * 8))), seen);
    }

    [StandInFact]
    public void Receiver_begins_after_what_was_sent_before()
    {
        Transmit(1, 1, 8);
        var receiver = new BroadcastReceiver(_buffer);
        Assert.False(receiver.ReceiveNext());
        Transmit(2, 2, 8);
        Assert.True(receiver.ReceiveNext());
        Assert.Equal(2, receiver.TypeId());
        Assert.Equal(8, receiver.Length());
        Assert.True(receiver.Validate());
    }

    [Fact]
    public void Receiver_that_is_overtaken_is_told()
    {
        var receiver = new BroadcastReceiver(_buffer);
        var copying = new CopyBroadcastReceiver(new BroadcastReceiver(_buffer));
        for (int i = 0; i < 70; i++)
        {
            Transmit(5, 1, 8);
        }

        Assert.True(receiver.ReceiveNext());
        Assert.Equal(1, receiver.LappedCount());
        Assert.Throws<InvalidOperationException>(() => copying.Receive((_, _, _, _) => { }));
    }

    [Fact]
    public void Message_that_is_overwritten_while_it_is_read_is_found_out()
    {
        var receiver = new BroadcastReceiver(_buffer);
        Transmit(1, 1, 8);
        Assert.True(receiver.ReceiveNext());
        _buffer.PutLong(Capacity, Capacity);
        Assert.False(receiver.Validate());
    }

    [Fact]
    public void Message_longer_than_the_room_for_it_is_an_error()
    {
        var receiver = new CopyBroadcastReceiver(new BroadcastReceiver(_buffer), 16);
        Transmit(1, 1, 24);
        Assert.Throws<InvalidOperationException>(() => receiver.Receive((_, _, _, _) => { }));
    }

    /// <summary>What a transmitter does, by the description of the format.</summary>
    private void Transmit(int type, byte content, int length)
    {
        long tail = _buffer.GetLong(Capacity + 8);
        int aligned = (length + 8 + 7) / 8 * 8;
        int rest = Capacity - (int)(tail % Capacity);
        bool wraps = rest < aligned;
        _buffer.PutLongVolatile(Capacity, tail + aligned + (wraps ? rest : 0));
        if (wraps)
        {
            _buffer.PutInt((int)(tail % Capacity), rest);
            _buffer.PutInt((int)(tail % Capacity) + 4, -1);
            tail += rest;
        }

        int offset = (int)(tail % Capacity);
        _buffer.PutInt(offset, length + 8);
        _buffer.PutInt(offset + 4, type);
        _buffer.SetMemory(offset + 8, length, content);
        _buffer.PutLongVolatile(Capacity + 16, tail);
        _buffer.PutLongVolatile(Capacity + 8, tail + aligned);
    }
}
