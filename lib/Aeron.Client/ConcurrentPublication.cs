using System.Runtime.CompilerServices;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>
/// A publication that any number of threads may offer to, and other clients of the same driver as well. Publishers
/// claim room with one atomic addition and write side by side.
/// </summary>
public sealed unsafe class ConcurrentPublication : Publication
{
    private readonly byte* _metaAddress;
    private readonly byte* _term0;
    private readonly byte* _term1;
    private readonly byte* _term2;

    internal ConcurrentPublication(
        ClientConductor conductor,
        string channel,
        int streamId,
        int sessionId,
        UnsafeBufferPosition positionLimit,
        int channelStatusId,
        LogBuffers logBuffers,
        long originalRegistrationId,
        long registrationId)
        : base(
            conductor,
            channel,
            streamId,
            sessionId,
            positionLimit,
            channelStatusId,
            logBuffers,
            originalRegistrationId,
            registrationId)
    {
        _metaAddress = (byte*)logBuffers.MetaData.BufferPointer;
        _term0 = (byte*)logBuffers.Terms[0].BufferPointer;
        _term1 = (byte*)logBuffers.Terms[1].BufferPointer;
        _term2 = (byte*)logBuffers.Terms[2].BufferPointer;
    }

    /// <inheritdoc/>
    public override long AvailableWindow => IsClosed ? CLOSED : LimitNow - Position;

    /// <inheritdoc/>
    public override long Offer(
        IDirectBuffer buffer, int offset, int length, ReservedValueSupplier? reservedValueSupplier = null)
    {
        CheckMessageLength(length);
        var payload = new SinglePayload(Address(buffer, offset, length));
        long result = Append(length, ref payload, reservedValueSupplier);
        GC.KeepAlive(buffer);
        return result;
    }

    /// <inheritdoc/>
    public override long Offer(
        IDirectBuffer bufferOne,
        int offsetOne,
        int lengthOne,
        IDirectBuffer bufferTwo,
        int offsetTwo,
        int lengthTwo,
        ReservedValueSupplier? reservedValueSupplier = null)
    {
        byte* first = Address(bufferOne, offsetOne, lengthOne);
        byte* second = Address(bufferTwo, offsetTwo, lengthTwo);
        int length = checked(lengthOne + lengthTwo);
        CheckMessageLength(length);
        var payload = new PairPayload(first, lengthOne, second);
        long result = Append(length, ref payload, reservedValueSupplier);
        GC.KeepAlive(bufferOne);
        GC.KeepAlive(bufferTwo);
        return result;
    }

    /// <inheritdoc/>
    public override long Offer(DirectBufferVector[] vectors, ReservedValueSupplier? reservedValueSupplier = null)
    {
        int length = DirectBufferVector.ValidateAndComputeLength(vectors);
        CheckMessageLength(length);
        var payload = new VectorPayload(vectors);
        return Append(length, ref payload, reservedValueSupplier);
    }

    /// <inheritdoc/>
    public override long TryClaim(int length, BufferClaim bufferClaim)
    {
        CheckPayloadLength(length);
        int frameLength = length + DataHeaderFlyweight.HEADER_LENGTH;
        long result = Claim(
            length,
            BitUtil.Align(frameLength, FrameDescriptor.FRAME_ALIGNMENT),
            out int index,
            out int termOffset,
            out int termId);
        if (result >= 0)
        {
            Writer.Begin(Term(index) + termOffset, termOffset, frameLength, termId);
            bufferClaim.Wrap(LogBuffers.Terms[index], termOffset, frameLength);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Term(int index) => index switch { 0 => _term0, 1 => _term1, _ => _term2 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Append<TPayload>(int length, ref TPayload payload, ReservedValueSupplier? supplier)
        where TPayload : struct, IPayload
    {
        long result = Claim(length, RequiredLength(length), out int index, out int termOffset, out int termId);
        if (result >= 0)
        {
            Writer.Message(Term(index), index, termOffset, termId, length, ref payload, supplier);
        }

        GC.KeepAlive(this);
        return result;
    }

    /// <summary>
    /// Claims aligned room and returns the position after it, or the reason why not. The limit is looked at before the
    /// claim, so a message may end beyond it; the driver leaves room for that.
    /// </summary>
    private long Claim(int messageLength, int requiredLength, out int index, out int termOffset, out int termId)
    {
        index = 0;
        termOffset = 0;
        termId = 0;
        if (IsClosed)
        {
            return CLOSED;
        }

        long limit = LimitNow;
        int termCount = Volatile.Read(ref *(int*)(_metaAddress + LogBufferDescriptor.LOG_ACTIVE_TERM_COUNT_OFFSET));
        index = LogBufferDescriptor.IndexByTermCount(termCount);
        ref long tail = ref *(long*)(_metaAddress + (index * sizeof(long)));
        long rawTail = Volatile.Read(ref tail);
        termId = LogBufferDescriptor.TermId(rawTail);
        if (unchecked(termId - InitialTermId) != termCount)
        {
            return ADMIN_ACTION;
        }

        long position = LogBufferDescriptor.ComputePosition(
            termId, LogBufferDescriptor.TermOffset(rawTail, TermBufferLength), PositionBitsToShift, InitialTermId);
        if (position >= limit)
        {
            return BackPressureStatus(position, messageLength);
        }

        if (position >= MaxPossiblePosition)
        {
            // The tail must not grow any more: it would run into the term id in the long run.
            return MAX_POSITION_EXCEEDED;
        }

        rawTail = Interlocked.Add(ref tail, requiredLength) - requiredLength;
        termId = LogBufferDescriptor.TermId(rawTail);
        long offset = rawTail & 0xFFFF_FFFFL;
        if (offset + requiredLength > TermBufferLength)
        {
            return EndOfTerm(index, termCount, termId, offset);
        }

        termOffset = (int)offset;
        return LogBufferDescriptor.ComputePosition(
            termId, termOffset + requiredLength, PositionBitsToShift, InitialTermId);
    }

    /// <summary>
    /// The claim that runs over the end of the term fills it up; all that do try to begin the next one.
    /// </summary>
    private long EndOfTerm(int index, int termCount, int termId, long offset)
    {
        if (offset < TermBufferLength)
        {
            Writer.Padding(Term(index), (int)offset, TermBufferLength - (int)offset, termId);
        }

        long termEnd = LogBufferDescriptor.ComputePosition(
            termId, 0, PositionBitsToShift, InitialTermId) + TermBufferLength;
        if (termEnd >= MaxPossiblePosition)
        {
            return MAX_POSITION_EXCEEDED;
        }

        LogBufferDescriptor.RotateLog(MetaData, termCount, termId);
        return ADMIN_ACTION;
    }
}
