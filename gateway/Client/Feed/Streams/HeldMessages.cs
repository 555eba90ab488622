using System.Numerics;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// Messages that came before their turn, by number. Bounded: what does not fit is left out, and asked for again later.
/// The memory is taken when the first message is held.
/// </summary>
internal sealed class HeldMessages
{
    private readonly int _maxBytes;
    private readonly ulong _mask;
    private byte[] _bytes = [];
    private Slot[] _slots = [];
    private int _end;

    /// <param name="maxMessages">Numbers ahead of the next one that can be held; rounded up to a power of two.</param>
    /// <param name="maxBytes">Bytes that can be held.</param>
    public HeldMessages(int maxMessages, int maxBytes)
    {
        _mask = BitOperations.RoundUpToPowerOf2((uint)maxMessages) - 1;
        _maxBytes = maxBytes;
    }

    public int Count { get; private set; }

    /// <summary>Holds a message, unless it is held already.</summary>
    /// <param name="number">Its number, above <paramref name="next"/>.</param>
    /// <param name="next">The number that is due.</param>
    /// <param name="message">The message.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryAdd(ulong number, ulong next, ReadOnlySpan<byte> message)
    {
        if (number - next > _mask)
            return false;
        if (_slots.Length == 0)
        {
            _slots = new Slot[_mask + 1];
            _bytes = GC.AllocateUninitializedArray<byte>(_maxBytes, pinned: true);
        }
        ref Slot slot = ref _slots[number & _mask];
        if (slot.Number == number)
            return true;
        if (_end + message.Length > _bytes.Length)
            return false;
        message.CopyTo(_bytes.AsSpan(_end));
        slot = new Slot(number, _end, message.Length);
        _end += message.Length;
        Count++;
        return true;
    }

    /// <summary>Takes a message out; it stays readable until the next one is added.</summary>
    public bool TryTake(ulong number, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (Count == 0)
            return false;
        ref Slot slot = ref _slots[number & _mask];
        if (slot.Number != number)
            return false;
        message = _bytes.AsSpan(slot.Offset, slot.Length);
        slot = default;
        if (--Count == 0)
            _end = 0;
        return true;
    }

    /// <summary>The lowest number that is held and not below <paramref name="from"/>; 0 for none.</summary>
    public ulong FirstFrom(ulong from)
    {
        if (Count == 0)
            return 0;
        for (ulong ahead = 0; ahead <= _mask; ahead++)
        {
            if (_slots[(from + ahead) & _mask].Number == from + ahead)
                return from + ahead;
        }
        return 0;
    }

    public void Clear()
    {
        if (Count > 0)
            Array.Clear(_slots);
        Count = 0;
        _end = 0;
    }

    private readonly record struct Slot(ulong Number, int Offset, int Length);
}
