namespace MatchingEngine.Core;

/// <summary>
/// Exposures in order of their first use, with the way from account and instrument to one; and which accounts are
/// blocked.
/// </summary>
internal sealed class ExposureTable(int limit)
{
    private readonly LongMap _indexByKey = new(expectedCount: 64);
    private readonly LongMap _blockedAt = new(expectedCount: 16);
    private Exposure[] _exposures = new Exposure[64];
    private uint[] _blocked = new uint[16];

    public int Count { get; private set; }

    public int BlockedCount { get; private set; }

    public ref Exposure this[int index] => ref _exposures[index];

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
            Array.Resize(ref _exposures, Count * 2);
        _exposures[Count] = new Exposure { Account = account, Instrument = instrument.Index };
        _indexByKey.Add(KeyOf(account, instrument.Terms.SecurityId), Count);
        return Count++;
    }

    public bool IsBlocked(uint account) => _blockedAt.TryGet(account, out _);

    /// <summary>Blocked accounts, the earliest first as long as none was released.</summary>
    public uint BlockedAccountAt(int position) => _blocked[position];

    /// <summary>Blocks an account, 1 and up.</summary>
    /// <returns>False when no further account can be blocked.</returns>
    public bool TryBlock(uint account)
    {
        if (IsBlocked(account))
            return true;
        if (BlockedCount >= limit)
            return false;
        if (BlockedCount == _blocked.Length)
            Array.Resize(ref _blocked, BlockedCount * 2);
        _blockedAt.Add(account, BlockedCount);
        _blocked[BlockedCount++] = account;
        return true;
    }

    /// <summary>Lets an account trade again; the last one blocked takes its place in the list.</summary>
    public void Release(uint account)
    {
        if (!_blockedAt.TryGet(account, out long position))
            return;
        _blockedAt.Remove(account);
        uint last = _blocked[--BlockedCount];
        if (last == account)
            return;
        _blocked[position] = last;
        _blockedAt.Remove(last);
        _blockedAt.Add(last, position);
    }

    private static ulong KeyOf(uint account, uint securityId) => ((ulong)account << 32) | securityId;
}
