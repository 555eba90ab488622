using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>
/// The driver's end of the ring into which all clients write their commands. Records: length with header, type,
/// payload; eight-byte aligned; a length that is not above zero is not published yet. One thread reads.
/// </summary>
internal sealed unsafe class ToDriverRing
{
    public const int RecordHeaderLength = 8;
    public const int RecordAlignment = 8;
    public const int PaddingType = -1;

    private const int TailOffset = 128;
    private const int HeadOffset = 384;
    private const int CorrelationOffset = 512;
    private const int HeartbeatOffset = 640;

    private readonly byte* _buffer;
    private readonly byte* _trailer;
    private readonly int _capacity;
    private int _peekedLength;

    public ToDriverRing(byte* buffer, int length)
    {
        _capacity = length - CncLayout.RingTrailerLength;
        if (_capacity <= 0 || (_capacity & (_capacity - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "must be a power of two and the trailer");
        }

        _buffer = buffer;
        _trailer = buffer + _capacity;
    }

    /// <summary>Bytes consumed since the ring was made.</summary>
    public long HeadPosition => Shared.AcquireLong(_trailer + HeadOffset);

    /// <summary>Bytes claimed by clients since the ring was made.</summary>
    public long TailPosition => Shared.AcquireLong(_trailer + TailOffset);

    /// <summary>Milliseconds since 1970 at which the driver was last alive; -1 after a clean shutdown.</summary>
    public long HeartbeatMillis
    {
        get => Shared.AcquireLong(_trailer + HeartbeatOffset);
        set => Shared.ReleaseLong(_trailer + HeartbeatOffset, value);
    }

    /// <summary>A number that no client and no part of the driver has had before.</summary>
    public long NextCorrelationId() => Shared.AddLong(_trailer + CorrelationOffset, 1);

    /// <summary>
    /// The oldest published record, which stays in place until <see cref="Release"/>. Padding is passed over.
    /// </summary>
    public bool TryPeek(out int typeId, out ReadOnlySpan<byte> payload)
    {
        for (int records = 0; records < 2; records++)
        {
            long head = Shared.GetLong(_trailer + HeadOffset);
            int index = (int)head & (_capacity - 1);
            int length = Shared.AcquireInt(_buffer + index);
            if (length <= 0)
            {
                break;
            }

            typeId = Shared.GetInt(_buffer + index + 4);

            // What a client wrote may be anything: no record reaches beyond the end of the ring.
            int recordLength = Math.Min(Math.Max(length, RecordHeaderLength), _capacity - index);
            _peekedLength = Shared.Align(recordLength, RecordAlignment);
            if (typeId != PaddingType)
            {
                payload = new ReadOnlySpan<byte>(
                    _buffer + index + RecordHeaderLength, recordLength - RecordHeaderLength);
                return true;
            }

            Release();
        }

        typeId = 0;
        payload = default;
        return false;
    }

    /// <summary>
    /// Gives the place of the peeked record back: zeroed first, so that later records are seen only when published.
    /// </summary>
    public void Release()
    {
        long head = Shared.GetLong(_trailer + HeadOffset);
        Shared.Zero(_buffer + ((int)head & (_capacity - 1)), _peekedLength);
        Shared.ReleaseLong(_trailer + HeadOffset, head + _peekedLength);
    }

    /// <summary>
    /// Turns what a client claimed and never published into padding. To be called when the head has stood still, with
    /// something claimed, for longer than any living client takes to write a record. True when something was unblocked.
    /// </summary>
    public bool Unblock()
    {
        long head = HeadPosition;
        long tail = TailPosition;
        if (head == tail)
        {
            return false;
        }

        int index = (int)head & (_capacity - 1);
        int length = Shared.AcquireInt(_buffer + index);
        if (length < 0)
        {
            MakePadding(index, -length);
            return true;
        }

        return length == 0 && UnblockUnwritten(index, (int)tail & (_capacity - 1));
    }

    /// <summary>
    /// Only up to something that was written later: behind the last thing written there may be clients at work. Beyond the
    /// end of the ring that may be as well, since one claim can take the rest of the ring and its beginning.
    /// </summary>
    private bool UnblockUnwritten(int index, int tailIndex)
    {
        bool isWrapped = tailIndex <= index;
        int end = FirstWritten(index + RecordAlignment, isWrapped ? _capacity : tailIndex);
        if (end < 0 && isWrapped && FirstWritten(0, tailIndex) >= 0)
        {
            end = _capacity;
        }

        return end > 0 && IsStillZero(index, end) && Fill(index, end);
    }

    private int FirstWritten(int from, int to)
    {
        for (int at = from; at < to; at += RecordAlignment)
        {
            if (Shared.AcquireInt(_buffer + at) != 0)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Without this second look, a record published during the first one would be overwritten.</summary>
    private bool IsStillZero(int index, int end)
    {
        for (int at = end - RecordAlignment; at >= index; at -= RecordAlignment)
        {
            if (Shared.AcquireInt(_buffer + at) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool Fill(int index, int end)
    {
        MakePadding(index, end - index);
        return true;
    }

    private void MakePadding(int index, int length)
    {
        Shared.PutInt(_buffer + index + 4, PaddingType);
        Shared.ReleaseInt(_buffer + index, length);
    }
}
