using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MatchingEngine.Core;

/// <summary>
/// A set of ids, any 64-bit numbers. Ids below a bound, where most clients stay who count, take a bit each in one
/// array, so that a million of them stay in the processor's cache. Above it 64 neighbouring ids share one word, and
/// ids with nothing in common take an entry of a map each. Grows without a pause.
/// </summary>
internal unsafe struct IdSet
{
    private const int WordBits = 6;
    private const int BitMask = (1 << WordBits) - 1;

    private readonly ulong _denseEnd;

    // Ids other than 0 that take a bit.
    private readonly ulong _denseIds;
    private readonly ulong _expectedCount;
    private readonly LongMap _words;
    private NativeArray<ulong> _denseArray;
    private ulong* _dense;

    // Behind the highest id below the bound that was added, rounded up to a multiple of 64.
    private ulong _denseUsed;

    // What is known to be resident, from the start of the bits on.
    private long _touchedBytes;

    /// <param name="expectedCount">Ids more or less in sequence to have memory for at once.</param>
    /// <param name="seed">Changes where entries lie, nothing else.</param>
    /// <param name="denseCount">
    /// Ids below this take a bit each: address space for all of them, memory for those in use.
    /// </param>
    public IdSet(int expectedCount, ulong seed, int denseCount = 0)
    {
        _denseEnd = (ulong)denseCount & ~(ulong)BitMask;
        _denseIds = Math.Max(1, _denseEnd) - 1;
        _expectedCount = (ulong)expectedCount;
        _words = new LongMap(_denseEnd > 0 ? 1 : Math.Max(1, expectedCount >> WordBits), seed);
        _denseArray = MakeDense();
        _dense = _denseArray.Items;
    }

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Contains(ulong id) =>
        id < _denseEnd ? (_dense[id >> WordBits] >> (int)(id & BitMask) & 1) != 0 : ContainsSparse(id);

    /// <summary>
    /// Whether an id is one that takes a bit, not 0, and not there: then <see cref="AddDense"/> may add it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool LacksDense(ulong id) =>
        id - 1 < _denseIds && (_dense[id >> WordBits] & 1UL << (int)id) == 0;

    /// <summary>Has the processor fetch what <see cref="LacksDense"/> and <see cref="AddDense"/> will look at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(ulong id)
    {
        if (Sse.IsSupported && id < _denseEnd)
            Sse.Prefetch0(_dense + (id >> WordBits));
    }

    /// <summary>Adds an id that <see cref="LacksDense"/> allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddDense(ulong id)
    {
        Count++;
        _dense[id >> WordBits] |= 1UL << (int)id;
        if (id >= _denseUsed)
            _denseUsed = (id | BitMask) + 1;
    }

    /// <summary>Adds an id that is not yet there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong id)
    {
        if (id < _denseEnd)
            AddDense(id);
        else
            AddSparse(id);
    }

    /// <summary>Removes everything. A large array is given back: clearing it would take long.</summary>
    public void Clear()
    {
        _words.Clear();
        if (_denseUsed > _expectedCount * 4)
        {
            _denseArray = MakeDense();
            _dense = _denseArray.Items;
            _touchedBytes = 0;
        }
        else
            new Span<ulong>(_dense, (int)(_denseUsed >> WordBits)).Clear();
        _denseUsed = 0;
        Count = 0;
    }

    /// <summary>For idle time: makes a page resident that will be needed soon; false when there is none.</summary>
    public bool TouchAhead()
    {
        const long page = NativeArray<ulong>.PageBytes;
        long ahead = ((long)(_denseUsed / 8) + page - 1) / page * page;
        if (_denseUsed == 0 || ahead < _touchedBytes || ahead >= (long)(_denseEnd / 8))
            return _words.TouchAhead();
        _denseArray.Touch(ahead, ahead + 1);
        _touchedBytes = ahead + page;
        return true;
    }

    /// <summary>All ids, in no order that means anything; for checks only.</summary>
    public readonly IEnumerable<ulong> All()
    {
        for (ulong id = 0; id < _denseUsed; id++)
        {
            if (Contains(id))
                yield return id;
        }
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

    private readonly NativeArray<ulong> MakeDense()
    {
        NativeArray<ulong> array = new((int)(_denseEnd >> WordBits));
        array.Touch((int)(Math.Min(_expectedCount, _denseEnd) >> WordBits));
        return array;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool ContainsSparse(ulong id) =>
        _words.TryGet(KeyOf(id), out long word) && ((ulong)word >> (int)(id & BitMask) & 1) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSparse(ulong id)
    {
        Count++;
        long bit = 1L << (int)(id & BitMask);
        ref long word = ref _words.Find(KeyOf(id));
        if (Unsafe.IsNullRef(ref word))
            _words.Add(KeyOf(id), bit);
        else
            word |= bit;
    }
}
