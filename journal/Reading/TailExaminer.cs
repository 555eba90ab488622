using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// Tells a torn tail from rot: looks for a record behind a place that holds none. FORMAT.md has the reasoning and the
/// table.
/// </summary>
internal static class TailExaminer
{
    /// <summary>
    /// Looks for the first 32 bytes of a record at every place where one can begin. Its checksum is no help: the
    /// checksum that it is chained to may be among the lost bytes. The other fields are enough: about a hundred bits
    /// must be right by chance.
    /// </summary>
    /// <param name="file">The file; read a buffer at a time, for what is behind may be a gigabyte.</param>
    /// <param name="bad">Offset of the bad place.</param>
    /// <param name="end">Offset behind the last byte that is not zero, above <paramref name="bad"/>.</param>
    /// <param name="state">The chain up to the bad place.</param>
    /// <returns>Offset in the file of the record found; -1 when there is none.</returns>
    public static long FindRecordBehind(BlockReader file, long bad, long end, in ChainState state)
    {
        // A torn record that still shows its own length is passed over: its block holds what a client sent, which may
        // look like a record.
        RecordView torn = ViewAt(file, bad);
        int passedOver = IsPlausible(torn, 0, state) ? RecordLayout.Aligned(torn.Length) : RecordLayout.Alignment;
        for (long offset = bad + passedOver; offset < end; offset += RecordLayout.Alignment)
        {
            if (IsPlausible(ViewAt(file, offset), offset - bad, state))
                return offset;
        }

        return -1;
    }

    /// <summary>What stands there; zeros where the file has ended.</summary>
    private static RecordView ViewAt(BlockReader file, long offset)
    {
        ReadOnlySpan<byte> bytes = file.Peek(offset, RecordView.Size);
        if (bytes.Length == RecordView.Size)
            return MemoryMarshal.Read<RecordView>(bytes);
        Span<byte> padded = stackalloc byte[RecordView.Size];
        padded.Clear();
        bytes.CopyTo(padded);
        return MemoryMarshal.Read<RecordView>(padded);
    }

    /// <summary>
    /// True when these bytes can begin a record that was written at this distance from the last good one: both lengths
    /// agree, the schema is ours, time does not go back, and the sequence is one that records of 32 bytes and more
    /// reach within the distance.
    /// </summary>
    private static bool IsPlausible(in RecordView record, long distance, in ChainState state)
    {
        long nextSequence = state.LastSequence + 1;
        return record.HasPossibleLength && record.HasAgreeingLengths
            && record.Header.SchemaId == NewOrderSingleBlock.SchemaId
            && record.Sequence >= nextSequence && record.Sequence - nextSequence <= distance / RecordView.Size
            && record.TimestampNanos >= state.LastTimestampNanos;
    }
}
