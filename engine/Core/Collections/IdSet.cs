using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// A set of ids, any 64-bit numbers. 64 neighbouring ids share one word, so that ids given out more or less in
/// sequence, as most clients do, take a bit or a few each and stay in the processor's cache; ids with nothing in common
/// take an entry of a map each. Grows without a pause.
/// </summary>
internal sealed class IdSet(int expectedCount, ulong seed)
{
    private const int WordBits = 6;
    private const int BitMask = (1 << WordBits) - 1;

    private readonly LongMap _words = new(Math.Max(1, expectedCount >> WordBits), seed);

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(ulong id) =>
        _words.TryGet(KeyOf(id), out long word) && ((ulong)word >> (int)(id & BitMask) & 1) != 0;

    /// <summary>Adds an id that is not yet there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong id)
    {
        long bit = 1L << (int)(id & BitMask);
        ref long word = ref _words.Find(KeyOf(id));
        if (Unsafe.IsNullRef(ref word))
            _words.Add(KeyOf(id), bit);
        else
            word |= bit;
        Count++;
    }

    public void Clear()
    {
        _words.Clear();
        Count = 0;
    }

    /// <summary>All ids, in no order that means anything; for checks only.</summary>
    public IEnumerable<ulong> All()
    {
        int position = 0;
        while (_words.TryNext(ref position, out ulong key, out long word))
        {
            for (int bit = 0; bit <= BitMask; bit++)
            {
                if ((word >> bit & 1) != 0)
                    yield return ((key - 1) << WordBits) + (ulong)bit;
            }
        }
    }

    private static ulong KeyOf(ulong id) => (id >> WordBits) + 1;
}
