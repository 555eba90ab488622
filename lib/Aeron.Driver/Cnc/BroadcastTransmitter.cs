using MatchingEngine.AeronDriver.Memory;

namespace MatchingEngine.AeronDriver.Cnc;

/// <summary>
/// The driver's end of the buffer that all clients listen to. It never waits: a listener that is a whole buffer behind
/// has lost messages and finds out by comparing its cursor with the tail intent. One thread writes.
/// </summary>
internal sealed unsafe class BroadcastTransmitter
{
    private const int RecordHeaderLength = 8;
    private const int RecordAlignment = 8;
    private const int PaddingType = -1;
    private const int TailIntentOffset = 0;
    private const int TailOffset = 8;
    private const int LatestOffset = 16;

    private readonly byte* _buffer;
    private readonly byte* _trailer;
    private readonly int _capacity;

    public BroadcastTransmitter(byte* buffer, int length)
    {
        _capacity = length - CncLayout.BroadcastTrailerLength;
        if (_capacity <= 0 || (_capacity & (_capacity - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "must be a power of two and the trailer");
        }

        _buffer = buffer;
        _trailer = buffer + _capacity;
    }

    /// <summary>Longest payload that can be sent.</summary>
    public int MaxMessageLength => _capacity / 8;

    /// <summary>Sends one message to everybody.</summary>
    public void Transmit(int typeId, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxMessageLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(payload), payload.Length, "longer than an eighth of the buffer");
        }

        long tail = Shared.GetLong(_trailer + TailOffset);
        int index = (int)tail & (_capacity - 1);
        int length = payload.Length + RecordHeaderLength;
        int aligned = Shared.Align(length, RecordAlignment);
        int toEnd = _capacity - index;
        long newTail = tail + aligned + (toEnd < aligned ? toEnd : 0);
        Shared.ReleaseLong(_trailer + TailIntentOffset, newTail);

        // Readers must see the intent before the first byte of an old record changes.
        Interlocked.MemoryBarrier();
        if (toEnd < aligned)
        {
            Shared.PutInt(_buffer + index, toEnd);
            Shared.PutInt(_buffer + index + 4, PaddingType);
            tail += toEnd;
            index = 0;
        }

        Shared.PutInt(_buffer + index, length);
        Shared.PutInt(_buffer + index + 4, typeId);
        payload.CopyTo(new Span<byte>(_buffer + index + RecordHeaderLength, payload.Length));
        Shared.ReleaseLong(_trailer + LatestOffset, tail);
        Shared.ReleaseLong(_trailer + TailOffset, newTail);
    }
}
