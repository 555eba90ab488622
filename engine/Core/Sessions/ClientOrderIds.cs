using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// The client order ids that a session version has used up, and the way from one to the order that is open under it.
/// An order is kept under the id that it came in with; ids that replacements gave it lead to that one. Of an order
/// that is gone no more is known than that its ids were used. Keeps a digest of its content as it goes, the same in
/// whatever order the ids came, so that the digest of the state needs no walk over millions of ids.
/// </summary>
internal sealed class ClientOrderIds(CoreLimits limits, Pool<Order> orders)
{
    private const ulong DigestFactor1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong DigestFactor2 = 0xBB67_AE85_84CA_A73B;

    private readonly IdSet _used = new(
        Math.Min(limits.ExpectedClientOrderIdsPerSession, limits.MaxClientOrderIdsPerSession), limits.MapSeed);
    private readonly TagMap _open = new(ExpectedOpen(limits));
    private readonly LongMap _firstIds = new(expectedCount: 1 << 10, limits.MapSeed);
    private readonly Pool<Order> _orders = orders;
    private readonly ulong _seed = limits.MapSeed;
    private readonly int _limit = limits.MaxClientOrderIdsPerSession;

    /// <summary>Ids used up.</summary>
    public int Count => _used.Count;

    public bool IsFull => _used.Count >= _limit;

    /// <summary>Open orders that can be found.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Sum of the digests of all ids used up, and of all links from a later id to a first one.</summary>
    public UInt128 Digest { get; private set; }

    public bool IsUsed(ulong clOrdId) => _used.Contains(clOrdId);

    /// <summary>Uses an id up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Use(ulong clOrdId)
    {
        _used.Add(clOrdId);
        Digest += DigestOf(clOrdId, 0);
    }

    /// <summary>Uses an id up for an order that goes by another one so far and is found by either from here.</summary>
    public void UseForReplacement(ulong clOrdId, ulong presentClOrdId)
    {
        Use(clOrdId);
        ulong first = FirstOf(presentClOrdId);
        _firstIds.Add(clOrdId, (long)first);
        Digest += DigestOf(clOrdId, first);
    }

    /// <summary>The open order that an id stands for, the present one or an earlier one of the order.</summary>
    public bool TryGetOpen(ulong clOrdId, out int orderIndex) =>
        TryGetOpenByFirst(clOrdId, out orderIndex)
        || (_firstIds.TryGet(clOrdId, out long first) && TryGetOpenByFirst((ulong)first, out orderIndex));

    /// <summary>An order begins to rest under the id that it came in with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(ulong clOrdId, int orderIndex) => _open.Add(TagOf(clOrdId), orderIndex);

    /// <summary>An order that goes by this id now is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Close(ulong presentClOrdId, int orderIndex)
    {
        if (!_open.Remove(TagOf(presentClOrdId), orderIndex))
            CloseReplaced(presentClOrdId, orderIndex);
    }

    public void Clear()
    {
        _used.Clear();
        _open.Clear();
        _firstIds.Clear();
        Digest = 0;
    }

    /// <summary>The digest counted anew; for checks only.</summary>
    public UInt128 CountDigest()
    {
        UInt128 digest = 0;
        foreach (ulong id in _used.All())
            digest += DigestOf(id, 0);
        int position = 0;
        while (_firstIds.TryNext(ref position, out ulong later, out long first))
            digest += DigestOf(later, (ulong)first);
        return digest;
    }

    /// <summary>The ids used up counted anew; for checks only.</summary>
    public int CountUsed() => _used.All().Count();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CloseReplaced(ulong presentClOrdId, int orderIndex)
    {
        ulong first = FirstOf(presentClOrdId);
        if (!_firstIds.Remove(presentClOrdId) || !_open.Remove(TagOf(first), orderIndex))
            InvariantViolationException.Throw("an open order is not found by its client order id");
        Digest -= DigestOf(presentClOrdId, first);
    }

    private bool TryGetOpenByFirst(ulong clOrdId, out int orderIndex) =>
        _open.TryFind(TagOf(clOrdId), new Key(this, clOrdId), out orderIndex);

    // Neighbouring ids have neighbouring tags. The seed keeps a client from choosing ids that collide.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint TagOf(ulong clOrdId)
    {
        ulong hash = ((clOrdId >> 3) ^ _seed) * DigestFactor1;
        return ((uint)(hash >> 32) & ~7u) | ((uint)clOrdId & 7);
    }

    // A session may have every open order, but most have few: no more memory than for the ids that it is expected to use.
    private static int ExpectedOpen(CoreLimits limits) =>
        Math.Min(limits.ExpectedOpenOrders, limits.ExpectedClientOrderIdsPerSession);

    private ulong FirstOf(ulong clOrdId) => _firstIds.TryGet(clOrdId, out long first) ? (ulong)first : clOrdId;

    // The 128-bit product of (id + A) and (rotl(first, 32) xor rotl(id, 29) xor B), first being 0 for an id used up.
    private static UInt128 DigestOf(ulong clOrdId, ulong first)
    {
        ulong other = BitOperations.RotateLeft(first, 32) ^ BitOperations.RotateLeft(clOrdId, 29) ^ DigestFactor2;
        ulong high = Math.BigMul(clOrdId + DigestFactor1, other, out ulong low);
        return new UInt128(high, low);
    }

    private readonly struct Key(ClientOrderIds ids, ulong clOrdId) : IOrderKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsKeyOf(int orderIndex)
        {
            ulong present = ids._orders[orderIndex].Terms.ClOrdId;
            return present == clOrdId || ids.FirstOf(present) == clOrdId;
        }
    }
}
