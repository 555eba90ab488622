using System.Runtime.CompilerServices;

namespace MatchingEngine.Client.Feed;

/// <summary>
/// The prices of one side in order, each with an index of the owner's. The best stands last, where most changes
/// happen and little has to move. Allocates only when it grows.
/// </summary>
internal sealed class PriceIndex(bool highestIsBest)
{
    private const int InitialCapacity = 64;

    // Keys rise towards the best: the price of a bid, the complement of the price of an offer.
    private readonly long _flip = highestIsBest ? 0 : -1;
    private Entry[] _entries = new Entry[InitialCapacity];

    public int Count { get; private set; }

    /// <summary>Price of the level with this rank; the best has rank 0.</summary>
    public long PriceAt(int rank) => _entries[Count - 1 - rank].Key ^ _flip;

    /// <summary>The owner's index of the level with this rank; the best has rank 0.</summary>
    public int IndexAt(int rank) => _entries[Count - 1 - rank].Index;

    /// <summary>Finds a price.</summary>
    /// <param name="price">The price.</param>
    /// <param name="position">Where it stands, or where it would.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(long price, out int position)
    {
        long key = price ^ _flip;
        Entry[] entries = _entries;
        // Near the best a few steps find it; further away halving does.
        int high = Count;
        int step = 1;
        int low = high - step;
        while (low > 0 && entries[low].Key >= key)
        {
            high = low;
            step <<= 1;
            low = high - step;
        }
        low = Math.Max(0, low);
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            if (entries[middle].Key < key)
                low = middle + 1;
            else
                high = middle;
        }
        position = low;
        return low < Count && entries[low].Key == key;
    }

    /// <summary>The owner's index at a position that <see cref="TryFind"/> gave.</summary>
    public int IndexAtPosition(int position) => _entries[position].Index;

    /// <summary>Rank of a position that <see cref="TryFind"/> gave.</summary>
    public int RankOf(int position) => Count - 1 - position;

    /// <summary>Inserts a price where <see cref="TryFind"/> said that it would stand.</summary>
    public void Insert(int position, long price, int index)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, checked(_entries.Length * 2));
        Array.Copy(_entries, position, _entries, position + 1, Count - position);
        _entries[position] = new Entry(price ^ _flip, index);
        Count++;
    }

    /// <summary>Removes the price at a position.</summary>
    public void RemoveAt(int position)
    {
        Count--;
        Array.Copy(_entries, position + 1, _entries, position, Count - position);
    }

    public void Clear() => Count = 0;

    private readonly record struct Entry(long Key, int Index);
}
