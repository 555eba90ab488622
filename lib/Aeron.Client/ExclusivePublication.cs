using System.Runtime.CompilerServices;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent.Status;

namespace Adaptive.Aeron;

/// <summary>
/// A publication with a session of its own that one thread offers to, without any atomic instruction. That no second
/// thread does so is not checked.
/// </summary>
public sealed unsafe class ExclusivePublication : Publication
{
    private readonly byte* _metaAddress;
    private byte* _term;
    private long _termBeginPosition;
    private int _index;
    private int _termId;
    private int _termOffset;

    internal ExclusivePublication(
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
        int termCount = LogBufferDescriptor.ActiveTermCount(MetaData);
        long rawTail = LogBufferDescriptor.RawTailVolatile(MetaData, LogBufferDescriptor.IndexByTermCount(termCount));
        _termOffset = LogBufferDescriptor.TermOffset(rawTail, TermBufferLength);
        BeginTerm(LogBufferDescriptor.IndexByTermCount(termCount), LogBufferDescriptor.TermId(rawTail));
    }

    /// <inheritdoc/>
    public override long Position => IsClosed ? CLOSED : _termBeginPosition + _termOffset;

    /// <inheritdoc/>
    public override long AvailableWindow => IsClosed ? CLOSED : LimitNow - (_termBeginPosition + _termOffset);

    /// <summary>Id of the term that is being written.</summary>
    /// <returns>The id.</returns>
    public int TermId() => _termId;

    /// <summary>Offset in the term up to which messages have been taken.</summary>
    /// <returns>Bytes.</returns>
    public int TermOffset() => _termOffset;

    // The offers stand here and in ConcurrentPublication: a base class could only call the claim as a virtual function
    // for each kind of payload, and such a call looks its code up at run time.

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
            length, BitUtil.Align(frameLength, FrameDescriptor.FRAME_ALIGNMENT), out int termOffset);
        if (result >= 0)
        {
            Writer.Begin(_term + termOffset, termOffset, frameLength, _termId);
            bufferClaim.Wrap(LogBuffers.Terms[_index], termOffset, frameLength);
        }

        return result;
    }

    /// <summary>Makes closing revoke the publication: receivers do not get what they have not got by then.</summary>
    public void RevokeOnClose() => RevokesOnClose = true;

    /// <summary>Closes the publication at once: receivers do not get what they have not got by now.</summary>
    public new void Revoke() => base.Revoke();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Append<TPayload>(int length, ref TPayload payload, ReservedValueSupplier? supplier)
        where TPayload : struct, IPayload
    {
        long result = Claim(length, RequiredLength(length), out int termOffset);
        if (result >= 0)
        {
            Writer.Message(_term, _index, termOffset, _termId, length, ref payload, supplier);
        }

        GC.KeepAlive(this);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Claim(int messageLength, int requiredLength, out int termOffset)
    {
        termOffset = _termOffset;
        if (IsClosed)
        {
            return CLOSED;
        }

        long position = _termBeginPosition + termOffset;
        if (position >= LimitNow)
        {
            return BackPressureStatus(position, messageLength);
        }

        int resultingOffset = termOffset + requiredLength;
        Volatile.Write(
            ref *(long*)(_metaAddress + (_index * sizeof(long))),
            LogBufferDescriptor.PackTail(_termId, resultingOffset));
        if (resultingOffset > TermBufferLength)
        {
            return EndOfTerm(termOffset);
        }

        _termOffset = resultingOffset;
        return _termBeginPosition + resultingOffset;
    }

    private long EndOfTerm(int termOffset)
    {
        if (termOffset < TermBufferLength)
        {
            Writer.Padding(_term, termOffset, TermBufferLength - termOffset, _termId);
            _termOffset = TermBufferLength;
        }

        if (_termBeginPosition + TermBufferLength >= MaxPossiblePosition)
        {
            return MAX_POSITION_EXCEEDED;
        }

        _termOffset = 0;
        BeginTerm(LogBufferDescriptor.NextPartitionIndex(_index), unchecked(_termId + 1));
        LogBufferDescriptor.InitialiseTailWithTermId(MetaData, _index, _termId);
        LogBufferDescriptor.ActiveTermCountOrdered(MetaData, unchecked(_termId - InitialTermId));
        return ADMIN_ACTION;
    }

    private void BeginTerm(int index, int termId)
    {
        _index = index;
        _termId = termId;
        _term = (byte*)LogBuffers.Terms[index].BufferPointer;
        _termBeginPosition = LogBufferDescriptor.ComputeTermBeginPosition(termId, PositionBitsToShift, InitialTermId);
    }
}
