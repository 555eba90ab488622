using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

/// <summary>Commands of several lengths, each a function of its sequence alone.</summary>
internal static class TestRecords
{
    public const long FirstTimestampNanos = 1_700_000_000_000_000_000;

    public static CommandRecord Make(long sequence)
    {
        CommandRecord record = default;
        switch (sequence % 4)
        {
            case 0:
                record.Begin<SecurityDefinitionBlock>();
                break;
            case 1:
                record.Begin<SessionNegotiatedBlock>();
                break;
            case 2:
                ref NewOrderSingleBlock order = ref record.Begin<NewOrderSingleBlock>();
                order.SessionID = 7;
                order.MsgSeqNum = (uint)sequence;
                order.ClOrdID = (ulong)sequence * 3;
                order.Price = 100_00000000 + sequence;
                order.OrderQty = 100;
                order.SecurityID = 1;
                order.Side = Side.Buy;
                order.OrdType = OrdType.Limit;
                order.TimeInForce = TimeInForce.GoodTillCancel;
                break;
            default:
                record.Begin<OrderCancelReplaceRequestBlock>();
                break;
        }

        if (sequence % 4 != 2)
            new Random((int)sequence).NextBytes(record.Slot[RecordLayout.BlockOffset..record.Length]);
        record.Sequence = sequence;
        record.TimestampNanos = FirstTimestampNanos + (sequence / 3);
        return record;
    }

    /// <summary>
    /// A record whose length is no multiple of 8: no message has such a block today, the format allows it.
    /// </summary>
    public static CommandRecord MakeOdd(long sequence, int blockLength)
    {
        CommandRecord record = default;
        record.Length = RecordLayout.BlockOffset + blockLength;
        record.Sequence = sequence;
        record.TimestampNanos = FirstTimestampNanos;
        record.Header.BlockLength = (ushort)blockLength;
        record.Header.TemplateId = 999;
        record.Header.SchemaId = NewOrderSingleBlock.SchemaId;

        // All of the slot, so that bytes behind the length would show if they got into the file.
        record.Slot[RecordLayout.BlockOffset..].Fill(0xEE);
        return record;
    }

    public static void AssertSame(CommandRecord expected, CommandRecord actual)
    {
        expected.Checksum = actual.Checksum;
        Assert.Equal(expected.Length, actual.Length);
        Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());
        Assert.Equal(-1, actual.Slot[actual.Length..].IndexOfAnyExcept((byte)0));
    }

    public static int SizeInFile(long first, long last)
    {
        int size = 0;
        for (long sequence = first; sequence <= last; sequence++)
            size += RecordLayout.Aligned(Make(sequence).Length);
        return size;
    }
}
