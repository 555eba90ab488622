using Org.SbeTool.Sbe.Dll;
using New = Sbe.Tests.Version1;
using Old = Sbe.Tests.Version0;

namespace Sbe.Tests;

public sealed class VersionTests : IDisposable
{
    private readonly DirectBuffer _buffer = new(new byte[256]);

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void An_old_reader_understands_a_new_message()
    {
        EncodeNew();
        var header = new Old.MessageHeader();
        Old.Order order = new Old.Order().WrapForDecodeAndApplyHeader(_buffer, 0, header);

        Assert.Equal(1, header.Version);
        Assert.Equal(New.Order.BlockLength, header.BlockLength);
        Assert.True(New.Order.BlockLength > Old.Order.BlockLength);
        Assert.Equal(42U, order.Number);
        Assert.Equal((Old.Side)'5', order.Side);
        Old.Order.FillsGroup fills = order.Fills;
        Assert.Equal(2, fills.Count);
        Assert.Equal(12, fills.ActingBlockLength);
        Assert.Equal(1000, fills.Next().Price);
        Assert.Equal(2000, fills.Next().Price);
        Assert.False(fills.HasNext);
    }

    [Fact]
    public void A_new_reader_gives_substitutes_for_what_an_old_message_lacks()
    {
        New.Order order = DecodeOldWithNew();

        Assert.Equal(42U, order.Number);
        Assert.Equal(New.Side.Sell, order.Side);
        Assert.False(order.QuantityInActingVersion());
        Assert.True(order.NumberInActingVersion());
        Assert.Equal(New.Order.QuantityNullValue, order.Quantity);
        Assert.True(double.IsNaN(order.Ceiling));
        Assert.Equal((New.Flags)0, order.Flags);
        Assert.Equal(New.Kind.NULL_VALUE, order.Kind);
        Assert.Null(order.Amount);
        Assert.Null(order.GetTag());
        Assert.Equal(0, order.GetTag(new byte[4].AsSpan()));
        Assert.Equal(New.Order.TagNullValue, order.GetTag(0));
        Assert.True(order.Tag.IsEmpty);
        Assert.Equal(New.Order.PairNullValue, order.GetPair(1));
        Assert.True(order.Pair.IsEmpty);
        Assert.True(order.PairAsSpan().IsEmpty);
    }

    [Fact]
    public void A_new_reader_steps_over_old_groups_and_finds_no_new_ones()
    {
        New.Order order = DecodeOldWithNew();

        New.Order.FillsGroup fills = order.Fills;
        Assert.Equal(8, fills.ActingBlockLength);
        Assert.Equal(1000, fills.Next().Price);
        Assert.False(fills.FeeInActingVersion());
        Assert.Equal(New.Order.FillsGroup.FeeNullValue, fills.Fee);
        Assert.False(order.LegsInActingVersion());
        Assert.Equal(0, order.Legs.Count);
        Assert.False(order.Legs.HasNext);
        Assert.Equal("account", order.GetAccount());
        Assert.Equal(0, order.RemarkLength());
        Assert.Equal("", order.GetRemark());
        Assert.Equal(0, order.GetRemark(new byte[4].AsSpan()));
        Assert.Empty(order.GetExtraBytes());
        Assert.False(order.ExtraInActingVersion());
    }

    [Fact]
    public void A_group_that_was_read_before_is_empty_over_an_old_message()
    {
        var header = new New.MessageHeader();
        EncodeNew();
        New.Order order = new New.Order().WrapForDecodeAndApplyHeader(_buffer, 0, header);
        _ = order.Fills.Next().Next();
        Assert.Equal(1, order.Legs.Count);

        EncodeOld();
        order.WrapForDecodeAndApplyHeader(_buffer, 0, header);
        _ = order.Fills.Next();
        Assert.Equal(0, order.Legs.Count);
        Assert.Equal("account", order.GetAccount());
    }

    [Fact]
    public void Equal_versions_read_everything()
    {
        EncodeNew();
        New.Order order = new New.Order().WrapForDecodeAndApplyHeader(_buffer, 0, new New.MessageHeader());

        Assert.Equal(New.Side.SellShort, order.Side);
        Assert.Equal(5U, order.Quantity);
        Assert.Equal(1.25, order.Ceiling);
        Assert.Equal(New.Flags.Hidden, order.Flags);
        Assert.Equal(New.Kind.Limit, order.Kind);
        Assert.Equal(-3, order.Amount.Exponent);
        Assert.Equal("tag", order.GetTag());
        Assert.Equal(-1, order.GetPair(1));
        New.Order.FillsGroup fills = order.Fills;
        Assert.Equal(11, fills.Next().Fee);
        Assert.Equal(22, fills.Next().Fee);
        Assert.Equal(9, order.Legs.Next().Ratio);
        Assert.Equal("account", order.GetAccount());
        Assert.Equal("remark", order.GetRemark());
        Assert.Equal([1, 2], order.GetExtraBytes());
        Assert.Equal(1, New.Order.QuantitySinceVersion);
        Assert.Equal(1, New.Order.LegsSinceVersion);
        Assert.Equal(1, New.Order.RemarkSinceVersion);
    }

    [Fact]
    public void Text_of_an_old_message_tells_both_versions()
        => Assert.StartsWith(
            "[Order](sbeTemplateId=7|sbeSchemaId=50|sbeSchemaVersion=0/1|sbeBlockLength=9/40):Number=42|Side=Sell|",
            DecodeOldWithNew().ToString(),
            StringComparison.Ordinal);

    private void EncodeNew()
    {
        New.Order order = new New.Order().WrapForEncodeAndApplyHeader(_buffer, 0, new New.MessageHeader());
        order.Number = 42;
        order.Side = New.Side.SellShort;
        order.Quantity = 5;
        order.Ceiling = 1.25;
        order.Flags = New.Flags.Hidden;
        order.Kind = New.Kind.Limit;
        order.Amount.Mantissa = 7;
        order.Amount.Exponent = -3;
        order.SetTag("tag");
        order.SetPair(0, 1);
        order.SetPair(1, -1);
        New.Order.FillsGroup fills = order.FillsCount(2).Next();
        fills.Price = 1000;
        fills.Fee = 11;
        fills.Next().Price = 2000;
        fills.Fee = 22;
        order.LegsCount(1).Next().Ratio = 9;
        order.SetAccount("account");
        order.SetRemark("remark");
        order.SetExtra([1, 2]);
    }

    private void EncodeOld()
    {
        Old.Order order = new Old.Order().WrapForEncodeAndApplyHeader(_buffer, 0, new Old.MessageHeader());
        order.Number = 42;
        order.Side = Old.Side.Sell;
        order.FillsCount(1).Next().Price = 1000;
        order.SetAccount("account");
    }

    private New.Order DecodeOldWithNew()
    {
        EncodeOld();
        return new New.Order().WrapForDecodeAndApplyHeader(_buffer, 0, new New.MessageHeader());
    }
}
