using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

/// <summary>Bytes written by hand from the rules of the wire.</summary>
public class GoldenBytesTests
{
    private static readonly byte[] TicketBytes =
    [
        // header: block length 12, template 4, schema 41, version 3
        0x0C, 0x00, 0x04, 0x00, 0x29, 0x00, 0x03, 0x00,
        // id 0x01020304, grade 'B', handling 0x88, label "ab" with terminator and what was there before
        0x04, 0x03, 0x02, 0x01, 0x42, 0x88, 0x61, 0x62, 0x00, 0x00, 0x00, 0x00,
        // stamps: entries of 2 bytes, 2 of them
        0x02, 0x02, 0xFE, 0xFF, 0x00, 0x01,
        // owner: 3 bytes
        0x03, 0x00, 0x58, 0x59, 0x5A,
    ];

    [Fact]
    public void A_ticket_is_encoded_to_these_bytes()
    {
        byte[] bytes = new byte[TicketBytes.Length];
        using var buffer = new DirectBuffer(bytes);
        Ticket ticket = new Ticket().WrapForEncodeAndApplyHeader(buffer, 0, new MessageHeader());
        ticket.Id = 0x01020304;
        ticket.Grade = Grade.Second;
        ticket.Handling = Handling.Cold | Handling.Heavy;
        ticket.SetLabel("ab");
        Ticket.StampsGroup stamps = ticket.StampsCount(2);
        stamps.Next().Value = -2;
        stamps.Next().Value = 256;
        ticket.SetOwner("XYZ");

        Assert.Equal(Convert.ToHexString(TicketBytes), Convert.ToHexString(bytes));
        Assert.Equal(TicketBytes.Length, MessageHeader.Size + ticket.Size);
    }

    [Fact]
    public void These_bytes_are_decoded_to_a_ticket()
    {
        using var buffer = new DirectBuffer([.. TicketBytes]);
        Ticket ticket = new Ticket().WrapForDecodeAndApplyHeader(buffer, 0, new MessageHeader());

        Assert.Equal(0x01020304U, ticket.Id);
        Assert.Equal(Grade.Second, ticket.Grade);
        Assert.Equal(Handling.Cold | Handling.Heavy, ticket.Handling);
        Assert.Equal("ab", ticket.GetLabel());
        Assert.Equal(-2, ticket.Stamps.Next().Value);
    }

    [Fact]
    public void Fixed_fields_of_a_parcel_stand_at_their_offsets()
    {
        byte[] bytes = new byte[MessageHeader.Size + Parcel.BlockLength];
        using var buffer = new DirectBuffer(bytes);
        ParcelSample.EncodeFields(buffer);

        Assert.Equal(
            // header
            "6000" + "0100" + "2900" + "0300"
            // number, grade, state, zone, handling, word, wide
            + "0807060504030201" + "63" + "FE" + "FEFF" + "81" + "00000080" + "0100008000000080"
            // label, extent, weight, temperature, value, gap
            + "616231320000" + "01000201FFFF" + "005ED0B2" + "0000C0BF" + "7DC39425AD49B254" + "000000"
            // received, route: origin, stops, leg (distance, mode, season), gap, grade, lane
            + "FEFFFFFFFFFFFFFF" + "5A5248" + "09" + "70110100" + "02" + "0080" + "00" + "41" + "81"
            // gap, last, padding to the block length
            + "000000000000000000000000" + "80" + "0000000000",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void A_big_endian_schema_writes_the_most_significant_byte_first()
    {
        byte[] bytes = new byte[96];
        using var buffer = new DirectBuffer(bytes);
        var head = new BigEndian.Head();
        BigEndian.Numbers numbers = new BigEndian.Numbers().WrapForEncodeAndApplyHeader(buffer, 0, head);
        head.Checksum = 0x01020304;
        numbers.AnInt16 = 0x0102;
        numbers.AnInt32 = 0x01020304;
        numbers.AnInt64 = 0x0102030405060708;
        numbers.AUInt16 = 0xFEFD;
        numbers.AUInt32 = 0xFEFDFCFB;
        numbers.AUInt64 = 0xFEFDFCFBFAF9F8F7;
        numbers.AFloat = 1f;
        numbers.ADouble = -2d;
        numbers.SetPair(0, 1);
        numbers.SetPair(1, -2);
        numbers.Colour = BigEndian.Colour.Red;
        numbers.Marks = BigEndian.Marks.First | BigEndian.Marks.Last;
        numbers.RowsCount(1).Next().Cell = 0x0A0B;
        numbers.SetBlob([0xCC]);

        Assert.Equal(
            "0034" + "02" + "0000002A" + "0000" + "01020304"
            + "0102" + "01020304" + "0102030405060708" + "FEFD" + "FEFDFCFB" + "FEFDFCFBFAF9F8F7"
            + "3F800000" + "C000000000000000" + "00000001" + "FFFFFFFE" + "0102" + "8001"
            + "00000001" + "0002" + "0A0B" + "00000001" + "CC",
            Convert.ToHexString(bytes.AsSpan(0, numbers.Limit)));
        AssertDecoded(new BigEndian.Numbers().WrapForDecodeAndApplyHeader(buffer, 0, head));
    }

    private static void AssertDecoded(BigEndian.Numbers numbers)
    {
        Assert.Equal(0x0102030405060708, numbers.AnInt64);
        Assert.Equal(0xFEFD, numbers.AUInt16);
        Assert.Equal(-2d, numbers.ADouble);
        Assert.Equal(-2, numbers.GetPair(1));
        Assert.Equal(BigEndian.Colour.Red, numbers.Colour);
        Assert.Equal(BigEndian.Marks.First | BigEndian.Marks.Last, numbers.Marks);
        Assert.Equal(0x0A0B, numbers.Rows.Next().Cell);
        Assert.Equal([0xCC], numbers.GetBlobBytes());
    }
}
