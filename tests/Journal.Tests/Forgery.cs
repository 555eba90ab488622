using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal.Tests;

/// <summary>Changes files and makes the checksums hold again, as no crash and no bad disk does.</summary>
internal static class Forgery
{
    public delegate void HeaderChange(ref SegmentHeader header);

    public delegate void RecordChange(ref RecordView record);

    public static void Header(string path, HeaderChange change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        ref SegmentHeader header = ref MemoryMarshal.AsRef<SegmentHeader>(bytes.AsSpan());
        change(ref header);
        header.Checksum = 0;
        header.Checksum = Crc32C.AppendByTable(0, bytes.AsSpan(0, SegmentHeader.PageSize));
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Changes one record and chains it and all behind it in the file anew.</summary>
    public static void Record(string path, long sequence, RecordChange change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        uint chain = MemoryMarshal.Read<SegmentHeader>(bytes).Chain;
        long next = MemoryMarshal.Read<SegmentHeader>(bytes).FirstSequence;
        for (int offset = SegmentHeader.PageSize; ;)
        {
            ref RecordView record = ref MemoryMarshal.AsRef<RecordView>(bytes.AsSpan(offset));
            if (record.Length == 0)
                break;
            int aligned = RecordLayout.Aligned(record.Length);
            if (next++ == sequence)
                change(ref record);
            record.Checksum = RecordChecksum.Compute(chain, in bytes[offset], aligned);
            chain = record.Checksum;
            offset += aligned;
        }

        File.WriteAllBytes(path, bytes);
    }
}
