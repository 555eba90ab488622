using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Adaptive.Aeron.LogBuffer;

/// <summary>
/// How far a subscription reads in the log of a publisher on the same machine. What a processor has just written is still
/// in its first cache, from where it goes to another slowly and to the hindrance of both; a little later it is had for a
/// third. Who has caught up with a publisher that writes on and on therefore keeps a distance. A publisher that stops, or
/// is slower than <see cref="FastBytesPerNano"/>, is read to the end: a message waits for the next look at the tail, or for
/// as long as the distance takes at that rate, which is 33 microseconds.
/// </summary>
internal unsafe struct TailDistance(byte* metaData, int initialTermId, int termLength, bool hasTails)
{
    private const int Distance = 16 << 10;

    /// <summary>In shorter terms the publisher would have to wait for a subscription that waits for it.</summary>
    private const int ShortestTerm = 64 * Distance;

    /// <summary>Polls that took less tell nothing about the publisher's rate.</summary>
    private const int LongPoll = Distance / 4;

    private const double FastBytesPerNano = 0.5;

    /// <summary>Each look takes the line of the tail away from the publisher.</summary>
    private const double LookNanos = 1_000;

    private static readonly double NanosPerTick = 1e9 / Stopwatch.Frequency;

    private readonly bool _isWorthwhile = hasTails && termLength >= ShortestTerm;
    private readonly int _positionBits = LogBufferDescriptor.PositionBitsToShift(termLength);
    private bool _isKept;
    private long _limitPosition;
    private long _tailPosition;
    private long _lookTimestamp;

    /// <summary>Offset in the term of a position at which a poll is to end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LimitOffset(long position) => _isKept ? KeptLimitOffset(position) : termLength;

    /// <summary>To be called when a poll has ended at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnPolled(long position, int length)
    {
        if (length >= LongPoll && _isWorthwhile && !_isKept)
        {
            Begin(position);
        }
    }

    private void Begin(long position)
    {
        _tailPosition = TailPosition(position);
        _lookTimestamp = Stopwatch.GetTimestamp();
        _limitPosition = position;
        _isKept = _tailPosition > position;
    }

    private int KeptLimitOffset(long position)
    {
        long termBegin = position & -termLength;
        if (position >= _limitPosition)
        {
            long now = Stopwatch.GetTimestamp();
            double nanos = (now - _lookTimestamp) * NanosPerTick;
            if (nanos < LookNanos)
            {
                return 0;
            }

            long tail = TailPosition(position);
            _isKept = tail - _tailPosition >= nanos * FastBytesPerNano;
            if (!_isKept)
            {
                return termLength;
            }

            _tailPosition = tail;
            _lookTimestamp = now;
            _limitPosition = tail == termBegin + termLength ? tail : tail - Distance;
        }

        return (int)Math.Min(_limitPosition - termBegin, termLength);
    }

    /// <summary>Position up to which room was taken in the term of a position.</summary>
    private long TailPosition(long position)
    {
        int termCount = (int)(position >> _positionBits);
        long tail = Volatile.Read(ref ((long*)metaData)[LogBufferDescriptor.IndexByTermCount(termCount)]);
        bool hasBegun = LogBufferDescriptor.TermId(tail) == unchecked(initialTermId + termCount);
        return (position & -termLength) + (hasBegun ? LogBufferDescriptor.TermOffset(tail, termLength) : 0);
    }
}
