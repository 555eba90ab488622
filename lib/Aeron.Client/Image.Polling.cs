using System.Runtime.CompilerServices;
using Adaptive.Aeron.LogBuffer;
using Adaptive.Aeron.Protocol;
using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron;

/// <content>Polling. A poll ends at the end of a term at the latest; the next one goes on in the next term.</content>
public unsafe partial class Image
{
    /// <summary>Takes fragments.</summary>
    /// <param name="fragmentHandler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int Poll(FragmentHandler fragmentHandler, int fragmentLimit) =>
        Poll(HandlerOf(fragmentHandler), fragmentLimit);

    /// <summary>Takes fragments.</summary>
    /// <param name="fragmentHandler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int Poll(IFragmentHandler fragmentHandler, int fragmentLimit)
    {
        if (_isClosed)
        {
            return 0;
        }

        long initialPosition = *_positionAddress;
        return Scan(fragmentHandler, initialPosition, _distance.LimitOffset(initialPosition), fragmentLimit);
    }

    /// <summary>Takes fragments up to a position.</summary>
    /// <param name="handler">Gets each fragment.</param>
    /// <param name="limitPosition">No fragment that begins at or after it is taken.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int BoundedPoll(FragmentHandler handler, long limitPosition, int fragmentLimit) =>
        BoundedPoll(HandlerOf(handler), limitPosition, fragmentLimit);

    /// <summary>Takes fragments up to a position.</summary>
    /// <param name="handler">Gets each fragment.</param>
    /// <param name="limitPosition">No fragment that begins at or after it is taken.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int BoundedPoll(IFragmentHandler handler, long limitPosition, int fragmentLimit)
    {
        if (_isClosed)
        {
            return 0;
        }

        long initialPosition = *_positionAddress;
        return initialPosition >= limitPosition
            ? 0
            : Scan(handler, initialPosition, LimitOffset(initialPosition, limitPosition), fragmentLimit);
    }

    /// <summary>Takes fragments as the handler says.</summary>
    /// <param name="handler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int ControlledPoll(ControlledFragmentHandler handler, int fragmentLimit) =>
        ControlledPoll(HandlerHelper.ToControlledFragmentHandler(handler), fragmentLimit);

    /// <summary>Takes fragments as the handler says.</summary>
    /// <param name="handler">Gets each fragment.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int ControlledPoll(IControlledFragmentHandler handler, int fragmentLimit)
    {
        if (_isClosed)
        {
            return 0;
        }

        long initialPosition = *_positionAddress;
        return ControlledScan(handler, initialPosition, _distance.LimitOffset(initialPosition), fragmentLimit);
    }

    /// <summary>Takes fragments up to a position as the handler says.</summary>
    /// <param name="handler">Gets each fragment.</param>
    /// <param name="limitPosition">No fragment that begins at or after it is taken.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int BoundedControlledPoll(ControlledFragmentHandler handler, long limitPosition, int fragmentLimit) =>
        BoundedControlledPoll(HandlerHelper.ToControlledFragmentHandler(handler), limitPosition, fragmentLimit);

    /// <summary>Takes fragments up to a position as the handler says.</summary>
    /// <param name="handler">Gets each fragment.</param>
    /// <param name="limitPosition">No fragment that begins at or after it is taken.</param>
    /// <param name="fragmentLimit">Most fragments that are taken.</param>
    /// <returns>Fragments taken; 0 when there is none or the image is closed.</returns>
    public int BoundedControlledPoll(IControlledFragmentHandler handler, long limitPosition, int fragmentLimit)
    {
        if (_isClosed)
        {
            return 0;
        }

        long initialPosition = *_positionAddress;
        return initialPosition >= limitPosition
            ? 0
            : ControlledScan(handler, initialPosition, LimitOffset(initialPosition, limitPosition), fragmentLimit);
    }

    /// <summary>Takes a block of whole frames, headers included.</summary>
    /// <param name="handler">Gets the block.</param>
    /// <param name="blockLengthLimit">Most bytes of the block.</param>
    /// <returns>Bytes taken; 0 when there are none or the image is closed.</returns>
    public int BlockPoll(BlockHandler handler, int blockLengthLimit)
    {
        if (_isClosed)
        {
            return 0;
        }

        long position = *_positionAddress;
        int offset = (int)position & _termMask;
        int limitOffset = (int)Math.Min((long)offset + blockLengthLimit, _termLength);
        UnsafeBuffer term = ActiveTerm(position);
        int length = TermBlockScanner.Scan(term, offset, limitOffset) - offset;
        if (length > 0)
        {
            try
            {
                handler(term, offset, length, SessionId, DataHeaderFlyweight.TermId(term, offset));
            }
            catch (Exception e)
            {
                _errorHandler.OnError(e);
            }
            finally
            {
                Advance(position + length);
            }
        }

        return length;
    }

    private int Scan(IFragmentHandler handler, long initialPosition, int limitOffset, int fragmentLimit)
    {
        int initialOffset = (int)initialPosition & _termMask;
        UnsafeBuffer buffer = ActiveTerm(initialPosition);
        byte* term = (byte*)buffer.BufferPointer;
        int offset = initialOffset;
        int fragments = 0;
        Header header = _header;
        header.Buffer = buffer;
        try
        {
            while (fragments < fragmentLimit && offset < limitOffset && !_isClosed)
            {
                int frameOffset = offset;
                int frameLength = Volatile.Read(ref *(int*)(term + frameOffset));
                if (frameLength <= 0)
                {
                    break;
                }

                offset += BitUtil.Align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
                if (IsPadding(term, frameOffset))
                {
                    continue;
                }

                fragments++;
                header.Offset = frameOffset;
                handler.OnFragment(
                    buffer,
                    frameOffset + DataHeaderFlyweight.HEADER_LENGTH,
                    frameLength - DataHeaderFlyweight.HEADER_LENGTH,
                    header);
            }
        }
        catch (Exception e)
        {
            _errorHandler.OnError(e);
        }
        finally
        {
            if (offset > initialOffset)
            {
                Advance(initialPosition + (offset - initialOffset));
                _distance.OnPolled(initialPosition + (offset - initialOffset), offset - initialOffset);
            }
        }

        return fragments;
    }

    /// <summary>
    /// Written out beside <see cref="Scan"/>: a loop that served both would ask after each fragment what is to be done.
    /// </summary>
    private int ControlledScan(
        IControlledFragmentHandler handler, long initialPosition, int limitOffset, int fragmentLimit)
    {
        int initialOffset = (int)initialPosition & _termMask;
        UnsafeBuffer buffer = ActiveTerm(initialPosition);
        byte* term = (byte*)buffer.BufferPointer;
        int offset = initialOffset;
        int fragments = 0;
        Header header = _header;
        header.Buffer = buffer;
        try
        {
            while (fragments < fragmentLimit && offset < limitOffset && !_isClosed)
            {
                int frameOffset = offset;
                int frameLength = Volatile.Read(ref *(int*)(term + frameOffset));
                if (frameLength <= 0)
                {
                    break;
                }

                offset += BitUtil.Align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
                if (IsPadding(term, frameOffset))
                {
                    continue;
                }

                fragments++;
                header.Offset = frameOffset;
                ControlledFragmentHandlerAction action = handler.OnFragment(
                    buffer,
                    frameOffset + DataHeaderFlyweight.HEADER_LENGTH,
                    frameLength - DataHeaderFlyweight.HEADER_LENGTH,
                    header);
                if (action == ControlledFragmentHandlerAction.ABORT)
                {
                    fragments--;
                    offset = frameOffset;
                    break;
                }

                if (action == ControlledFragmentHandlerAction.BREAK)
                {
                    break;
                }

                if (action == ControlledFragmentHandlerAction.COMMIT)
                {
                    initialPosition += offset - initialOffset;
                    initialOffset = offset;
                    Advance(initialPosition);
                }
            }
        }
        catch (Exception e)
        {
            _errorHandler.OnError(e);
        }
        finally
        {
            if (offset > initialOffset)
            {
                Advance(initialPosition + (offset - initialOffset));
                _distance.OnPolled(initialPosition + (offset - initialOffset), offset - initialOffset);
            }
        }

        return fragments;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPadding(byte* term, int frameOffset) =>
        *(short*)(term + frameOffset + HeaderFlyweight.TYPE_FIELD_OFFSET) == HeaderFlyweight.HDR_TYPE_PAD;

    /// <summary>Where a poll with a limit ends in the term of its first position.</summary>
    private int LimitOffset(long initialPosition, long limitPosition) => (int)Math.Min(
        _termLength, (initialPosition & _termMask) + (limitPosition - initialPosition));

    /// <summary>
    /// Tells the driver how far the subscription is. A closed image's counter may belong to somebody else.
    /// </summary>
    private void Advance(long position)
    {
        if (!_isClosed)
        {
            Volatile.Write(ref *_positionAddress, position);
        }
    }

    /// <summary>The handler of a delegate, kept so that polling with the same one again makes no new one.</summary>
    private IFragmentHandler HandlerOf(FragmentHandler handler)
    {
        if (!ReferenceEquals(_lastDelegate, handler))
        {
            _lastDelegate = handler;
            _lastHandler = HandlerHelper.ToFragmentHandler(handler);
        }

        return _lastHandler!;
    }
}
