using System.Text;
using Adaptive.Aeron;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;
using Adaptive.Agrona.Concurrent.Errors;
using Adaptive.Agrona.Concurrent.Status;

namespace AeronClientTests;

public class CounterTests
{
    private readonly UnsafeBuffer _metaData = new(BufferUtil.AllocateDirectAligned(4 * 512, 64));
    private readonly UnsafeBuffer _values = new(BufferUtil.AllocateDirectAligned(4 * 128, 64));
    private readonly CachedEpochClock _clock = new();

    [Fact]
    public void Counter_stands_in_both_records_as_the_format_says()
    {
        CountersManager manager = Manager();
        manager.Allocate("first");
        int id = manager.Allocate("second", 77, key => key.PutLong(0, 0x55));
        manager.SetCounterValue(id, 9);

        Assert.Equal(1, id);
        Assert.Equal(1, _metaData.GetInt(512));
        Assert.Equal(77, _metaData.GetInt(512 + 4));
        Assert.Equal(long.MaxValue, _metaData.GetLong(512 + 8));
        Assert.Equal(0x55, _metaData.GetLong(512 + 16));
        Assert.Equal("second", _metaData.GetStringAscii(512 + 128));
        Assert.Equal(9, _values.GetLong(128));
    }

    [Fact]
    public void Freed_record_is_used_again_after_its_time_only()
    {
        CountersManager manager = Manager();
        int id = manager.Allocate("a", 5, key => key.PutLong(0, -1));
        _clock.Update(1000);
        manager.Free(id);
        Assert.Equal(-1, _metaData.GetInt(0));
        Assert.Equal(2000, _metaData.GetLong(8));
        Assert.Equal(0, _metaData.GetLong(16));
        Assert.Throws<InvalidOperationException>(() => manager.Free(id));

        Assert.Equal(1, manager.Allocate("b"));
        _clock.Update(2000);
        Assert.Equal(0, manager.Allocate("c"));
        Assert.Equal("c", manager.GetCounterLabel(0));
    }

    [StandInFact]
    public void Registration_id_of_a_freed_record_is_forgotten()
    {
        CountersManager manager = Manager();
        int id = manager.Allocate("a", 5);
        _values.PutLong(8, 123);
        manager.Free(id);
        _clock.Update(1000);

        Assert.Equal(id, manager.Allocate("b"));
        Assert.Equal(0, manager.GetCounterRegistrationId(id));
    }

    [Fact]
    public void Reader_sees_what_is_allocated_and_stops_at_the_first_unused_record()
    {
        CountersManager manager = Manager();
        manager.Allocate("a", 5);
        manager.Free(manager.Allocate("b", 5));
        int id = manager.Allocate("c", 6);
        _values.PutLong((id * 128) + 8, 42);
        manager.SetCounterValue(id, 3);
        var reader = new CountersReader(_metaData, _values, Encoding.ASCII);
        var seen = new List<string>();
        reader.ForEach((value, counterId, label) => seen.Add($"{counterId} {label} {value}"));

        Assert.Equal(["0 a 0", "2 c 3"], seen);
        Assert.Equal(id, reader.FindByTypeIdAndRegistrationId(6, 42));
        Assert.Equal(CountersReader.NULL_COUNTER_ID, reader.FindByTypeIdAndRegistrationId(6, 43));
        Assert.Throws<ArgumentException>(() => reader.GetCounterValue(4));
    }

    [Fact]
    public void Labels_and_room_are_limited()
    {
        CountersManager manager = Manager();
        int id = manager.Allocate(new string('x', 400));
        Assert.Equal(380, manager.GetCounterLabel(id).Length);
        Assert.Equal(0, AeronCounters.AppendToLabel(_metaData, id, "y"));
        int other = manager.Allocate("short");
        Assert.Equal(4, AeronCounters.AppendToLabel(_metaData, other, " end"));
        Assert.Equal("short end", manager.GetCounterLabel(other));
        manager.Allocate("2");
        manager.Allocate("3");
        Assert.Throws<InvalidOperationException>(() => manager.Allocate("4"));
    }

    [Fact]
    public void Counter_does_arithmetic_in_place()
    {
        using AtomicCounter counter = Manager().NewCounter("a", 1);
        Assert.Equal(0, counter.Increment());
        Assert.Equal(1, counter.GetAndAdd(9));
        Assert.True(counter.CompareAndSet(10, 20));
        Assert.False(counter.CompareAndSet(10, 30));
        Assert.True(counter.ProposeMax(21));
        Assert.False(counter.ProposeMaxOrdered(20));
        Assert.Equal(21, _values.GetLong(0));
    }

    [Fact]
    public void Same_error_stands_once_with_its_number_and_last_time()
    {
        var buffer = new UnsafeBuffer(BufferUtil.AllocateDirectAligned(512, 64));
        var log = new DistinctErrorLog(buffer, _clock);
        Assert.False(ErrorLogReader.HasErrors(buffer));
        _clock.Update(10);
        Assert.True(log.Record(new InvalidDataException("one")));
        _clock.Update(20);
        log.Record(new InvalidDataException("one"));
        log.Record(new InvalidDataException("two"));
        Assert.False(log.Record(new InvalidDataException(new string('x', 600))));
        var seen = new List<(int, long, long, string)>();
        ErrorConsumer consumer = (count, first, last, text) => seen.Add((count, first, last, text));
        Assert.Equal(2, ErrorLogReader.Read(buffer, consumer));

        Assert.Equal((2, 10L, 20L), (seen[0].Item1, seen[0].Item2, seen[0].Item3));
        Assert.Contains("one", seen[0].Item4, StringComparison.Ordinal);
        Assert.Equal((1, 20L, 20L), (seen[1].Item1, seen[1].Item2, seen[1].Item3));
        Assert.Equal(24 + Encoding.UTF8.GetByteCount(seen[0].Item4), buffer.GetInt(0));
    }

    private CountersManager Manager() => new(_metaData, _values, Encoding.ASCII, _clock, 1000);
}
