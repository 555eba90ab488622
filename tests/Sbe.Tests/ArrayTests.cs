using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

public class ArrayTests
{
    private readonly byte[] _bytes = new byte[256];
    private readonly Parcel _parcel;

    public ArrayTests()
    {
        Array.Fill(_bytes, (byte)'x');
        _parcel = new Parcel().WrapForEncode(new DirectBuffer(_bytes), 0);
    }

    [Fact]
    public void Text_gets_one_terminator_and_the_rest_stays()
    {
        _parcel.SetLabel("ab");

        Assert.Equal("ab\0xxx"u8.ToArray(), Label());
        Assert.Equal("ab", _parcel.GetLabel());
    }

    [Fact]
    public void Text_that_fills_the_field_has_no_terminator()
    {
        _parcel.SetLabel("abcdef");

        Assert.Equal("abcdef"u8.ToArray(), Label());
        Assert.Equal("abcdef", _parcel.GetLabel());
        Assert.Equal((byte)'x', _bytes[Parcel.LabelOffset + 6]);
    }

    [Fact]
    public void Text_that_starts_with_the_terminator_is_null()
    {
        _parcel.SetLabel("");

        Assert.Null(_parcel.GetLabel());
        Assert.Equal("\0xxxxx"u8.ToArray(), Label());
    }

    [Fact]
    public void Text_that_is_too_long_is_refused()
    {
        Assert.Throws<IndexOutOfRangeException>(() => _parcel.SetLabel("abcdefg"));
        Assert.Equal("xxxxxx"u8.ToArray(), Label());
    }

    [Fact]
    public void Bytes_go_in_and_out()
    {
        byte[] target = new byte[8];
        _parcel.SetLabel([9, 1, 2, 3, 4, 5, 6], 1);

        Assert.Equal(6, _parcel.GetLabel(target, 2));
        Assert.Equal([0, 0, 1, 2, 3, 4, 5, 6], target);
        Assert.Equal(6, _parcel.GetLabel(target.AsSpan(0, 6)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 5, 6], target);
        Assert.Equal(4, _parcel.GetLabel(3));
    }

    [Fact]
    public void A_shorter_source_leaves_the_rest_alone()
    {
        _parcel.SetLabel("ab"u8);
        Assert.Equal("abxxxx"u8.ToArray(), Label());

        _parcel.Label = "c"u8;
        Assert.Equal("cbxxxx"u8.ToArray(), _parcel.Label.ToArray());
    }

    [Fact]
    public void A_source_or_a_target_of_the_wrong_length_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _parcel.SetLabel(new byte[7].AsSpan()));
        Assert.Throws<ArgumentOutOfRangeException>(() => _parcel.GetLabel(new byte[5].AsSpan()));
        Assert.Throws<ArgumentException>(() => _parcel.Label = new byte[7]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_index_outside_the_array_is_refused(int index)
    {
        Assert.Throws<IndexOutOfRangeException>(() => _parcel.GetExtent(index));
        Assert.Throws<IndexOutOfRangeException>(() => _parcel.SetExtent(index, 1));
    }

    [Fact]
    public void A_span_writes_through()
    {
        _parcel.ExtentAsSpan()[1] = 0x0201;

        Assert.Equal(0x0201, _parcel.GetExtent(1));
        Assert.Equal([1, 2], _bytes[(Parcel.ExtentOffset + 2)..(Parcel.ExtentOffset + 4)]);
        Assert.Equal(3, Parcel.ExtentLength);
    }

    private byte[] Label() => _bytes[Parcel.LabelOffset..(Parcel.LabelOffset + Parcel.LabelLength)];
}
