using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MatchingEngine.Messages;

namespace MatchingEngine.Journal;

/// <summary>
/// The records that wait to be written, back to back as they will stand in the file. One thread.
/// <code>
/// 0 ≤ head ≤ tail ≤ capacity; head and tail are at starts of records
/// </code>
/// </summary>
internal sealed class WriteBuffer
{
    // An append copies a whole slot and pads beyond it: that much lies behind the capacity.
    private const int Slack = 2 * RecordLayout.SlotSize;

    private readonly byte[] _bytes;
    private readonly int _capacity;
    private int _head;
    private int _tail;

    public WriteBuffer(int capacity)
    {
        _bytes = GC.AllocateArray<byte>(capacity + Slack, pinned: true);
        _capacity = capacity;
    }

    /// <summary>True when a record of any length fits.</summary>
    public bool HasRoom => _capacity - _tail >= RecordLayout.SlotSize;

    /// <summary>Bytes that wait.</summary>
    public int Waiting => _tail - _head;

    /// <summary>Puts a record behind the others.</summary>
    /// <param name="record">The record; its length is valid and there is room.</param>
    /// <param name="chain">Checksum of the record before.</param>
    /// <returns>Checksum of this record.</returns>
    public uint Append(in CommandRecord record, uint chain)
    {
        int length = record.Length;
        int alignedLength = RecordLayout.Aligned(length);
        ref byte target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _tail);
        Unsafe.As<byte, Slot>(ref target) = Unsafe.As<CommandRecord, Slot>(ref Unsafe.AsRef(in record));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, length), 0UL);
        uint checksum = RecordChecksum.Compute(chain, ref target, alignedLength);
        Unsafe.As<byte, RecordView>(ref target).Checksum = checksum;
        _tail += alignedLength;
        return checksum;
    }

    /// <summary>The whole records from the front that fit into so many bytes.</summary>
    /// <param name="room">Bytes of room, 0 and up.</param>
    /// <param name="last">The last of those records; default when there is none.</param>
    public int CountFitting(long room, out RecordView last)
    {
        int count = 0;
        last = default;
        while (count < Waiting)
        {
            RecordView record = ViewAt(_head + count);
            int alignedLength = RecordLayout.Aligned(record.Length);
            if (count + alignedLength > room)
                break;
            count += alignedLength;
            last = record;
        }

        return count;
    }

    /// <summary>Waiting bytes, from so many behind the front.</summary>
    public ReadOnlySpan<byte> Slice(int start, int count) => _bytes.AsSpan(_head + start, count);

    /// <summary>Lets go of whole records at the front.</summary>
    public void Release(int count)
    {
        _head += count;
        if (_head == _tail)
            _head = _tail = 0;
    }

    /// <summary>Moves what waits to the front, so that all the room is behind it.</summary>
    public void Compact()
    {
        if (_head == 0)
            return;
        _bytes.AsSpan(_head, Waiting).CopyTo(_bytes);
        _tail -= _head;
        _head = 0;
    }

    private RecordView ViewAt(int offset) => MemoryMarshal.Read<RecordView>(_bytes.AsSpan(offset));

    [StructLayout(LayoutKind.Sequential, Size = RecordLayout.SlotSize)]
    private struct Slot
    {
    }
}
