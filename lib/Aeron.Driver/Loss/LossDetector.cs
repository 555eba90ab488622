using System.Runtime.CompilerServices;
using MatchingEngine.AeronDriver.Logs;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Loss;

/// <summary>
/// Finds the first gap of an image's log and says when it is due to be asked for. One gap at a time: the next one shows
/// when this one is filled. Used by the receiver's thread alone.
/// </summary>
internal sealed unsafe class LossDetector(NakDelay delay)
{
    private int _termId;
    private int _termOffset;
    private int _length;
    private long _dueNanos;

    /// <summary>Whether the last scan met a gap that the scan before did not.</summary>
    public bool FoundNewGap { get; private set; }

    /// <summary>Term of the gap found by the last scan.</summary>
    public int GapTermId => _termId;

    /// <summary>Offset of the gap.</summary>
    public int GapTermOffset => _termOffset;

    /// <summary>Length of the gap; 0 for none.</summary>
    public int GapLength => _length;

    /// <summary>
    /// Scans from a position to what was received, at most to the end of the term, and returns the position of the
    /// first byte that is missing. <paramref name="isDue"/> says that the gap has lasted and is to be asked for now.
    /// </summary>
    public long Scan(LogBuffer log, long position, long highWaterMark, long nowNanos, out bool isDue)
    {
        isDue = false;
        FoundNewGap = false;
        int offset = (int)position & log.TermMask;
        int limit = (int)Math.Min(log.TermLength, offset + (highWaterMark - position));
        byte* term = log.At(position) - offset;
        int end = Contiguous(term, offset, limit);
        if (end >= limit)
        {
            _length = 0;
            return position - offset + end;
        }

        int length = GapAt(term, end, limit);
        int termId = log.TermIdAt(position);
        if (end != _termOffset || termId != _termId || length != _length)
        {
            bool isGrown = end == _termOffset && termId == _termId && _length != 0;
            FoundNewGap = !isGrown;
            _termId = termId;
            _termOffset = end;
            _length = length;
            _dueNanos = nowNanos + delay.FirstNanos();
        }

        if (nowNanos - _dueNanos >= 0)
        {
            isDue = true;
            _dueNanos = nowNanos + delay.RetryNanos();
        }

        return position - offset + end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Contiguous(byte* term, int offset, int limit)
    {
        while (offset < limit)
        {
            int length = Shared.AcquireInt(term + offset);
            if (length <= 0)
            {
                break;
            }

            offset += FrameHeader.AlignedLength(length);
        }

        return offset;
    }

    private static int GapAt(byte* term, int start, int limit)
    {
        int end = start + FrameHeader.Alignment;
        while (end < limit && Shared.AcquireInt(term + end) == 0)
        {
            end += FrameHeader.Alignment;
        }

        return end - start;
    }
}
