using System.Runtime.InteropServices;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Memory;

namespace MediaDriverTests.Unit;

public sealed unsafe class CleaningTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 24)]
    [InlineData(8, 56)]
    [InlineData(0, 64)]
    [InlineData(40, 64)]
    [InlineData(63, 130)]
    [InlineData(8, 4088)]
    public void Zeroing_past_the_caches_touches_its_range_and_no_byte_more(int offset, int length)
    {
        const int Length = 8192;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(Length, 64);
        var all = new Span<byte>(memory, Length);
        all.Fill(0xFF);

        Shared.ZeroPastCaches(memory + offset, length);

        Assert.Equal(-1, all.Slice(offset, length).IndexOfAnyExcept((byte)0));
        Assert.Equal(-1, all[..offset].IndexOfAnyExcept((byte)0xFF));
        Assert.Equal(-1, all[(offset + length)..].IndexOfAnyExcept((byte)0xFF));
        NativeMemory.AlignedFree(memory);
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(16 << 20)]
    public void Log_is_cleaned_in_strides_up_to_the_end_of_each_term(int termLength)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        using LogBuffer log = LogBuffer.Create(path, new LogSettings
        {
            Type = LogType.ConcurrentPublication,
            CorrelationId = 1,
            SessionId = 2,
            StreamId = 3,
            InitialTermId = 4,
            TermLength = termLength,
            MtuLength = 1408,
        });
        new Span<byte>(log.Term(0), termLength).Fill(0xFF);
        new Span<byte>(log.Term(1), termLength).Fill(0xFF);
        long stride = (termLength / 8) + 32;
        long cleaned = 0;
        int strides = 0;
        while (cleaned < termLength)
        {
            long next = log.Clean(cleaned, cleaned + stride);
            Assert.Equal(Math.Min(cleaned + stride, termLength), next);
            Assert.Equal(-1, new Span<byte>(log.Term(0), (int)next).IndexOfAnyExcept((byte)0));
            Assert.Equal(next < termLength, log.Term(0)[next % termLength] == 0xFF);
            cleaned = next;
            strides++;
        }

        Assert.Equal(8, strides);
        Assert.Equal(-1, new Span<byte>(log.Term(1), termLength).IndexOfAnyExcept((byte)0xFF));
        log.DisposeAndDelete();
    }
}
