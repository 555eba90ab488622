using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>What the next record must continue: the last record's checksum, sequence and time.</summary>
internal struct ChainState
{
    public uint Chain;
    public long LastSequence;
    public long LastTimestampNanos;

    /// <summary>Checks the record at the start of <paramref name="bytes"/>, and on success goes on to it.</summary>
    /// <param name="bytes">The record and what follows it, up to a slot's size or the end of the file.</param>
    /// <param name="alignedLength">Bytes that the record takes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RecordFault Advance(ReadOnlySpan<byte> bytes, out int alignedLength)
    {
        alignedLength = 0;
        if (bytes.Length < RecordView.Size)
            return RecordFault.End;
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        ref readonly RecordView record = ref Unsafe.As<byte, RecordView>(ref start);
        if (record.Length == 0)
            return RecordFault.End;
        int aligned = RecordLayout.Aligned(record.Length);
        if (!record.HasPossibleLength || aligned > bytes.Length)
            return RecordFault.Length;
        if (RecordChecksum.Compute(Chain, ref start, aligned) != record.Checksum)
            return RecordFault.Checksum;
        if (!record.HasAgreeingLengths)
            return RecordFault.BlockLength;
        if (record.Sequence != LastSequence + 1)
            return RecordFault.Sequence;
        if (record.TimestampNanos < LastTimestampNanos)
            return RecordFault.Timestamp;
        Chain = record.Checksum;
        LastSequence = record.Sequence;
        LastTimestampNanos = record.TimestampNanos;
        alignedLength = aligned;
        return RecordFault.None;
    }
}
