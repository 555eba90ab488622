using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Org.SbeTool.Sbe.Dll;
using Sbe.Tests.Depot;

namespace Sbe.Tests;

public class BlockTests
{
    [Fact]
    public void A_block_has_the_bytes_that_the_flyweight_writes()
    {
        byte[] expected = new byte[MessageHeader.Size + Parcel.BlockLength];
        using var buffer = new DirectBuffer(expected);
        ParcelSample.EncodeFields(buffer);

        var header = new MessageHeaderBlock
        {
            BlockLength = ParcelBlock.BlockLength,
            TemplateId = ParcelBlock.TemplateId,
            SchemaId = ParcelBlock.SchemaId,
            Version = ParcelBlock.SchemaVersion,
        };
        ParcelBlock block = Sample();

        Assert.Equal(Convert.ToHexString(expected.AsSpan(0, MessageHeader.Size)), Hex(header));
        Assert.Equal(Convert.ToHexString(expected.AsSpan(MessageHeader.Size)), Hex(block));
    }

    [Fact]
    public void A_block_over_the_bytes_of_a_flyweight_has_its_values()
    {
        byte[] bytes = new byte[MessageHeader.Size + Parcel.BlockLength];
        using var buffer = new DirectBuffer(bytes);
        ParcelSample.EncodeFields(buffer);
        ref ParcelBlock block = ref MemoryMarshal.AsRef<ParcelBlock>(bytes.AsSpan(MessageHeader.Size));

        Assert.Equal(0x0102030405060708UL, block.Number);
        Assert.Equal(Grade.Third, block.Grade);
        Assert.Equal(State.Done, block.State);
        Assert.Equal(Wide.Low | Wide.Middle | Wide.Top, block.Wide);
        Assert.Equal(258, block.Extent[1]);
        Assert.Equal((byte)'b', block.Label[1]);
        Assert.Equal(1e100, block.Value);
        Assert.Equal((byte)'R', block.Route.Origin[1]);
        Assert.Equal(Mode.Sea, block.Route.Leg.Mode);
        Assert.Equal(Season.Winter, block.Route.Leg.Season);
        Assert.Equal(Lane.Left, block.Route.Lane);
        Assert.Equal(sbyte.MinValue, block.Last);
    }

    [Fact]
    public void A_block_is_as_long_as_on_the_wire()
    {
        Assert.Equal(96, Unsafe.SizeOf<ParcelBlock>());
        Assert.Equal(43, Unsafe.SizeOf<NumbersBlock>());
        Assert.Equal(12, Unsafe.SizeOf<TicketBlock>());
        Assert.Equal(14, Unsafe.SizeOf<RouteBlock>());
        Assert.Equal(7, Unsafe.SizeOf<LegBlock>());
        Assert.Equal(8, Unsafe.SizeOf<MessageHeaderBlock>());
    }

    [Fact]
    public void A_block_tells_which_message_it_is()
    {
        Assert.Equal((96, 1, 41, 3), Identity<ParcelBlock>());
        Assert.Equal((12, 4, 41, 3), Identity<TicketBlock>());
    }

    [Fact]
    public void Optional_fields_know_whether_they_have_a_value()
    {
        ParcelBlock block = Sample();
        Assert.True(block.HasState && block.HasWeight && block.HasTemperature && block.HasValue);
        Assert.True(block.Route.HasStops);

        block.State = ParcelBlock.StateNullValue;
        block.Weight = ParcelBlock.WeightNullValue;
        block.Temperature = ParcelBlock.TemperatureNullValue;
        block.Value = double.NaN;
        block.Route.Stops = RouteBlock.StopsNullValue;
        Assert.False(block.HasState || block.HasWeight || block.HasTemperature || block.HasValue);
        Assert.False(block.Route.HasStops);
        Assert.Equal(255, (byte)block.State);
        Assert.Equal(0U, block.Weight);
    }

    [Fact]
    public void Constants_are_members_of_the_type()
    {
        Assert.Equal(9000, ParcelBlock.MaxStops);
        Assert.Equal("Railway", ParcelBlock.Carrier);
        Assert.Equal((byte)'M', ParcelBlock.Mark);
        Assert.Equal(Grade.First, ParcelBlock.Best);
        Assert.Equal((byte)'A', ParcelBlock.BestCode);
        Assert.Equal("km", RouteBlock.Unit);
    }

    [Fact]
    public void A_message_without_bytes_and_a_big_endian_schema_have_no_block()
    {
        Assembly assembly = typeof(ParcelBlock).Assembly;

        Assert.NotNull(assembly.GetType("Sbe.Tests.Depot.Nothing"));
        Assert.Null(assembly.GetType("Sbe.Tests.Depot.NothingBlock"));
        Assert.NotNull(assembly.GetType("Sbe.Tests.BigEndian.Numbers"));
        Assert.Null(assembly.GetType("Sbe.Tests.BigEndian.NumbersBlock"));
    }

    [Fact]
    public void Enums_have_the_type_of_their_encoding()
    {
        Assert.Equal(typeof(byte), Enum.GetUnderlyingType(typeof(Grade)));
        Assert.Equal(typeof(short), Enum.GetUnderlyingType(typeof(Zone)));
        Assert.Equal(typeof(sbyte), Enum.GetUnderlyingType(typeof(Lane)));
        Assert.Equal(typeof(ulong), Enum.GetUnderlyingType(typeof(Wide)));
        Assert.Equal(0x8000_0000UL, (ulong)Wide.Middle);
        Assert.Equal(0x1_0000_0000UL, (ulong)Wide.Upper);
        Assert.Equal(0x8000_0000_0000_0000UL, (ulong)Wide.Top);
        Assert.Equal(0x8000_0000U, (uint)Word.High);
        Assert.NotNull(typeof(Wide).GetCustomAttribute<FlagsAttribute>());
    }

    private static ParcelBlock Sample()
    {
        var block = new ParcelBlock
        {
            Number = 0x0102030405060708,
            Grade = Grade.Third,
            State = State.Done,
            Zone = Zone.Cellar,
            Handling = Handling.Fragile | Handling.Heavy,
            Word = Word.High,
            Wide = Wide.Low | Wide.Middle | Wide.Top,
            Weight = 3_000_000_000,
            Temperature = -1.5f,
            Value = 1e100,
            Received = -2,
            Last = sbyte.MinValue,
        };
        "ab12"u8.CopyTo(block.Label);
        ((ReadOnlySpan<ushort>)[1, 258, ushort.MaxValue]).CopyTo(block.Extent);
        "ZRH"u8.CopyTo(block.Route.Origin);
        block.Route.Stops = 9;
        block.Route.Leg = new LegBlock { Distance = 70_000, Mode = Mode.Sea, Season = Season.Winter };
        block.Route.Grade = Grade.First;
        block.Route.Lane = Lane.Left;
        return block;
    }

    private static (int Length, int Template, int Schema, int Version) Identity<T>()
        where T : unmanaged, IMessageBlock
        => (T.SbeBlockLength, T.SbeTemplateId, T.SbeSchemaId, T.SbeSchemaVersion);

    private static string Hex<T>(T block)
        where T : unmanaged
        => Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in block)));
}
