using System.Text;

namespace MatchingEngine.Journal.Tests;

public class Crc32CTests
{
    public static TheoryData<byte[], uint> KnownValues => new()
    {
        { [], 0 },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
        { new byte[32], 0x8A9136AA },
        { Enumerable.Repeat((byte)0xFF, 32).ToArray(), 0x62A8AB43 },
        { Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), 0x46DD794E },
        { Enumerable.Range(0, 32).Select(i => (byte)(31 - i)).ToArray(), 0x113FDB5C },
    };

    [Theory]
    [MemberData(nameof(KnownValues))]
    public void Known_values_come_out_by_every_way(byte[] bytes, uint expected)
    {
        Assert.Equal(expected, Crc32C.Append(0, bytes));
        Assert.Equal(expected, Crc32C.AppendByHardware(0, bytes));
        Assert.Equal(expected, Crc32C.AppendByTable(0, bytes));
    }

    [Fact]
    public void Hardware_and_tables_agree_on_every_length_and_seed()
    {
        Random random = new(1);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            uint seed = (uint)random.NextInt64();
            Assert.Equal(Crc32C.AppendByTable(seed, bytes), Crc32C.AppendByHardware(seed, bytes));
        }
    }

    [Fact]
    public void Appending_in_parts_gives_the_checksum_of_the_whole()
    {
        byte[] bytes = new byte[100];
        new Random(2).NextBytes(bytes);
        uint whole = Crc32C.Append(0, bytes);
        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(whole, Crc32C.Append(Crc32C.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }

    [Fact]
    public void A_record_is_covered_from_its_length_to_its_padding_without_the_checksum()
    {
        byte[] record = new byte[72];
        new Random(3).NextBytes(record);
        byte[] covered = [.. record[..4], .. record[8..]];
        Assert.Equal(Crc32C.AppendByTable(77, covered), RecordChecksum.Compute(77, in record[0], record.Length));
    }
}
