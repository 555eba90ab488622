using Adaptive.Agrona;
using Adaptive.Agrona.Concurrent;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>Finds blocks of whole frames in a term.</summary>
public static class TermBlockScanner
{
    /// <summary>
    /// Finds where a block of frames that are there ends. A padding frame is never part of a block with others: it ends
    /// the block before it, or is one of its own.
    /// </summary>
    /// <param name="termBuffer">The term.</param>
    /// <param name="termOffset">First byte of the block.</param>
    /// <param name="limitOffset">The block ends here at the latest.</param>
    /// <returns>Offset after the block; the offset it began with when there is nothing.</returns>
    public static int Scan(IAtomicBuffer termBuffer, int termOffset, int limitOffset)
    {
        int offset = termOffset;
        while (offset < limitOffset)
        {
            int frameLength = FrameDescriptor.FrameLengthVolatile(termBuffer, offset);
            if (frameLength <= 0)
            {
                break;
            }

            int alignedLength = BitUtil.Align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
            if (FrameDescriptor.IsPaddingFrame(termBuffer, offset))
            {
                return offset == termOffset ? offset + alignedLength : offset;
            }

            if (offset + alignedLength > limitOffset)
            {
                break;
            }

            offset += alignedLength;
        }

        return offset;
    }
}
