using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Logs;

/// <summary>
/// Frees a log from a claim whose publisher will never finish it. Only to be used when consumers have stood at the
/// position for longer than any living publisher takes between claim and commit.
/// </summary>
internal static unsafe class LogUnblocker
{
    /// <summary>Makes padding of what blocks the position; false when nothing blocks it.</summary>
    public static bool Unblock(LogBuffer log, long position)
    {
        int termCount = (int)(position >> log.BitsToShift);
        int offset = (int)position & log.TermMask;
        int activeTermCount = log.ActiveTermCount;
        if (offset == 0 && activeTermCount == termCount - 1)
        {
            // The term is full to its end, but whoever filled it died before the next one became active.
            log.Rotate(activeTermCount);
            return true;
        }

        long rawTail = log.RawTail(termCount % LogLayout.PartitionCount);
        int tail = log.OffsetOf(rawTail);
        if (LogBuffer.TermIdOf(rawTail) != log.TermIdAt(position) || offset >= tail)
        {
            return false;
        }

        byte* frame = log.At(position);
        int length = Shared.AcquireInt(frame);
        if (length < 0)
        {
            log.Pad(position, -length);
            return true;
        }

        return length == 0 && UnblockUnwritten(log, position, offset, tail, activeTermCount);
    }

    private static bool UnblockUnwritten(LogBuffer log, long position, int offset, int tail, int activeTermCount)
    {
        byte* term = log.At(position) - offset;
        int end = offset + FrameHeader.Alignment;
        while (end < tail && Shared.AcquireInt(term + end) == 0)
        {
            end += FrameHeader.Alignment;
        }

        // A frame written between the two looks would be lost under the padding.
        for (int at = end - FrameHeader.Alignment; at >= offset; at -= FrameHeader.Alignment)
        {
            if (Shared.AcquireInt(term + at) != 0)
            {
                return false;
            }
        }

        log.Pad(position, end - offset);
        if (end == log.TermLength && activeTermCount == (int)(position >> log.BitsToShift))
        {
            log.Rotate(activeTermCount);
        }

        return true;
    }
}
