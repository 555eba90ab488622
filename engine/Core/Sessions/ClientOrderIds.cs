using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// The client order ids that a session version has used up, and the way from one to the order that is open under it.
/// An order is kept under the id that it came in with; ids that replacements gave it lead to that one. Of an order
/// that is gone no more is known than that its ids were used. Keeps a digest of its content as it goes, the same in
/// whatever order the ids came, so that the digest of the state needs no walk over millions of ids.
/// </summary>
internal sealed class ClientOrderIds
{
    private const ulong DigestFactor1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong DigestFactor2 = 0xBB67_AE85_84CA_A73B;

    // Address space set aside at most for the bits of ids that are numbers from 1 on: four megabytes.
    private const int MaxDenseIds = 1 << 25;
    private const int FirstOpen = 1 << 9;

    private readonly IdSet _used;
    private readonly TagMap _open;
    private readonly LongMap _firstIds;
    private readonly Pool<Order> _orders;
    private readonly ulong _factor;
    private readonly int _limit;

    public ClientOrderIds(CoreLimits limits, Pool<Order> orders)
    {
        _orders = orders;
        _factor = SecretFactor.Of(limits.MapSeed);
        _limit = limits.MaxClientOrderIdsPerSession;
        int expected = Math.Min(limits.ExpectedClientOrderIdsPerSession, _limit);
        _used = new IdSet(expected, limits.MapSeed, (int)Math.Min(_limit * 2L, MaxDenseIds));
        _open = new TagMap(Math.Min(Math.Min(expected, limits.ExpectedOpenOrders), FirstOpen));
        _firstIds = new LongMap(expectedCount: 1 << 8, limits.MapSeed);
    }

    /// <summary>Ids used up.</summary>
    public int Count => _used.Count;

    public bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _used.Count >= _limit;
    }

    /// <summary>Open orders that can be found.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Sum of the digests of all ids used up, and of all links from a later id to a first one.</summary>
    public ulong Digest { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsUsed(ulong clOrdId) => _used.Contains(clOrdId);

    /// <summary>Uses an id up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Use(ulong clOrdId)
    {
        _used.Add(clOrdId);
        Digest += DigestOf(clOrdId, 0);
    }

    /// <summary>Uses an id up for an order that came in under another one and is found by either from here.</summary>
    public void UseForReplacement(ulong clOrdId, ulong firstClOrdId)
    {
        Use(clOrdId);
        _firstIds.Add(clOrdId, (long)firstClOrdId);
        Digest += DigestOf(clOrdId, firstClOrdId);
    }

    /// <summary>The open order that an id stands for, the present one or an earlier one of the order.</summary>
    public bool TryGetOpen(ulong clOrdId, out int orderIndex) =>
        TryGetOpenByFirst(clOrdId, out orderIndex)
        || (_firstIds.TryGet(clOrdId, out long first) && TryGetOpenByFirst((ulong)first, out orderIndex));

    /// <summary>The open order that came in under an id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetOpenByFirst(ulong clOrdId, out int orderIndex) =>
        _open.TryFind(TagOf(clOrdId), new Key(_orders, clOrdId), out orderIndex);

    /// <summary>
    /// Place of an open order that came in under an id, good until the next change. The order may be open all the same
    /// when there is none: so <see cref="TryGetOpen"/> must be asked then.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(ulong firstClOrdId, out int orderIndex) =>
        _open.PositionOf(TagOf(firstClOrdId), new Key(_orders, firstClOrdId), out orderIndex);

    /// <summary>The order at a place is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CloseAt(int place, in Order order)
    {
        _open.RemoveAt(place);
        if (order.Terms.ClOrdId != order.FirstClOrdId)
            DropLink(order.Terms.ClOrdId, order.FirstClOrdId);
    }

    /// <summary>An order begins to rest under the id that it came in with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(ulong clOrdId, int orderIndex) => _open.Add(TagOf(clOrdId), orderIndex);

    /// <summary>An order is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Close(int orderIndex)
    {
        ref Order order = ref _orders[orderIndex];
        if (!_open.Remove(TagOf(order.FirstClOrdId), orderIndex))
            ThrowNotFound();
        if (order.Terms.ClOrdId != order.FirstClOrdId)
            DropLink(order.Terms.ClOrdId, order.FirstClOrdId);
    }

    /// <summary>Next open order at or behind a position, in no order that means anything.</summary>
    /// <param name="position">0 to begin with; moved behind the order found.</param>
    /// <param name="orderIndex">The order found.</param>
    public bool TryNextOpen(ref int position, out int orderIndex) => _open.TryNext(ref position, out orderIndex);

    /// <summary>Forgets all ids but the present one of each open order: it is as if the order had come in under it.</summary>
    /// <param name="open">All open orders of the session.</param>
    public void BeginVersion(OrderSelection open)
    {
        _used.Clear();
        _open.Clear();
        _firstIds.Clear();
        Digest = 0;
        for (int i = 0; i < open.Count; i++)
        {
            ref Order order = ref _orders[open[i]];
            order.FirstClOrdId = order.Terms.ClOrdId;
            Use(order.FirstClOrdId);
            Open(order.FirstClOrdId, open[i]);
        }
    }

    /// <summary>The digest counted anew; for checks only.</summary>
    public ulong CountDigest()
    {
        ulong digest = 0;
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
    private void DropLink(ulong clOrdId, ulong firstClOrdId)
    {
        if (!_firstIds.Remove(clOrdId))
            ThrowNotFound();
        Digest -= DigestOf(clOrdId, firstClOrdId);
    }

    private static void ThrowNotFound() =>
        InvariantViolationException.Throw("an open order is not found by its client order id");

    // Neighbouring ids have neighbouring tags. The secret factor keeps a client from choosing ids that collide.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint TagOf(ulong clOrdId) => TagOf(clOrdId, _factor);

    /// <summary>The tag of an id under a secret factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TagOf(ulong clOrdId, ulong factor)
    {
        ulong hash = (clOrdId >> 3) * factor;
        return ((uint)(hash >> 32) & ~7u) | ((uint)clOrdId & 7);
    }

    // (id + A) times (rotl(first, 32) xor rotl(id, 29) xor B) modulo 2^64, first being 0 for an id used up; xor its
    // upper half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DigestOf(ulong clOrdId, ulong first)
    {
        ulong other = BitOperations.RotateLeft(first, 32) ^ BitOperations.RotateLeft(clOrdId, 29) ^ DigestFactor2;
        ulong product = (clOrdId + DigestFactor1) * other;
        return product ^ (product >> 32);
    }

    private readonly struct Key(Pool<Order> orders, ulong clOrdId) : IOrderKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsKeyOf(int orderIndex) => orders[orderIndex].FirstClOrdId == clOrdId;
    }
}
