using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// Structs that live at fixed indices of one array; freed ones are taken again, the last freed first, so that what is
/// alive stays in few cache lines. The list of free ones runs through their first bytes. Grows by doubling, up to a
/// limit that its user checks before. An index must be one that was taken: it is not checked.
/// </summary>
internal sealed unsafe class Pool<T> where T : unmanaged
{
    public const int None = -1;

    private const int MinCapacity = 4;

    // How much memory behind what was ever in use is made resident ahead of its use, in idle time.
    private const int AheadBytes = 1 << 20;

    private readonly NativeArray<T> _array;
    private T* _items;
    private int _firstFree = None;
    private int _used;

    // Bytes that are known to be resident.
    private long _touchedBytes;

    /// <param name="expectedCount">Structs to have memory for at once.</param>
    /// <param name="reservedCount">Structs to have room for before the first growth; what is not in use costs address
    /// space only, and where there is not so much of that, less room is set aside.</param>
    public Pool(int expectedCount, int reservedCount = 0)
    {
        _array = NativeArray<T>.Reserve(expectedCount, reservedCount);
        _array.Touch(0, expectedCount * (long)sizeof(T));
        _touchedBytes = expectedCount * (long)sizeof(T);
        _items = _array.Items;
    }

    /// <summary>Structs in use.</summary>
    public int Count { get; private set; }

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _items[(nuint)(uint)index];
    }

    /// <summary>Takes a struct, cleared. References into the pool are void after this: it may have moved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take()
    {
        int index = TakeAsIs();
        this[index] = default;
        return index;
    }

    /// <summary>Takes a struct with whatever it held before, for a user that writes all of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeAsIs()
    {
        int index = _firstFree;
        if (index != None)
            _firstFree = LinkOf(index);
        else
            index = TakeUnused();
        Count++;
        return index;
    }

    /// <summary>Structs, from the first on, that are in use or were so before.</summary>
    public int UsedCount => _used;

    /// <summary>Gives a struct back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Free(int index)
    {
        LinkOf(index) = _firstFree;
        _firstFree = index;
        Count--;
    }

    /// <summary>
    /// Makes one more page resident that will be needed soon, so that its first use does not wait for the operating
    /// system. Changes no struct.
    /// </summary>
    /// <returns>False when enough is resident already.</returns>
    public bool TouchAhead()
    {
        const int page = NativeArray<T>.PageBytes;
        long at = Math.Max(_touchedBytes, UsedBytes);
        at = (at + page - 1) / page * page;
        if (at >= Math.Min(UsedBytes + AheadBytes, (long)Capacity * sizeof(T)))
            return false;
        _array.Touch(at, at + 1);
        _touchedBytes = at + page;
        return true;
    }

    /// <summary>Length of the free list, walked; for checks only.</summary>
    public int CountFree()
    {
        int free = Capacity - _used;
        int steps = 0;
        for (int index = _firstFree; index != None && steps <= _used; index = LinkOf(index))
            steps++;
        return free + steps;
    }

    /// <summary>Bytes of the structs that are in use or were so before.</summary>
    public long UsedBytes => (long)_used * sizeof(T);

    /// <summary>Structs that there is room for.</summary>
    public int Capacity => _array.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TakeUnused()
    {
        if (_used == Capacity)
        {
            _array.Grow(Math.Max(MinCapacity, checked(Capacity * 2)));
            _items = _array.Items;
        }
        return _used++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int LinkOf(int index) => ref Unsafe.As<T, int>(ref this[index]);
}
