using System.Text;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Util;

namespace AeronClientTests;

public class BufferTests
{
    [Fact]
    public void Numbers_are_little_endian_unless_said_otherwise()
    {
        var buffer = new UnsafeBuffer(new byte[32]);
        buffer.PutLong(0, 0x0102030405060708);
        buffer.PutInt(8, 0x0A0B0C0D, ByteOrder.BigEndian);
        buffer.PutDouble(16, 1.5);

        byte[] bytes = buffer.ByteArray!;
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1, 0x0A, 0x0B, 0x0C, 0x0D], bytes[..12]);
        Assert.Equal(0x0102030405060708, BitConverter.ToInt64(bytes));
        Assert.Equal(0x0A0B0C0D, buffer.GetInt(8, ByteOrder.BigEndian));
        Assert.Equal(0x0D0C0B0A, buffer.GetInt(8));
        Assert.Equal(1.5, buffer.GetDouble(16));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    public void Access_outside_of_the_buffer_is_an_error(int index)
    {
        var buffer = new UnsafeBuffer(new byte[16]);
        Assert.Throws<IndexOutOfRangeException>(() => buffer.GetLong(index));
        Assert.Throws<IndexOutOfRangeException>(() => buffer.PutLong(index, 1));
        Assert.Throws<IndexOutOfRangeException>(() => buffer.PutBytes(index, new byte[8]));
        Assert.Throws<IndexOutOfRangeException>(() => buffer.BoundsCheck(index, 8));
        Assert.Throws<ArgumentException>(() => new UnsafeBuffer(buffer, index, 8));
    }

    [Fact]
    public void View_of_a_view_shares_its_bytes()
    {
        byte[] array = new byte[64];
        var outer = new UnsafeBuffer(array, 8, 48);
        var inner = new UnsafeBuffer(outer, 8, 16);
        inner.PutInt(0, 77);
        Assert.Equal(77, BitConverter.ToInt32(array, 16));
        Assert.Same(array, inner.ByteArray);
        inner.Dispose();
        Assert.Equal(77, outer.GetInt(8));
    }

    [Fact]
    public void View_keeps_an_array_in_place_when_the_collector_moves_others()
    {
        UnsafeBuffer[] views = [.. Enumerable.Range(0, 100).Select(_ => new UnsafeBuffer(new byte[100]))];
        nint[] addresses = [.. views.Select(view => view.BufferPointer)];
        for (int i = 0; i < views.Length; i++)
        {
            views[i].PutInt(0, i);
        }

        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        for (int i = 0; i < views.Length; i++)
        {
            Assert.Equal(addresses[i], views[i].BufferPointer);
            Assert.Equal(i, BitConverter.ToInt32(views[i].ByteArray!));
        }
    }

    [Fact]
    public void Text_has_a_length_before_it_or_not()
    {
        var buffer = new UnsafeBuffer(new byte[64]);
        Assert.Equal(7, buffer.PutStringAscii(0, "aä€"[..3]));
        Assert.Equal("a??", buffer.GetStringAscii(0));
        Assert.Equal(10, buffer.PutStringUtf8(16, "aä€"));
        Assert.Equal("aä€", buffer.GetStringUtf8(16));
        Assert.Equal(2, buffer.PutStringWithoutLengthAscii(40, "abcd", 1, 2));
        Assert.Equal("bc", buffer.GetStringWithoutLengthAscii(40, 2));
        Assert.Equal(8, buffer.PutStringAscii(50, null));
        Assert.Equal("null", buffer.GetStringAscii(50));
        var text = new StringBuilder();
        Assert.Equal(3, buffer.GetStringAscii(0, text));
        Assert.Throws<ArgumentException>(() => buffer.PutStringUtf8(0, "abc", 2));
    }

    [Fact]
    public void Atomic_operations_return_what_was_there()
    {
        var buffer = new UnsafeBuffer(new byte[16]);
        Assert.Equal(0, buffer.GetAndAddLong(0, 5));
        Assert.Equal(5, buffer.AddLongOrdered(0, 2));
        Assert.True(buffer.CompareAndSetLong(0, 7, 8));
        Assert.False(buffer.CompareAndSetInt(8, 7, 8));
        Assert.Equal(8, buffer.GetLongVolatile(0));
        Assert.Equal(0, buffer.GetAndAddInt(8, -1));
        Assert.Equal(-1, buffer.GetIntVolatile(8));
    }

    [Fact]
    public void Buffers_are_ordered_by_content()
    {
        UnsafeBuffer a = new([1, 2, 3]);
        Assert.Equal(0, a.CompareTo(new UnsafeBuffer([1, 2, 3])));
        Assert.True(a.CompareTo(new UnsafeBuffer([1, 2])) > 0);
        Assert.True(a.CompareTo(new UnsafeBuffer([1, 200])) < 0);
    }

    [Fact]
    public void Mapped_file_is_shared()
    {
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
        try
        {
            using MappedByteBuffer first = IoUtil.MapNewFile(file, 10_000);
            using MappedByteBuffer second = IoUtil.MapExistingFile(file, "test");
            using MappedByteBuffer part = IoUtil.MapExistingFile(file, 4096, 8);
            new UnsafeBuffer(first).PutLong(4096, 42);
            Assert.Equal(42, new UnsafeBuffer(second).GetLong(4096));
            Assert.Equal(42, new UnsafeBuffer(part).GetLong(0));
            Assert.Equal(10_000, second.Capacity);
            Assert.Equal(8, part.Capacity);
            Assert.Throws<IOException>(() => IoUtil.MapNewFile(file, 10));
        }
        finally
        {
            file.Delete();
        }

        Assert.Throws<InvalidOperationException>(() => IoUtil.MapExistingFile(file, "test"));
    }

    [Theory]
    [InlineData("64k", 65536)]
    [InlineData("2M", 2 << 20)]
    [InlineData("1g", 1 << 30)]
    [InlineData("77", 77)]
    public void Sizes_are_read(string text, long bytes) => Assert.Equal(bytes, SystemUtil.ParseSize("x", text));

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5ns", 5)]
    [InlineData("7us", 7_000)]
    [InlineData("3ms", 3_000_000)]
    [InlineData("2s", 2_000_000_000)]
    public void Durations_are_read(string text, long nanos)
    {
        Assert.Equal(nanos, SystemUtil.ParseDuration("x", text));
        Assert.Equal(nanos, SystemUtil.ParseDuration("x", SystemUtil.FormatDuration(nanos)));
    }

    [Fact]
    public void What_is_neither_size_nor_duration_is_refused()
    {
        Assert.Throws<FormatException>(() => SystemUtil.ParseSize("x", "k"));
        Assert.Throws<FormatException>(() => SystemUtil.ParseDuration("x", "5 minutes"));
        Assert.Throws<FormatException>(() => SystemUtil.ParseSize("x", "99999999999999g"));
    }

    [StandInFact]
    public void Empty_size_is_refused_and_a_view_of_nothing_is_empty()
    {
        Assert.Throws<FormatException>(() => SystemUtil.ParseSize("x", ""));
        var view = new UnsafeBuffer(new byte[8]);
        view.Dispose();
        Assert.Equal(0, view.Capacity);
    }

    [StandInFact]
    public void Part_of_a_file_may_begin_anywhere()
    {
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
        try
        {
            using MappedByteBuffer whole = IoUtil.MapNewFile(file, 10_000);
            using MappedByteBuffer part = IoUtil.MapExistingFile(file, 100, 8);
            new UnsafeBuffer(whole).PutLong(100, 42);
            Assert.Equal(42, new UnsafeBuffer(part).GetLong(0));
        }
        finally
        {
            file.Delete();
        }
    }

    [Fact]
    public void Alignment_is_rounded_up()
    {
        Assert.Equal(64, BitUtil.Align(33, 32));
        Assert.Equal(0, BitUtil.Align(0, 32));
        Assert.Equal(8, BitUtil.FindNextPositivePowerOfTwo(5));
        Assert.Equal(1, BitUtil.FindNextPositivePowerOfTwo(0));
        Assert.True(BitUtil.IsAligned(64, 32));
        Assert.Equal(0, BitUtil.Next(2, 3));
        Assert.Equal(2, BitUtil.Previous(0, 3));
        Assert.Equal("1.2.3", SemanticVersion.ToString(SemanticVersion.Compose(1, 2, 3)));
    }
}
