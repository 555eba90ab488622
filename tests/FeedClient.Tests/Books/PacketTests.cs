using FeedClientTests.Support;
using MatchingEngine.Client.Feed;
using MatchingEngine.Messages.MarketData;

namespace FeedClientTests.Books;

public class PacketTests
{
    [Fact]
    public void Messages_of_a_packet_are_read_one_after_another()
    {
        byte[] packet = new PacketWriter()
            .Add(new TradeBlock { ApplSeqNum = 5, LastQty = 7 })
            .Add(new PriceLevelsBlock { ApplSeqNum = 6 }, [new PriceLevelEntryBlock { MDEntryPx = 8 }])
            .Add(new HeartbeatBlock { ApplSeqNum = 9, FeedEpoch = 10 })
            .ToArray();
        var reader = new FeedPacketReader(packet);

        Assert.True(reader.TryRead(out FeedMessage message));
        Assert.Equal((5ul, 7L, true), (message.ApplSeqNum, message.Block<TradeBlock>().LastQty, message.IsSequenced));
        Assert.True(reader.TryRead(out message));
        Assert.Equal((6ul, 1), (message.ApplSeqNum, message.Entries<PriceLevelEntryBlock>().Count));
        Assert.Equal(8, message.Entries<PriceLevelEntryBlock>()[0].MDEntryPx);
        Assert.True(reader.TryRead(out message));
        Assert.Equal((9ul, false), (message.ApplSeqNum, message.IsSequenced));
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.IsMalformed);
    }

    [Fact]
    public void Packet_cut_anywhere_or_with_any_byte_changed_never_throws_and_never_reads_behind_its_end()
    {
        byte[] packet = new PacketWriter()
            .Add(new TradeBlock { ApplSeqNum = 5 })
            .Add(new SnapshotOrdersBlock { ApplSeqNum = 6 }, [new SnapshotOrderEntryBlock { OrderID = 8 }])
            .ToArray();
        for (int length = 0; length < packet.Length; length++)
        {
            int messages = Count(packet.AsSpan(0, length), out bool isMalformed);
            Assert.Equal(length is 0 or 72, !isMalformed);
            Assert.Equal(length >= 72 ? 1 : 0, messages);
        }
        for (int at = 0; at < packet.Length; at++)
        {
            byte[] changed = [.. packet];
            for (int bit = 0; bit < 8; bit++)
            {
                changed[at] = (byte)(packet[at] ^ (1 << bit));
                Assert.InRange(Count(changed, out _), 0, 2);
            }
        }
    }

    [Fact]
    public void Longer_block_and_longer_entries_of_a_later_version_are_read()
    {
        byte[] packet = new PacketWriter()
            .Add(new PriceLevelsBlock { ApplSeqNum = 6 }, [new PriceLevelEntryBlock { MDEntryPx = 8 }])
            .ToArray();
        byte[] longer = [.. packet[..48], .. new byte[8], .. packet[48..56], .. packet[56..80], .. new byte[16]];
        longer[0] += 8;
        longer[56] += 16;
        var reader = new FeedPacketReader(longer);
        Assert.True(reader.TryRead(out FeedMessage message));
        Assert.Equal(8, message.Entries<PriceLevelEntryBlock>()[0].MDEntryPx);
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.IsMalformed);
    }

    [Fact]
    public void Message_that_this_version_does_not_know_is_stepped_over()
    {
        byte[] packet = new PacketWriter().Add(new TradeBlock { ApplSeqNum = 5 })
            .Add(new TradeBlock { ApplSeqNum = 6 }).ToArray();
        packet[2] = 255;
        var reader = new FeedPacketReader(packet);
        Assert.True(reader.TryRead(out FeedMessage message));
        Assert.Equal(5ul, message.ApplSeqNum);
        Assert.True(reader.TryRead(out message));
        Assert.Equal((6ul, TradeBlock.TemplateId), (message.ApplSeqNum, message.TemplateId));
    }

    private static int Count(ReadOnlySpan<byte> packet, out bool isMalformed)
    {
        int count = 0;
        var reader = new FeedPacketReader(packet);
        while (reader.TryRead(out FeedMessage message))
        {
            count++;
            _ = message.IsEndOfEvent;
        }
        isMalformed = reader.IsMalformed;
        return count;
    }
}
