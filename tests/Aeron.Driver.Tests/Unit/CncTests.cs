using System.Runtime.InteropServices;
using MatchingEngine.AeronDriver;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Inspection;
using MediaDriverTests.Support;

namespace MediaDriverTests.Unit;

public sealed unsafe class CncTests : IDisposable
{
    private const int RingCapacity = 4096;
    private const int TailAt = RingCapacity + 128;

    private readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(8 << 20);

    [Fact]
    public void File_has_the_length_and_header_that_clients_expect()
    {
        MediaDriverContext context = TestDriver.NewContext();
        context.CountersValuesLength = 8 << 20;
        Directory.CreateDirectory(context.DirectoryName);
        using (var cnc = CncFile.Create(context.DirectoryName, context, nowMillis: 77))
        {
            Assert.Equal(48_238_592, cnc.FileLength);
            Assert.Null(CncFile.TryOpen(context.DirectoryName, writable: false));
            cnc.SignalReady();
        }

        byte[] header = new byte[128];
        using (FileStream file = File.OpenRead(Path.Combine(context.DirectoryName, "cnc.dat")))
        {
            file.ReadExactly(header);
        }

        string expected = "00020000" + "00031000" + "80001000" + "00000002" + "00008000" + "00004000"
            + "00E40B5402000000" + "4D00000000000000";
        Assert.Equal(expected, Convert.ToHexString(header, 0, 40));
        Directory.Delete(context.DirectoryName, recursive: true);
    }

    [Fact]
    public void Counter_id_is_not_given_out_again_at_once()
    {
        var table = new CountersTable(_memory, _memory + (4 << 20), 1 << 20);
        DriverCounter first = Allocate(table, 0);
        table.Free(first, 0);

        Assert.Equal(1, Allocate(table, 999).Id);
        Assert.Equal(0, Allocate(table, 1000).Id);
    }

    [Fact]
    public void Counters_end_when_there_is_no_room()
    {
        var table = new CountersTable(_memory, _memory + (4 << 20), 2 * CountersTable.ValueLength);
        Allocate(table, 0);
        Allocate(table, 0);

        Assert.Null(table.TryAllocate(new CounterDescription(1, default, default, 0, 0), 0));
    }

    [Fact]
    public void Same_error_is_counted_and_not_written_twice()
    {
        var log = new ErrorLog(_memory, 4096);

        Assert.True(log.Record("the cable is cut", 5));
        Assert.True(log.Record("the disk is full", 6));
        Assert.True(log.Record("the cable is cut", 7));

        Assert.Equal(
            [new ErrorObservation(2, 5, 7, "the cable is cut"), new ErrorObservation(1, 6, 6, "the disk is full")],
            log.Read());
    }

    [Fact]
    public void Error_log_that_is_full_says_so_and_keeps_what_it_has()
    {
        var log = new ErrorLog(_memory, 64);

        Assert.True(log.Record("the cable is cut", 5));
        Assert.False(log.Record("the disk is full, and nobody knows why", 6));
        Assert.Single(log.Read());
    }

    [Fact]
    public void Command_that_was_never_written_before_the_end_of_the_ring_is_unblocked()
    {
        ToDriverRing ring = NewRing();
        AdvanceTo(RingCapacity - 32);

        // The first of two clients died: its claim took the rest of the ring and the beginning.
        PutLong(TailAt, RingCapacity + 64 + 32);
        PutRecord(64, 24);

        Assert.True(ring.Unblock());
        Assert.False(ring.TryPeek(out _, out _));
        Assert.Equal(RingCapacity, ring.HeadPosition);
        Assert.True(ring.Unblock());
        Assert.True(ring.TryPeek(out int type, out ReadOnlySpan<byte> payload));
        Assert.Equal((1, 16), (type, payload.Length));
    }

    [Fact]
    public void Commands_claimed_at_the_end_of_the_ring_are_left_alone_while_nothing_was_written_behind_them()
    {
        ToDriverRing ring = NewRing();
        AdvanceTo(RingCapacity - 32);
        PutLong(TailAt, RingCapacity + 64);

        Assert.False(ring.Unblock());
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 7)]
    [InlineData(RingCapacity + 8)]
    public void Command_with_an_absurd_length_ends_with_the_ring(int length)
    {
        ToDriverRing ring = NewRing();
        AdvanceTo(64);
        PutLong(TailAt, 128);
        PutRecord(64, length);

        Assert.True(ring.TryPeek(out _, out ReadOnlySpan<byte> payload));
        Assert.Equal(RingCapacity - 64 - 8, payload.Length);
        ring.Release();
        Assert.Equal(RingCapacity, ring.HeadPosition);
    }

    public void Dispose() => NativeMemory.Free(_memory);

    private ToDriverRing NewRing() => new(_memory, RingCapacity + CncLayout.RingTrailerLength);

    private void AdvanceTo(long position)
    {
        PutLong(TailAt, position);
        PutLong(RingCapacity + 384, position);
    }

    private void PutRecord(int index, int length)
    {
        *(int*)(_memory + index + 4) = 1;
        *(int*)(_memory + index) = length;
    }

    private void PutLong(int offset, long value) => *(long*)(_memory + offset) = value;

    private static DriverCounter Allocate(CountersTable table, long nowMillis) =>
        table.TryAllocate(new CounterDescription(1, default, "label"u8, 0, 0), nowMillis)!;
}
