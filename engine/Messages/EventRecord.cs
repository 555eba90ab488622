using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MatchingEngine.Messages;

/// <summary>
/// An event: what the engine answers to a command, addressed to one session.
/// Laid out as <see cref="RecordLayout"/> says. A plain value: whoever owns the slot owns the bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = RecordLayout.SlotSize)]
public struct EventRecord
{
    /// <summary>Bytes used, envelope and message header included.</summary>
    [FieldOffset(0)] public int Length;

    /// <summary>What is to be known of the event beside its message.</summary>
    [FieldOffset(4)] public EventFlags Flags;

    /// <summary>Number of the command that caused this event.</summary>
    [FieldOffset(8)] public long Sequence;

    /// <summary>Engine time in nanoseconds since 1970-01-01T00:00:00Z.</summary>
    [FieldOffset(16)] public long TimestampNanos;

    /// <summary>SBE message header.</summary>
    [FieldOffset(24)] public MessageHeaderBlock Header;

    [FieldOffset(RecordLayout.BlockOffset)] private byte _block;

    /// <summary>
    /// Makes this slot a message of type <typeparamref name="TBlock"/>: sets length and message header, clears the
    /// block. Sequence, timestamp and flags stay as they are.
    /// </summary>
    /// <returns>The block, to be filled in place.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TBlock Begin<TBlock>() where TBlock : unmanaged, IMessageBlock
    {
        Length = RecordLayout.BlockOffset + TBlock.SbeBlockLength;
        Header.BlockLength = TBlock.SbeBlockLength;
        Header.TemplateId = TBlock.SbeTemplateId;
        Header.SchemaId = TBlock.SbeSchemaId;
        Header.Version = TBlock.SbeSchemaVersion;
        ref TBlock block = ref Block<TBlock>();
        block = default;
        return ref block;
    }

    /// <summary>
    /// Makes this slot a message of type <typeparamref name="TBlock"/>: writes envelope and message header. The caller
    /// writes every byte of the block, those of no field too.
    /// </summary>
    /// <param name="sequence">Number of the command that causes the event.</param>
    /// <param name="timestampNanos">Engine time.</param>
    /// <returns>The block, to be filled in place.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TBlock BeginWhole<TBlock>(long sequence, long timestampNanos)
        where TBlock : unmanaged, IMessageBlock
    {
        // The first lowest: length and no flags; block length, template, schema and version.
        ref ulong words = ref Unsafe.As<EventRecord, ulong>(ref this);
        words = RecordLayout.BlockOffset + (ulong)TBlock.SbeBlockLength;
        Unsafe.Add(ref words, 1) = (ulong)sequence;
        Unsafe.Add(ref words, 2) = (ulong)timestampNanos;
        Unsafe.Add(ref words, 3) = TBlock.SbeBlockLength
            | (ulong)TBlock.SbeTemplateId << 16
            | (ulong)TBlock.SbeSchemaId << 32
            | (ulong)TBlock.SbeSchemaVersion << 48;
        return ref Block<TBlock>();
    }

    /// <summary>The block read as <typeparamref name="TBlock"/>; the caller has looked at the template id.</summary>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TBlock Block<TBlock>() where TBlock : unmanaged, IMessageBlock
    {
        RecordSize.Require(Unsafe.SizeOf<TBlock>() <= RecordLayout.MaxBlockLength);
        return ref Unsafe.As<byte, TBlock>(ref _block);
    }

    /// <summary>The block of a record that is only read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly TBlock BlockOf<TBlock>(in EventRecord record)
        where TBlock : unmanaged, IMessageBlock =>
        ref Unsafe.AsRef(in record).Block<TBlock>();

    /// <summary>The bytes of the whole record, <see cref="Length"/> of them, from offset 0 on.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<EventRecord, byte>(ref this), RecordSize.Checked(Length));

    /// <summary>The bytes that go on the wire: SBE message header and block.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Message => Bytes[RecordLayout.EnvelopeSize..];

    /// <summary>All bytes of the slot, for whoever fills it from a stream.</summary>
    [UnscopedRef]
    public Span<byte> Slot =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<EventRecord, byte>(ref this), RecordLayout.SlotSize);
}
