using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

/// <summary>
/// A segment whose bytes were worked out by hand from FORMAT.md, checksums with a bit-wise CRC-32C of its own.
/// </summary>
public class GoldenSegmentTests
{
    private const string Header =
        "4d454a4f55524e4c 01000000 00100000" // magic, format version 1, header length 4096
        + "c634cb96 0100 0000"              // checksum, schema 1 version 0
        + "000102030405060708090a0b0c0d0e0f" // journal id
        + "0100000000000000 0000000000000000" // epoch 1, segment index 0
        + "0100000000000000 0000000000000000" // first sequence 1, no time before
        + "eb08c9d9 00000000"               // chain value: CRC-32C of the journal id; reserved
        + "00002a36fe9c9717 0020000000000000"; // created 1,700,000,000 s, segment size 8192

    private const string Records =
        "30000000 d4ed2f6b 0100000000000000 01002a36fe9c9717" // 48 bytes, checksum, sequence 1, time
        + "1000 2d01 0100 0000 07000000 00000000 2a00000000000000" // SessionNegotiated: session 7, version 42
        + "48000000 f5c398f3 0200000000000000 02002a36fe9c9717"
        + "2800 6400 0100 0000 07000000 01000000 e903000000000000" // NewOrderSingle: session 7, number 1, ClOrdID 1001
        + "80d4065702000000 c800000000000000 03000000 31 32 31 00" // 100.5, 200 of security 3, buy, limit, GTC
        + "25000000 54b66192 0300000000000000 02002a36fe9c9717"
        + "0500 e703 0100 0000 0102030405 000000"; // a block of 5 bytes, padded to 8

    [Fact]
    public void Writer_writes_these_bytes()
    {
        using TemporaryDirectory directory = new();
        using (RecoveredJournal journal = JournalRecovery.Open(directory, TestJournal.Options()))
        {
            JournalWriter writer = journal.StartWriter();
            foreach (CommandRecord record in MakeRecords())
                writer.Append(record);
            Assert.True(writer.TryWrite());
        }

        string path = Assert.Single(directory.Segments);
        Assert.Equal("journal-00000000000000000001.mej", Path.GetFileName(path));
        Assert.Equal(Convert.ToHexString(Segment()), Convert.ToHexString(File.ReadAllBytes(path)));
    }

    [Fact]
    public void Reader_reads_these_bytes()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllBytes(directory.File(JournalDirectory.SegmentFileName(1)), Segment());
        using JournalReader reader = new(directory);
        CommandRecord record = default;
        foreach (CommandRecord expected in MakeRecords())
        {
            Assert.True(reader.TryReadNext(ref record));
            TestRecords.AssertSame(expected, record);
        }

        Assert.Equal(0x9261B654u, record.Checksum);
        Assert.False(reader.TryReadNext(ref record));
        Assert.Null(reader.Problem);
        SegmentInfo info = Assert.Single(JournalInfo.Read(directory));
        Assert.Equal("000102030405060708090a0b0c0d0e0f", info.JournalId.ToString());
        Assert.Equal((3L, 160L), (info.RecordCount, info.RecordBytes));
        Assert.Equal(1_700_000_000_000_000_000L, info.CreationTimestampNanos);
    }

    private static byte[] Segment()
    {
        byte[] segment = new byte[8192];
        FromHex(Header).CopyTo(segment, 0);
        FromHex(Records).CopyTo(segment, 4096);
        return segment;
    }

    private static byte[] FromHex(string text) =>
        Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));

    private static CommandRecord[] MakeRecords()
    {
        CommandRecord negotiated = default;
        ref SessionNegotiatedBlock session = ref negotiated.Begin<SessionNegotiatedBlock>();
        session.SessionID = 7;
        session.SessionVerID = 42;
        negotiated.Sequence = 1;
        negotiated.TimestampNanos = TestRecords.FirstTimestampNanos + 1;

        CommandRecord entered = default;
        ref NewOrderSingleBlock order = ref entered.Begin<NewOrderSingleBlock>();
        order.SessionID = 7;
        order.MsgSeqNum = 1;
        order.ClOrdID = 1001;
        order.Price = 100_50000000;
        order.OrderQty = 200;
        order.SecurityID = 3;
        order.Side = Side.Buy;
        order.OrdType = OrdType.Limit;
        order.TimeInForce = TimeInForce.GoodTillCancel;
        entered.Sequence = 2;
        entered.TimestampNanos = TestRecords.FirstTimestampNanos + 2;

        CommandRecord odd = TestRecords.MakeOdd(3, 5);
        odd.TimestampNanos = TestRecords.FirstTimestampNanos + 2;
        odd.Slot[RecordLayout.BlockOffset..].Clear();
        for (byte i = 0; i < 5; i++)
            odd.Slot[RecordLayout.BlockOffset + i] = (byte)(i + 1);
        return [negotiated, entered, odd];
    }
}
