using System.Runtime.CompilerServices;
using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>
/// Writes frames of one stream into terms. A frame gets a negative length first and a positive one last, so that a
/// reader takes it when it is whole, and a driver can tell how long it is when its publisher dies in between.
/// </summary>
internal readonly unsafe struct FrameWriter
{
    private readonly UnsafeBuffer[] _terms;
    private readonly long _versionFlagsType;
    private readonly long _sessionId;
    private readonly long _streamId;
    private readonly int _maxPayloadLength;

    public FrameWriter(UnsafeBuffer[] terms, UnsafeBuffer defaultHeader, int maxPayloadLength)
    {
        _terms = terms;
        _maxPayloadLength = maxPayloadLength;
        _versionFlagsType = (long)defaultHeader.GetInt(HeaderFlyweight.VERSION_FIELD_OFFSET) << 32;
        _sessionId = (long)defaultHeader.GetInt(DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET) << 32;
        _streamId = (uint)defaultHeader.GetInt(DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET);
    }

    public static void Commit(byte* frame, int frameLength) => Volatile.Write(ref *(int*)frame, frameLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(byte* frame, int termOffset, int frameLength, int termId)
    {
        Volatile.Write(ref *(long*)frame, _versionFlagsType | (uint)-frameLength);
        Volatile.Write(
            ref *(long*)(frame + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET), _sessionId | (uint)termOffset);
        *(long*)(frame + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET) = ((long)termId << 32) | _streamId;
    }

    public void Padding(byte* term, int termOffset, int frameLength, int termId)
    {
        byte* frame = term + termOffset;
        Begin(frame, termOffset, frameLength, termId);
        *(short*)(frame + HeaderFlyweight.TYPE_FIELD_OFFSET) = HeaderFlyweight.HDR_TYPE_PAD;
        Commit(frame, frameLength);
    }

    /// <summary>Writes a message into room that the caller has claimed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Message<TPayload>(
        byte* term,
        int index,
        int termOffset,
        int termId,
        int length,
        ref TPayload payload,
        ReservedValueSupplier? supplier)
        where TPayload : struct, IPayload
    {
        if (length <= _maxPayloadLength)
        {
            int frameLength = length + DataHeaderFlyweight.HEADER_LENGTH;
            byte* frame = term + termOffset;
            Begin(frame, termOffset, frameLength, termId);
            payload.Take(frame + DataHeaderFlyweight.HEADER_LENGTH, length);
            if (supplier is not null)
            {
                *(long*)(frame + DataHeaderFlyweight.RESERVED_VALUE_OFFSET) =
                    supplier(_terms[index], termOffset, frameLength);
            }

            Commit(frame, frameLength);
        }
        else
        {
            Fragments(term, index, termOffset, termId, length, ref payload, supplier);
        }
    }

    private void Fragments<TPayload>(
        byte* term,
        int index,
        int termOffset,
        int termId,
        int length,
        ref TPayload payload,
        ReservedValueSupplier? supplier)
        where TPayload : struct, IPayload
    {
        byte flags = FrameDescriptor.BEGIN_FRAG_FLAG;
        int remaining = length;
        while (remaining > 0)
        {
            int fragment = Math.Min(remaining, _maxPayloadLength);
            int frameLength = fragment + DataHeaderFlyweight.HEADER_LENGTH;
            byte* frame = term + termOffset;
            Begin(frame, termOffset, frameLength, termId);
            payload.Take(frame + DataHeaderFlyweight.HEADER_LENGTH, fragment);
            remaining -= fragment;
            frame[HeaderFlyweight.FLAGS_FIELD_OFFSET] =
                remaining == 0 ? (byte)(flags | FrameDescriptor.END_FRAG_FLAG) : flags;
            flags = 0;
            if (supplier is not null)
            {
                *(long*)(frame + DataHeaderFlyweight.RESERVED_VALUE_OFFSET) =
                    supplier(_terms[index], termOffset, frameLength);
            }

            Commit(frame, frameLength);
            termOffset += BitUtil.Align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
        }
    }
}
