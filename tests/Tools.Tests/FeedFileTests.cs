using MatchingEngine.Messages.MarketData;
using MatchingEngine.Tools.Feed.Recording;

namespace MatchingEngine.Tools.Tests;

public sealed class FeedFileTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"feed-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Packets_come_back_as_they_were_written()
    {
        Write(3_000);
        using var reader = new FeedFileReader(_file);
        Assert.Equal(1_234, reader.StartNanos);
        for (int i = 0; i < 3_000; i++)
        {
            Assert.True(reader.TryRead(out RecordedPacket packet));
            Assert.Equal((FeedStream)(1 + (i % 8)), packet.Stream);
            Assert.Equal((i, (long)i * 1_000), (packet.Source, packet.NanosSinceStart));
            Assert.True(packet.Bytes.SequenceEqual(Bytes(i)));
        }
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.IsTorn);
    }

    [Fact]
    public void Recording_cut_anywhere_gives_whole_blocks_and_says_that_it_breaks_off()
    {
        Write(200);
        byte[] whole = File.ReadAllBytes(_file);
        for (int length = FeedFileFormat.HeaderSize; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(_file, whole[..length]);
            using var reader = new FeedFileReader(_file);
            int packets = 0;
            while (reader.TryRead(out RecordedPacket packet))
                Assert.True(packet.Bytes.SequenceEqual(Bytes(packets++)));
            Assert.InRange(packets, 0, 199);
            Assert.Equal(length > FeedFileFormat.HeaderSize, reader.IsTorn || packets > 0);
        }
    }

    [Fact]
    public void Damage_in_the_middle_is_refused_and_a_file_of_another_kind_as_well()
    {
        Write(3_000);
        byte[] bytes = File.ReadAllBytes(_file);
        bytes[FeedFileFormat.HeaderSize + 100] ^= 1;
        File.WriteAllBytes(_file, bytes);
        using (var reader = new FeedFileReader(_file))
            Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
        bytes[3] ^= 1;
        File.WriteAllBytes(_file, bytes);
        Assert.Throws<InvalidDataException>(() => new FeedFileReader(_file));
    }

    private static byte[] Bytes(int number) =>
        [.. Enumerable.Range(number, 1 + (number % 1_344)).Select(value => (byte)value)];

    private void Write(int packets)
    {
        using var writer = new FeedFileWriter(_file, startNanos: 1_234);
        for (int i = 0; i < packets; i++)
            writer.Add((FeedStream)(1 + (i % 8)), i, i * 1_000L, Bytes(i));
        Assert.Equal(packets, writer.PacketCount);
    }
}
