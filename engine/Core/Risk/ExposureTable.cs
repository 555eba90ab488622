namespace MatchingEngine.Core;

/// <summary>
/// Exposures in order of their first use, with the way from account and instrument to one; and which accounts are
/// blocked.
/// </summary>
/// <param name="limit">Exposures that there may be, and blocked accounts.</param>
/// <param name="seed">Changes where entries of maps lie, nothing else: clients choose their accounts.</param>
internal sealed unsafe class ExposureTable(int limit, ulong seed = 0)
{
    private const int FirstRoom = 16;

    private readonly LongMap _indexByKey = new(expectedCount: 64, seed);
    private readonly LongMap _blockedAt = new(expectedCount: 16, seed);
    private readonly NativeArray<Exposure> _exposures = NativeArray<Exposure>.Reserve(FirstRoom, limit);
    private readonly NativeArray<uint> _blocked = NativeArray<uint>.Reserve(FirstRoom, limit);

    public int Count { get; private set; }

    public int BlockedCount { get; private set; }

    public ref Exposure this[int index] => ref _exposures.Items[index];

    public bool IsFull => Count >= limit;

    public bool TryFind(uint account, uint securityId, out int index)
    {
        bool found = _indexByKey.TryGet(KeyOf(account, securityId), out long value);
        index = (int)value;
        return found;
    }

    /// <summary>Finds an exposure, or begins one; the table is not full then.</summary>
    public int FindOrAdd(uint account, Instrument instrument)
    {
        if (TryFind(account, instrument.Terms.SecurityId, out int index))
            return index;
        if (Count == _exposures.Length)
            _exposures.Grow(Count * 2);
        _exposures.Items[Count] = new Exposure { Account = account, Instrument = instrument.Index };
        _indexByKey.Add(KeyOf(account, instrument.Terms.SecurityId), Count);
        return Count++;
    }

    public bool IsBlocked(uint account) => _blockedAt.TryGet(account, out _);

    /// <summary>Blocked accounts, the earliest first as long as none was released.</summary>
    public uint BlockedAccountAt(int position) => _blocked.Items[position];

    /// <summary>Blocks an account, 1 and up.</summary>
    /// <returns>False when no further account can be blocked.</returns>
    public bool TryBlock(uint account)
    {
        if (IsBlocked(account))
            return true;
        if (BlockedCount >= limit)
            return false;
        if (BlockedCount == _blocked.Length)
            _blocked.Grow(BlockedCount * 2);
        _blockedAt.Add(account, BlockedCount);
        _blocked.Items[BlockedCount++] = account;
        return true;
    }

    /// <summary>Lets an account trade again; the last one blocked takes its place in the list.</summary>
    public void Release(uint account)
    {
        if (!_blockedAt.TryGet(account, out long position))
            return;
        _blockedAt.Remove(account);
        uint last = _blocked.Items[--BlockedCount];
        if (last == account)
            return;
        _blocked.Items[position] = last;
        _blockedAt.Remove(last);
        _blockedAt.Add(last, position);
    }

    /// <summary>For idle time: makes a page resident that will be needed soon; false when there is none.</summary>
    public bool TouchAhead() => _indexByKey.TouchAhead() || _blockedAt.TouchAhead();

    private static ulong KeyOf(uint account, uint securityId) => ((ulong)account << 32) | securityId;
}
