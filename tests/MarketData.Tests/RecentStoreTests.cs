using System.Runtime.InteropServices;
using MatchingEngine.Messages.MarketData;

namespace MatchingEngine.MarketData.Tests;

public class RecentStoreTests
{
    private const int Length = 1 << 16;

    private readonly byte[] _target = new byte[FeedLayout.MaxPacketLength];

    [Fact]
    public void Message_is_read_as_it_was_added()
    {
        using RecentStore store = new(Length);
        store.Add(Message(1));
        store.Add(Message(2));
        Assert.Equal((1UL, 2UL), (store.First, store.Last));
        Assert.Equal(Message(2).Length, store.TryRead(2, _target));
        Assert.Equal(Message(2), _target[..Message(2).Length]);
    }

    [Fact]
    public void Message_that_has_not_come_and_one_that_is_gone_are_told_apart()
    {
        using RecentStore store = new(Length);
        for (ulong number = 1; number <= 5_000; number++)
            store.Add(Message(number));
        Assert.Equal(0, store.TryRead(5_001, _target));
        Assert.Equal(-1, store.TryRead(1, _target));
        Assert.Equal(-1, store.TryRead(0, _target));
        ulong first = store.First;
        Assert.InRange(first, 4_000UL, 5_000UL);
        Assert.Equal(-1, store.TryRead(first - 1, _target));
        for (ulong number = first; number <= 5_000; number++)
        {
            Assert.True(store.TryRead(number, _target) > 0, $"message {number}");
            Assert.Equal(number, BitConverter.ToUInt64(_target, FeedLayout.HeaderLength));
        }
    }

    [Fact]
    public void Reader_beside_a_writer_that_overtakes_it_never_sees_a_wrong_byte()
    {
        const ulong Messages = 2_000_000;
        using RecentStore store = new(Length);
        bool isOver = false;
        Thread writer = new(() =>
        {
            byte[] message = Message(1);
            for (ulong number = 1; number <= Messages && !Volatile.Read(ref isOver); number++)
            {
                Fill(message, number);
                store.Add(message);
            }
        });
        writer.Start();
        ulong next = 1;
        int read = 0;
        int overtaken = 0;
        try
        {
            while (next <= Messages)
            {
                int length = store.TryRead(next, _target);
                if (length < 0)
                {
                    overtaken++;
                    next = Math.Max(next + 1, store.First);
                }
                else if (length > 0)
                {
                    Assert.Equal(Message(next).Length, length);
                    Assert.Equal(next, BitConverter.ToUInt64(_target, FeedLayout.HeaderLength));
                    Assert.Equal(next * 3, BitConverter.ToUInt64(_target, length - sizeof(ulong)));
                    read++;
                    next++;
                }
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            writer.Join();
        }
        Assert.True(read > 1_000, $"{read} read, {overtaken} times overtaken");
    }

    private static byte[] Message(ulong number)
    {
        byte[] message = new byte[FeedLayout.LengthOf<OrderAddedBlock>()];
        Fill(message, number);
        return message;
    }

    private static void Fill(byte[] message, ulong number)
    {
        ref OrderAddedBlock block = ref FeedLayout.Begin<OrderAddedBlock>(ref message[0]);
        block.ApplSeqNum = number;
        block.MDEntrySize = (long)number * 3;
        Assert.Equal(number, MemoryMarshal.Read<ulong>(message.AsSpan(FeedLayout.HeaderLength)));
    }
}
