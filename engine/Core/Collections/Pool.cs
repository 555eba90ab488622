using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// Structs that live at fixed indices of one array; freed ones are taken again, the last freed first. Grows by
/// doubling, up to a limit that its user checks before.
/// </summary>
internal sealed class Pool<T> where T : struct
{
    public const int None = -1;

    private T[] _items;
    private int[] _nextFree;
    private int _firstFree = None;
    private int _used;

    public Pool(int expectedCount)
    {
        _items = new T[expectedCount];
        _nextFree = new int[expectedCount];
    }

    /// <summary>Structs in use.</summary>
    public int Count { get; private set; }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _items[index];
    }

    /// <summary>Takes a struct, cleared. References into the pool are void after this: it may have moved.</summary>
    public int Take()
    {
        int index = _firstFree;
        if (index != None)
        {
            _firstFree = _nextFree[index];
            _items[index] = default;
        }
        else
        {
            if (_used == _items.Length)
                Grow();
            index = _used++;
        }
        Count++;
        return index;
    }

    /// <summary>Gives a struct back.</summary>
    public void Free(int index)
    {
        _nextFree[index] = _firstFree;
        _firstFree = index;
        Count--;
    }

    /// <summary>Length of the free list, walked; for checks only.</summary>
    public int CountFree()
    {
        int free = _items.Length - _used;
        int steps = 0;
        for (int index = _firstFree; index != None && steps <= _used; index = _nextFree[index])
            steps++;
        return free + steps;
    }

    /// <summary>Structs that there is room for.</summary>
    public int Capacity => _items.Length;

    private void Grow()
    {
        int capacity = checked(_items.Length * 2);
        Array.Resize(ref _items, capacity);
        Array.Resize(ref _nextFree, capacity);
    }
}
