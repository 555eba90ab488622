using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// Tells a torn tail from rot: looks for a record behind a place that holds none. FORMAT.md has the reasoning and the table.
/// </summary>
internal static class TailExaminer
{
    /// <summary>Looks for a record behind the first bytes.</summary>
    /// <param name="tail">The file from the bad place on, up to its last byte that is not zero and a slot of zeros more.</param>
    /// <param name="state">The chain up to the bad place.</param>
    /// <returns>Offset of the record found in <paramref name="tail"/>; -1 when there is none.</returns>
    public static int FindRecordBehind(ReadOnlySpan<byte> tail, in ChainState state)
    {
        // The record at the bad place, if it can still be read as one, vouches for its successor by either checksum.
        uint stored = tail.Length >= 8 ? MemoryMarshal.Read<uint>(tail[4..]) : 0;
        uint computed = stored;
        int claimedEnd = 0;
        if (tail.Length >= RecordView.Size)
        {
            RecordView bad = MemoryMarshal.Read<RecordView>(tail);
            int aligned = RecordLayout.Aligned(bad.Length);
            if (bad.HasPossibleLength && aligned <= tail.Length)
                computed = RecordChecksum.Compute(state.Chain, in tail[0], aligned);
            if (IsPlausible(bad, 0, state))
                claimedEnd = aligned;
        }

        for (int offset = RecordLayout.Alignment; offset + RecordView.Size <= tail.Length; offset += RecordLayout.Alignment)
        {
            ReadOnlySpan<byte> at = tail[offset..];
            RecordView candidate = MemoryMarshal.Read<RecordView>(at);
            if (!IsPlausible(candidate, offset, state))
                continue;
            if (offset >= claimedEnd || IsProven(at, candidate, stored, computed) || HasSuccessor(at, candidate, offset, state))
                return offset;
        }

        return -1;
    }

    /// <summary>
    /// True when these 32 bytes can be a record that was written behind the bad place: both lengths agree, the schema is ours, the time is
    /// not before, and the sequence is one that records of 32 bytes and more reach at this distance.
    /// </summary>
    private static bool IsPlausible(in RecordView record, int offset, in ChainState state)
    {
        long nextSequence = state.LastSequence + 1;
        return record.HasPossibleLength && record.HasAgreeingLengths
            && record.Header.SchemaId == NewOrderSingleBlock.SchemaId
            && record.Sequence >= nextSequence && record.Sequence - nextSequence <= offset / RecordView.Size
            && record.TimestampNanos >= state.LastTimestampNanos;
    }

    private static bool IsProven(ReadOnlySpan<byte> at, in RecordView candidate, uint stored, uint computed)
    {
        int aligned = RecordLayout.Aligned(candidate.Length);
        return aligned <= at.Length
            && (RecordChecksum.Compute(stored, in at[0], aligned) == candidate.Checksum
                || RecordChecksum.Compute(computed, in at[0], aligned) == candidate.Checksum);
    }

    private static bool HasSuccessor(ReadOnlySpan<byte> at, in RecordView candidate, int offset, in ChainState state)
    {
        int aligned = RecordLayout.Aligned(candidate.Length);
        if (aligned + RecordView.Size > at.Length)
            return false;
        ReadOnlySpan<byte> behind = at[aligned..];
        RecordView successor = MemoryMarshal.Read<RecordView>(behind);
        return successor.Sequence == candidate.Sequence + 1 && IsPlausible(successor, offset + aligned, state)
            && IsProven(behind, successor, candidate.Checksum, candidate.Checksum);
    }
}
