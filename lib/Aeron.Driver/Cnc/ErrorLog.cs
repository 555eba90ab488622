using System.Text;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>
/// Distinct errors with count and times, in the part of the command-and-control file that tools read. The same error
/// again only raises its count, so an error that repeats cannot fill the log. Any thread may record.
/// </summary>
internal sealed unsafe class ErrorLog
{
    private const int CountOffset = 4;
    private const int LastTimestampOffset = 8;
    private const int FirstTimestampOffset = 16;
    private const int HeaderLength = 24;
    private const int EntryAlignment = 8;
    private const int MaxTextLength = 64 * 1024;

    private readonly byte* _buffer;
    private readonly int _length;
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _next;

    public ErrorLog(byte* buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>Records one observation; false when the log has no room for an error it has not seen before.</summary>
    public bool Record(string error, long nowMillis)
    {
        lock (_lock)
        {
            if (_offsets.TryGetValue(error, out int known))
            {
                Interlocked.Increment(ref *(int*)(_buffer + known + CountOffset));
                Shared.ReleaseLong(_buffer + known + LastTimestampOffset, nowMillis);
                return true;
            }

            byte[] text = Encoding.UTF8.GetBytes(error);
            int textLength = Math.Min(text.Length, MaxTextLength);
            int length = HeaderLength + textLength;
            if (_next + Shared.Align(length, EntryAlignment) > _length)
            {
                return false;
            }

            byte* entry = _buffer + _next;
            text.AsSpan(0, textLength).CopyTo(new Span<byte>(entry + HeaderLength, textLength));
            Shared.PutInt(entry + CountOffset, 1);
            Shared.PutLong(entry + FirstTimestampOffset, nowMillis);
            Shared.PutLong(entry + LastTimestampOffset, nowMillis);
            Shared.ReleaseInt(entry, length);
            _offsets.Add(error, _next);
            _next += Shared.Align(length, EntryAlignment);
            return true;
        }
    }

    /// <summary>Every error recorded so far, oldest first.</summary>
    public IReadOnlyList<ErrorObservation> Read()
    {
        var errors = new List<ErrorObservation>();
        for (int offset = 0; offset + HeaderLength <= _length;)
        {
            byte* entry = _buffer + offset;
            int length = Shared.AcquireInt(entry);
            if (length < HeaderLength || length > _length - offset)
            {
                break;
            }

            errors.Add(new ErrorObservation(
                Shared.AcquireInt(entry + CountOffset),
                Shared.GetLong(entry + FirstTimestampOffset),
                Shared.AcquireLong(entry + LastTimestampOffset),
                Encoding.UTF8.GetString(entry + HeaderLength, length - HeaderLength)));
            offset += Shared.Align(length, EntryAlignment);
        }

        return errors;
    }
}
