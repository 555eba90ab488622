using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>
/// What is said about a fragment, or about a message that was put together. Valid during the handler's call only, and
/// for its thread only.
/// </summary>
public class Header
{
    private const int NoFragmentedLength = Aeron.NULL_VALUE;

    private IDirectBuffer _buffer = null!;

    /// <summary>A header of a stream.</summary>
    /// <param name="initialTermId">Id of the stream's first term.</param>
    /// <param name="positionBitsToShift">Number of bits of an offset in a term.</param>
    public Header(int initialTermId, int positionBitsToShift)
        : this(initialTermId, positionBitsToShift, null)
    {
    }

    /// <summary>A header of a stream.</summary>
    /// <param name="initialTermId">Id of the stream's first term.</param>
    /// <param name="positionBitsToShift">Number of bits of an offset in a term.</param>
    /// <param name="context">Where the stream comes from; the image when one is polled.</param>
    public Header(int initialTermId, int positionBitsToShift, object? context)
    {
        InitialTermId = initialTermId;
        PositionBitsToShift = positionBitsToShift;
        Context = context;
    }

    /// <summary>Where the stream comes from; the image when one is polled.</summary>
    public object? Context { get; set; }

    /// <summary>Id of the stream's first term.</summary>
    public int InitialTermId { get; set; }

    /// <summary>Number of bits of an offset in a term.</summary>
    public int PositionBitsToShift { get; set; }

    /// <summary>Holds the header at <see cref="Offset"/>.</summary>
    public IDirectBuffer Buffer
    {
        get => _buffer;
        set => _buffer = value;
    }

    /// <summary>First byte of the header in <see cref="Buffer"/>.</summary>
    public int Offset { get; set; }

    /// <summary>
    /// Bytes that the fragments of a message take in the log, all headers included; −1 for a single fragment.
    /// </summary>
    public int FragmentedFrameLength { get; set; } = NoFragmentedLength;

    /// <summary>Bytes of the frame with its header; of a message put together, its length and one header.</summary>
    public int FrameLength => _buffer.GetInt(Offset);

    /// <summary>Session id of the stream.</summary>
    public int SessionId => _buffer.GetInt(Offset + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET);

    /// <summary>Stream id of the stream.</summary>
    public int StreamId => _buffer.GetInt(Offset + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET);

    /// <summary>Id of the term.</summary>
    public int TermId => _buffer.GetInt(Offset + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET);

    /// <summary>Offset in the term at which the frame, or the first one of the message, begins.</summary>
    public int TermOffset => _buffer.GetInt(Offset + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET);

    /// <summary>Offset in the term at which the next frame begins.</summary>
    public int NextTermOffset => BitUtil.Align(
        TermOffset + (FragmentedFrameLength == NoFragmentedLength ? FrameLength : FragmentedFrameLength),
        FrameDescriptor.FRAME_ALIGNMENT);

    /// <summary>Type of the frame.</summary>
    public int Type => (ushort)_buffer.GetShort(Offset + HeaderFlyweight.TYPE_FIELD_OFFSET);

    /// <summary>Flags of the frame; of a message put together, those of all its fragments.</summary>
    public byte Flags => _buffer.GetByte(Offset + HeaderFlyweight.FLAGS_FIELD_OFFSET);

    /// <summary>Reserved value of the frame; of a message put together, that of the first one.</summary>
    public long ReservedValue => _buffer.GetLong(Offset + DataHeaderFlyweight.RESERVED_VALUE_OFFSET);

    /// <summary>Position of the stream after the frame or message.</summary>
    public long Position =>
        LogBufferDescriptor.ComputePosition(TermId, NextTermOffset, PositionBitsToShift, InitialTermId);

    /// <summary>Sets where the header stands.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">First byte of the header.</param>
    public void SetBuffer(IDirectBuffer buffer, int offset)
    {
        _buffer = buffer;
        Offset = offset;
    }
}
