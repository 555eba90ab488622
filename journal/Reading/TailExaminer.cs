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
    /// <param name="tail">
    /// The file from the bad place on, up to its last byte that is not zero and a slot of zeros more.
    /// </param>
    /// <param name="state">The chain up to the bad place.</param>
    /// <returns>Offset of the record found in <paramref name="tail"/>; -1 when there is none.</returns>
    public static int FindRecordBehind(ReadOnlySpan<byte> tail, in ChainState state)
    {
        // A torn record that still shows its own length is passed over: its block holds what a client sent, which may
        // look like a record.
        RecordView bad = MemoryMarshal.Read<RecordView>(tail);
        int offset = IsPlausible(bad, 0, state) ? RecordLayout.Aligned(bad.Length) : RecordLayout.Alignment;
        for (; offset + RecordView.Size <= tail.Length; offset += RecordLayout.Alignment)
        {
            if (IsPlausible(MemoryMarshal.Read<RecordView>(tail[offset..]), offset, state))
                return offset;
        }

        return -1;
    }

    /// <summary>
    /// True when these bytes can begin a record that was written at this distance from the last good one: both lengths
    /// agree, the schema is ours, time does not go back, and the sequence is one that records of 32 bytes and more
    /// reach within the distance.
    /// </summary>
    private static bool IsPlausible(in RecordView record, int distance, in ChainState state)
    {
        long nextSequence = state.LastSequence + 1;
        return record.HasPossibleLength && record.HasAgreeingLengths
            && record.Header.SchemaId == NewOrderSingleBlock.SchemaId
            && record.Sequence >= nextSequence && record.Sequence - nextSequence <= distance / RecordView.Size
            && record.TimestampNanos >= state.LastTimestampNanos;
    }
}
