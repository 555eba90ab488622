using System.Text;

namespace Adaptive.Agrona.Concurrent.Errors;

/// <summary>
/// A log in shared memory in which the same error stands once, with the number of times and the last time it was seen.
/// Any thread may record; errors are the same when type, message and stack are.
/// </summary>
public class DistinctErrorLog
{
    /// <summary>Offset of the length of an entry, header included; written last.</summary>
    public const int LengthOffset = 0;

    /// <summary>Offset of the number of observations.</summary>
    public static readonly int ObservationCountOffset = 4;

    /// <summary>Offset of the time of the last observation, epoch milliseconds.</summary>
    public static readonly int LastObservationTimestampOffset = 8;

    /// <summary>Offset of the time of the first observation, epoch milliseconds.</summary>
    public static readonly int FirstObservationTimestampOffset = 16;

    /// <summary>Offset of the text.</summary>
    public static readonly int EncodedErrorOffset = 24;

    /// <summary>Entries begin at multiples of this.</summary>
    public static readonly int RecordAlignment = 8;

    private readonly IEpochClock _clock;
    private readonly IAtomicBuffer _buffer;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type, string, string?), int> _offsets = [];
    private int _nextOffset;

    /// <summary>Writes into memory that is zero.</summary>
    /// <param name="buffer">The memory, aligned to 8 bytes.</param>
    /// <param name="clock">Tells when an error is seen.</param>
    public DistinctErrorLog(IAtomicBuffer buffer, IEpochClock clock)
    {
        buffer.VerifyAlignment();
        _clock = clock;
        _buffer = buffer;
    }

    /// <summary>Records an error.</summary>
    /// <param name="observation">The error.</param>
    /// <returns>False when it is a new one and there is no room for it.</returns>
    public bool Record(Exception observation)
    {
        long nowMs = _clock.Time();
        lock (_lock)
        {
            (Type, string, string?) key = (observation.GetType(), observation.Message, observation.StackTrace);
            if (!_offsets.TryGetValue(key, out int offset))
            {
                offset = NewEntry(observation, nowMs);
                if (offset < 0)
                {
                    return false;
                }

                _offsets.Add(key, offset);
            }

            _buffer.GetAndAddInt(offset + ObservationCountOffset, 1);
            _buffer.PutLongRelease(offset + LastObservationTimestampOffset, nowMs);
            return true;
        }
    }

    private int NewEntry(Exception observation, long nowMs)
    {
        byte[] text = Encoding.UTF8.GetBytes(observation.ToString());
        int length = EncodedErrorOffset + text.Length;
        int offset = _nextOffset;
        if (offset + length > _buffer.Capacity)
        {
            return -1;
        }

        _buffer.PutBytes(offset + EncodedErrorOffset, text);
        _buffer.PutLong(offset + FirstObservationTimestampOffset, nowMs);
        _buffer.PutLong(offset + LastObservationTimestampOffset, nowMs);
        _nextOffset = BitUtil.Align(offset + length, RecordAlignment);
        _buffer.PutIntRelease(offset + LengthOffset, length);
        return offset;
    }
}
