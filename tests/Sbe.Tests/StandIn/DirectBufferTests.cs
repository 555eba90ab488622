using System.Text;
using Org.SbeTool.Sbe.Dll;

namespace Sbe.Tests.StandIn;

public class DirectBufferTests
{
    [Fact]
    public void Numbers_are_written_in_both_orders()
    {
        byte[] bytes = new byte[16];
        using var buffer = new DirectBuffer(bytes);
        buffer.Int16PutLittleEndian(0, 0x0102);
        buffer.Int16PutBigEndian(2, 0x0102);
        buffer.Uint32PutLittleEndian(4, 0x01020304);
        buffer.Uint32PutBigEndian(8, 0x01020304);
        Assert.Equal("02010102" + "04030201" + "01020304" + "00000000", Convert.ToHexString(bytes));

        buffer.DoublePutBigEndian(0, 1.5);
        buffer.FloatPutLittleEndian(8, 1.5f);
        buffer.Int8Put(12, -1);
        buffer.Uint8Put(13, 200);
        buffer.CharPut(14, (byte)'c');
        Assert.Equal("3FF8000000000000" + "0000C03F" + "FFC86300", Convert.ToHexString(bytes));
        Assert.Equal(1.5, buffer.DoubleGetBigEndian(0));
        Assert.Equal(1.5f, buffer.FloatGetLittleEndian(8));
        Assert.Equal(-1, buffer.Int8Get(12));
        Assert.Equal(200, buffer.Uint8Get(13));
        Assert.Equal((byte)'c', buffer.CharGet(14));
        Assert.Equal(0x3FF8, buffer.Int16GetBigEndian(0));
        Assert.Equal(0xF83F, buffer.Uint16GetLittleEndian(0));
        Assert.Equal(0x3FF8000000000000, buffer.Int64GetBigEndian(0));
        Assert.Equal(0x000000000000F83FUL, buffer.Uint64GetLittleEndian(0));
    }

    [Fact]
    public void A_part_of_an_array_starts_at_its_own_offset()
    {
        byte[] bytes = [1, 2, 3, 4, 5];
        using var buffer = new DirectBuffer(new ArraySegment<byte>(bytes, 2, 2));

        Assert.Equal(2, buffer.Capacity);
        Assert.Equal(3, buffer.Uint8Get(0));
        Assert.Throws<IndexOutOfRangeException>(() => buffer.CheckLimit(3));
    }

    [Fact]
    public unsafe void Memory_of_the_caller_can_be_wrapped()
    {
        byte* memory = stackalloc byte[4];
        using var buffer = new DirectBuffer(memory, 4);
        buffer.Int32PutLittleEndian(0, 0x04030201);

        Assert.Equal(4, buffer.Capacity);
        Assert.Equal(2, memory[1]);
        Assert.Throws<ArgumentNullException>(WrapNull);
        Assert.Throws<ArgumentOutOfRangeException>(WrapNegative);

        void WrapNull() => buffer.Wrap(null, 1);
        void WrapNegative() => buffer.Wrap((byte*)1, -1);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_limit_outside_the_capacity_is_refused(int limit)
    {
        using var buffer = new DirectBuffer(new byte[8], (_, requested) => new byte[Math.Max(0, requested - 1)]);

        var exception = Assert.Throws<IndexOutOfRangeException>(() => buffer.CheckLimit(limit));
        Assert.Contains($"limit={limit} is beyond capacity=8", exception.Message, StringComparison.Ordinal);
        Assert.Equal(8, buffer.Capacity);
    }

    [Fact]
    public void A_larger_array_takes_over_the_bytes()
    {
        byte[] larger = new byte[16];
        using var buffer = new DirectBuffer([1, 2, 3], (existing, requested) =>
        {
            Assert.Equal((3, 10), (existing, requested));
            return larger;
        });
        buffer.CheckLimit(10);

        Assert.Equal(16, buffer.Capacity);
        Assert.Equal([1, 2, 3, 0], larger[..4]);
        buffer.Uint8Put(15, 9);
        Assert.Equal(9, larger[15]);
    }

    [Fact]
    public void Copies_are_cut_at_the_capacity()
    {
        using var buffer = new DirectBuffer([1, 2, 3, 4]);
        byte[] target = new byte[4];

        Assert.Equal(2, buffer.GetBytes(2, target));
        Assert.Equal([3, 4, 0, 0], target);
        Assert.Equal(1, buffer.GetBytes(3, target, 2, 2));
        Assert.Equal([3, 4, 4, 0], target);
        Assert.Equal(0, buffer.GetBytes(9, target));
        Assert.Equal(1, buffer.SetBytes(3, [7, 8, 9]));
        Assert.Equal(2, buffer.SetBytes(0, [5, 6, 7], 1, 2));
        Assert.Equal([6, 7, 3, 7], buffer.AsSpan<byte>(0, 4).ToArray());
        Assert.Equal([0x0706, 0x0703], buffer.AsReadOnlySpan<ushort>(0, 2).ToArray());
    }

    [Fact]
    public void Text_is_written_whole_or_not_at_all()
    {
        using var buffer = new DirectBuffer(new byte[4]);

        Assert.Equal(3, buffer.SetBytesFromString(Encoding.ASCII, "abc", 1));
        Assert.Equal("abc", buffer.GetStringFromBytes(Encoding.ASCII, 1, 3));
        Assert.Throws<IndexOutOfRangeException>(() => buffer.SetBytesFromString(Encoding.ASCII, "abcd", 1));
        Assert.Equal(3, buffer.SetNullTerminatedBytesFromString(Encoding.ASCII, "xy", 1, 3, 0));
        Assert.Equal("xy", buffer.GetStringFromNullTerminatedBytes(Encoding.ASCII, 1, 3, 0));
        Assert.Null(buffer.GetStringFromNullTerminatedBytes(Encoding.ASCII, 0, 4, 0));
    }

    [Fact]
    public void A_disposed_buffer_is_empty_and_can_be_wrapped_again()
    {
        var buffer = new DirectBuffer(new byte[4]);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Equal(0, buffer.Capacity);
        Assert.Throws<IndexOutOfRangeException>(() => buffer.CheckLimit(1));

        buffer.Wrap(new byte[2]);
        Assert.Equal(2, buffer.Capacity);
        buffer.Dispose();
    }

    [Fact]
    public void Nothing_can_be_wrapped_but_memory()
    {
        Assert.Throws<ArgumentNullException>(() => new DirectBuffer((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new DirectBuffer(default(ArraySegment<byte>)));
    }
}
