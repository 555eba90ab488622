using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

public sealed class FlyweightRoundTripTests : IDisposable
{
    private readonly byte[] _bytes = new byte[1024];
    private readonly DirectBuffer _buffer;

    public FlyweightRoundTripTests() => _buffer = new DirectBuffer(_bytes);

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void Header_says_which_message_follows()
    {
        ParcelSample.EncodeFields(_buffer);
        var header = new MessageHeader();
        header.Wrap(_buffer, 0, 0);

        Assert.Equal(96, header.BlockLength);
        Assert.Equal(1, header.TemplateId);
        Assert.Equal(41, header.SchemaId);
        Assert.Equal(3, header.Version);
        Assert.Equal((ushort)96, Parcel.BlockLength);
        Assert.Equal("P", Parcel.SemanticType);
        Assert.Equal("1.2", Parcel.SemanticVersion);
    }

    [Fact]
    public void Every_fixed_field_comes_back()
    {
        ParcelSample.EncodeFields(_buffer);
        Parcel parcel = Decode();

        Assert.Equal(0x0102030405060708UL, parcel.Number);
        Assert.Equal(Grade.Third, parcel.Grade);
        Assert.Equal(State.Done, parcel.State);
        Assert.Equal(Zone.Cellar, parcel.Zone);
        Assert.Equal(Handling.Fragile | Handling.Heavy, parcel.Handling);
        Assert.Equal(Word.High, parcel.Word);
        Assert.Equal(Wide.Low | Wide.Middle | Wide.Top, parcel.Wide);
        Assert.Equal("ab12", parcel.GetLabel());
        Assert.Equal([1, 258, ushort.MaxValue], parcel.Extent.ToArray());
        Assert.Equal(3_000_000_000, parcel.Weight);
        Assert.Equal(-1.5f, parcel.Temperature);
        Assert.Equal(1e100, parcel.Value);
        Assert.Equal(-2, parcel.Received);
        Assert.Equal(sbyte.MinValue, parcel.Last);
    }

    [Fact]
    public void Members_of_composites_come_back()
    {
        ParcelSample.EncodeFields(_buffer);
        Route route = Decode().Route;

        Assert.Equal("ZRH", route.GetOrigin());
        Assert.Equal(9, route.Stops);
        Assert.Equal(70_000U, route.Leg.Distance);
        Assert.Equal(Mode.Sea, route.Leg.Mode);
        Assert.Equal(Season.Winter, route.Leg.Season);
        Assert.Equal(Grade.First, route.Grade);
        Assert.Equal(Lane.Left, route.Lane);
        Assert.Equal(14, Route.Size);
        Assert.Equal(7, Leg.Size);
    }

    [Fact]
    public void Constants_are_known_without_bytes()
    {
        var parcel = new Parcel();
        byte[] carrier = new byte[9];

        Assert.Equal(9000, parcel.MaxStops);
        Assert.Equal((byte)'M', parcel.Mark(0));
        Assert.Equal(1, Parcel.MarkLength);
        Assert.Equal(Grade.First, parcel.Best);
        Assert.Equal((byte)'A', parcel.BestCode(0));
        Assert.Equal(7, Parcel.CarrierLength);
        Assert.Equal((byte)'y', parcel.Carrier(6));
        Assert.Equal(7, parcel.GetCarrier(carrier, 1, 8));
        Assert.Equal("\0Railway\0"u8.ToArray(), carrier);
        Assert.Equal(2, Route.UnitLength);
        Assert.Equal((byte)'k', new Route().Unit(0));
    }

    [Fact]
    public void Values_that_the_schema_does_not_name_stay_as_they_are()
    {
        ParcelSample.EncodeFields(_buffer);
        _bytes[8 + 8] = (byte)'?';
        _bytes[8 + 12] = 0x7E;
        Parcel parcel = Decode();

        Assert.Equal((Grade)'?', parcel.Grade);
        Assert.False(Enum.IsDefined(parcel.Grade));
        Assert.Equal(0x7E, (byte)parcel.Handling);
    }

    [Fact]
    public void Null_and_limit_constants_follow_the_type()
    {
        Assert.Equal(0, Numbers.ACharNullValue);
        Assert.Equal(0x20, Numbers.ACharMinValue);
        Assert.Equal(0x7E, Numbers.ACharMaxValue);
        Assert.Equal(sbyte.MinValue, Numbers.AnInt8NullValue);
        Assert.Equal(-127, Numbers.AnInt8MinValue);
        Assert.Equal(short.MinValue, Numbers.AnInt16NullValue);
        Assert.Equal(int.MinValue, Numbers.AnInt32NullValue);
        Assert.Equal(long.MinValue, Numbers.AnInt64NullValue);
        Assert.Equal(long.MinValue + 1, Numbers.AnInt64MinValue);
        Assert.Equal(255, Numbers.AUInt8NullValue);
        Assert.Equal(254, Numbers.AUInt8MaxValue);
        Assert.Equal(65535, Numbers.AUInt16NullValue);
        Assert.Equal(uint.MaxValue, Numbers.AUInt32NullValue);
        Assert.Equal(uint.MaxValue - 1, Numbers.AUInt32MaxValue);
        Assert.Equal(ulong.MaxValue, Numbers.AUInt64NullValue);
        Assert.True(float.IsNaN(Numbers.AFloatNullValue));
        Assert.Equal(float.MinValue, Numbers.AFloatMinValue);
        Assert.Equal(float.MaxValue, Numbers.AFloatMaxValue);
        Assert.True(double.IsNaN(Numbers.ADoubleNullValue));
        Assert.Equal(double.MinValue, Numbers.ADoubleMinValue);
        Assert.Equal(0U, Parcel.WeightNullValue);
        Assert.Equal(-1, Parcel.ScansGroup.ReadingsGroup.MeasuredNullValue + int.MaxValue);
        Assert.Equal(sbyte.MinValue, Parcel.StampsGroup.CodeNullValue);
        Assert.Equal(-1, (sbyte)Lane.NULL_VALUE);
        Assert.Equal(255, (byte)State.NULL_VALUE);
        Assert.Equal(0, (byte)Grade.NULL_VALUE);
        Assert.Equal(short.MinValue, (short)Zone.NULL_VALUE);
    }

    [Fact]
    public void Meta_data_tells_what_the_schema_says()
    {
        Assert.Equal(13, Parcel.ReceivedId);
        Assert.Equal(56, Parcel.ReceivedOffset);
        Assert.Equal(0, Parcel.ReceivedSinceVersion);
        Assert.Equal(0, Parcel.ReceivedDeprecated);
        Assert.Equal("unix", Parcel.ReceivedMetaAttribute(MetaAttribute.Epoch));
        Assert.Equal("nanosecond", Parcel.ReceivedMetaAttribute(MetaAttribute.TimeUnit));
        Assert.Equal("Ref", Parcel.NumberMetaAttribute(MetaAttribute.SemanticType));
        Assert.Equal("required", Parcel.NumberMetaAttribute(MetaAttribute.Presence));
        Assert.Equal("optional", Parcel.WeightMetaAttribute(MetaAttribute.Presence));
        Assert.Equal("constant", Parcel.MaxStopsMetaAttribute(MetaAttribute.Presence));
        Assert.Equal(30L, Parcel.ScansId);
        Assert.Equal(50, Parcel.SenderId);
        Assert.Equal(2, Parcel.SenderHeaderSize);
        Assert.Equal(-1, Parcel.SenderOffset);
        Assert.Equal(4, Parcel.ScansGroup.ReadingsGroup.NoteOffset);
        Assert.Equal("UTF-8", Parcel.CommentCharacterEncoding);
        Assert.Equal("US-ASCII", Parcel.LabelCharacterEncoding);
    }

    [Fact]
    public void All_primitive_types_keep_their_extremes()
    {
        Numbers numbers = new Numbers().WrapForEncode(_buffer, 3);
        numbers.AChar = 0xFF;
        numbers.AnInt8 = sbyte.MinValue;
        numbers.AnInt16 = short.MinValue;
        numbers.AnInt32 = int.MinValue;
        numbers.AnInt64 = long.MinValue;
        numbers.AUInt8 = byte.MaxValue;
        numbers.AUInt16 = ushort.MaxValue;
        numbers.AUInt32 = uint.MaxValue;
        numbers.AUInt64 = ulong.MaxValue;
        numbers.AFloat = float.Epsilon;
        numbers.ADouble = double.NegativeInfinity;
        numbers = new Numbers().WrapForDecode(_buffer, 3, Numbers.BlockLength, Numbers.SchemaVersion);

        Assert.Equal(0xFF, numbers.AChar);
        Assert.Equal(sbyte.MinValue, numbers.AnInt8);
        Assert.Equal(short.MinValue, numbers.AnInt16);
        Assert.Equal(int.MinValue, numbers.AnInt32);
        Assert.Equal(long.MinValue, numbers.AnInt64);
        Assert.Equal(byte.MaxValue, numbers.AUInt8);
        Assert.Equal(ushort.MaxValue, numbers.AUInt16);
        Assert.Equal(uint.MaxValue, numbers.AUInt32);
        Assert.Equal(ulong.MaxValue, numbers.AUInt64);
        Assert.Equal(float.Epsilon, numbers.AFloat);
        Assert.Equal(double.NegativeInfinity, numbers.ADouble);
        Assert.Equal(43, Numbers.BlockLength);
        Assert.Equal(43, numbers.Size);
        Assert.Equal(3, numbers.Offset);
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_refused_when_a_message_is_wrapped()
    {
        using var small = new DirectBuffer(new byte[MessageHeader.Size + Ticket.BlockLength - 1]);

        Assert.Throws<IndexOutOfRangeException>(
            () => new Ticket().WrapForEncodeAndApplyHeader(small, 0, new MessageHeader()));
    }

    [Fact]
    public void A_message_without_fields_has_a_header_only()
    {
        Nothing nothing = new Nothing().WrapForEncodeAndApplyHeader(_buffer, 0, new MessageHeader());

        Assert.Equal(0, Nothing.BlockLength);
        Assert.Equal(0, nothing.Size);
        Assert.Equal(MessageHeader.Size, nothing.Limit);
    }

    private Parcel Decode() => new Parcel().WrapForDecodeAndApplyHeader(_buffer, 0, new MessageHeader());
}
