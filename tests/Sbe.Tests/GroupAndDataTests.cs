using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

public sealed class GroupAndDataTests : IDisposable
{
    private readonly byte[] _bytes = new byte[512];
    private readonly DirectBuffer _buffer;

    public GroupAndDataTests() => _buffer = new DirectBuffer(_bytes);

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void Groups_nested_groups_and_data_come_back_in_order()
    {
        int length = ParcelSample.Encode(_buffer);
        Parcel parcel = Decode();

        Parcel.ScansGroup scans = parcel.Scans;
        Assert.Equal(2, scans.Count);
        Assert.Equal(10, scans.ActingBlockLength);
        Assert.Equal(100U, scans.Next().ScannedAt);
        Assert.Equal(7, scans.Scanner);
        Parcel.ScansGroup.ReadingsGroup readings = scans.Readings;
        Assert.Equal(2, readings.Count);
        Assert.Equal(-5, readings.Next().Measured);
        Assert.Equal("cold", readings.GetNote());
        Assert.Equal(6, readings.Next().Measured);
        Assert.Equal("", readings.GetNote());
        Assert.False(readings.HasNext);
        Assert.Equal("grün", scans.GetRemark());
        Assert.Equal(200U, scans.Next().ScannedAt);
        Assert.Equal(Parcel.ScansGroup.ScannerNullValue, scans.Scanner);
        Assert.Equal(0, scans.Readings.Count);
        Assert.Equal("", scans.GetRemark());
        Assert.False(scans.HasNext);

        Parcel.StampsGroup stamps = parcel.Stamps;
        Assert.Equal(4, stamps.ActingBlockLength);
        Assert.Equal(-7, stamps.Next().Code);
        Assert.Equal("sender", parcel.GetSender());
        Assert.Equal("", parcel.GetComment());
        Assert.Equal([1, 2, 3], parcel.GetPhotoBytes());
        Assert.Equal(length, parcel.Limit);
    }

    [Fact]
    public void Empty_groups_and_data_still_have_their_headers()
    {
        Ticket ticket = EncodeTicket();
        ticket.StampsCount(0);
        ticket.SetOwner("");

        Assert.Equal(Ticket.BlockLength + Ticket.StampsGroup.SbeHeaderSize + Ticket.OwnerHeaderSize, ticket.Size);
        ticket = DecodeTicket();
        Assert.False(ticket.Stamps.HasNext);
        Assert.Equal("", ticket.GetOwner());
    }

    [Fact]
    public void A_step_past_the_last_entry_is_refused()
    {
        Ticket.StampsGroup stamps = EncodeTicket().StampsCount(1);
        stamps.Next();

        Assert.Throws<InvalidOperationException>(() => stamps.Next());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_count_outside_the_schema_is_refused(int count)
        => Assert.Throws<ArgumentOutOfRangeException>(() => EncodeTicket().StampsCount(count));

    [Fact]
    public void A_count_above_65534_is_refused_without_a_maximum_in_the_schema()
        => Assert.Throws<ArgumentOutOfRangeException>(
            () => ParcelSample.EncodeFields(_buffer).ScansCount(65535));

    [Fact]
    public void A_count_can_be_cut_to_the_entries_written()
    {
        Ticket ticket = EncodeTicket();
        Ticket.StampsGroup stamps = ticket.StampsCount(3);
        stamps.Next().Value = 11;
        Assert.Equal(1, stamps.ResetCountToIndex());
        ticket.SetOwner("me");

        ticket = DecodeTicket();
        stamps = ticket.Stamps;
        Assert.Equal(1, stamps.Count);
        Assert.Equal(11, stamps.Next().Value);
        Assert.Equal("me", ticket.GetOwner());
    }

    [Fact]
    public void Entries_can_be_enumerated()
    {
        Ticket.StampsGroup stamps = EncodeTicket().StampsCount(3);
        for (short value = 1; value <= 3; value++)
        {
            stamps.Next().Value = value;
        }

        var values = new List<short>();
        foreach (Ticket.StampsGroup stamp in DecodeTicket().Stamps)
        {
            values.Add(stamp.Value);
        }

        Assert.Equal([1, 2, 3], values);
    }

    [Fact]
    public void Length_of_data_can_be_asked_without_moving()
    {
        Ticket ticket = EncodeTicket();
        ticket.StampsCount(0);
        ticket.SetOwner("owner");
        ticket = DecodeTicket();
        _ = ticket.Stamps;

        Assert.Equal(5, ticket.OwnerLength());
        Assert.Equal(5, ticket.OwnerLength());
        Assert.Equal("owner", ticket.GetOwner());
    }

    [Fact]
    public void A_target_that_is_too_short_gets_the_start_and_the_field_is_passed()
    {
        ParcelSample.EncodeFields(_buffer);
        Parcel parcel = new Parcel().WrapForEncode(_buffer, MessageHeader.Size);
        parcel.ScansCount(0);
        parcel.StampsCount(0);
        Assert.Equal(4, parcel.SetSender([0, 1, 2, 3, 4, 5], 1, 4));
        parcel.SetComment("é");
        parcel.SetPhoto([7]);
        parcel = Decode();
        _ = parcel.Scans;
        _ = parcel.Stamps;
        byte[] target = new byte[4];

        Assert.Equal(2, parcel.GetSender(target, 1, 2));
        Assert.Equal([0, 1, 2, 0], target);
        Assert.Equal(2, parcel.GetComment(target));
        Assert.Equal([0xC3, 0xA9, 2, 0], target);
        Assert.Equal(1, parcel.GetPhoto(target));
    }

    [Fact]
    public void Data_longer_than_its_length_field_can_say_is_refused()
    {
        Parcel parcel = ParcelSample.EncodeFields(_buffer);
        parcel.ScansCount(0);
        parcel.StampsCount(0);
        parcel.SetSender("");

        Assert.Throws<ArgumentOutOfRangeException>(() => parcel.SetComment(new byte[255]));
        Assert.Throws<ArgumentOutOfRangeException>(() => parcel.SetComment(new string('x', 255)));
        Assert.Equal(254, parcel.SetComment(new byte[254]));
    }

    [Fact]
    public void A_length_beyond_the_buffer_is_refused()
    {
        Ticket ticket = EncodeTicket();
        ticket.StampsCount(0);
        ticket.SetOwner("x");
        _bytes[ticket.Limit - 2] = 0xFF;
        ticket = DecodeTicket();
        _ = ticket.Stamps;

        Assert.Throws<IndexOutOfRangeException>(() => ticket.GetOwner());
    }

    [Fact]
    public void A_buffer_can_grow_while_a_message_is_written()
    {
        int requested = 0;
        using var growing = new DirectBuffer(new byte[MessageHeader.Size + Ticket.BlockLength], (_, size) =>
        {
            requested = size;
            return new byte[256];
        });
        Ticket ticket = new Ticket().WrapForEncodeAndApplyHeader(growing, 0, new MessageHeader());
        ticket.Id = 77;
        ticket.StampsCount(1).Next().Value = 5;
        ticket.SetOwner("grown");
        ticket.WrapForDecodeAndApplyHeader(growing, 0, new MessageHeader());

        Assert.Equal(MessageHeader.Size + Ticket.BlockLength + Ticket.StampsGroup.SbeHeaderSize, requested);
        Assert.Equal(77U, ticket.Id);
        Assert.Equal(5, ticket.Stamps.Next().Value);
        Assert.Equal("grown", ticket.GetOwner());
    }

    private Ticket EncodeTicket() => new Ticket().WrapForEncodeAndApplyHeader(_buffer, 0, new MessageHeader());

    private Ticket DecodeTicket() => new Ticket().WrapForDecodeAndApplyHeader(_buffer, 0, new MessageHeader());

    private Parcel Decode() => new Parcel().WrapForDecodeAndApplyHeader(_buffer, 0, new MessageHeader());
}
