using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// The client order ids that a session version has used up, and the way from one to the order that is open under it.
/// An open order is found by the id that it came in with and by its present one; ids that it had in between lead to the
/// first. Of an order that is gone no more is known than that its ids were used. Keeps a digest of its content as it
/// goes, the same in whatever order the ids came, so that the digest of the state needs no walk over millions of ids.
/// </summary>
internal sealed class ClientOrderIds
{
    private const ulong DigestFactor1 = 0x9E37_79B9_7F4A_7C15;
    private const ulong DigestFactor2 = 0xBB67_AE85_84CA_A73B;

    // Address space set aside at most for the bits of ids that are numbers from 1 on: four megabytes.
    private const int MaxDenseIds = 1 << 25;
    private const int FirstOpen = 1 << 11;

    private IdSet _used;
    private OrderMap<ByFirstClOrdId> _open;

    // Of the open orders that were replaced only, and the way from ids that they had in between to the first.
    private OrderMap<ByPresentClOrdId> _renamed;
    private readonly LongMap _firstIds;

    private readonly Pool<Order> _orders;
    private readonly int _limit;

    public ClientOrderIds(CoreLimits limits, Pool<Order> orders)
    {
        _orders = orders;
        _limit = limits.MaxClientOrderIdsPerSession;
        int expected = Math.Min(limits.ExpectedClientOrderIdsPerSession, _limit);
        _used = new IdSet(expected, limits.MapSeed, (int)Math.Min(_limit * 2L, MaxDenseIds));
        ulong factor = SecretFactor.Of(limits.MapSeed);
        _open = new OrderMap<ByFirstClOrdId>(
            new OrderTags<ByFirstClOrdId>(orders, factor, limits.MaxOpenOrders),
            Math.Min(Math.Min(expected, limits.ExpectedOpenOrders), FirstOpen));
        _renamed = new OrderMap<ByPresentClOrdId>(
            new OrderTags<ByPresentClOrdId>(orders, factor, limits.MaxOpenOrders), expectedCount: 1 << 8);
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

    /// <summary>Open orders that go by another id than the one that they came in with.</summary>
    public int RenamedCount => _renamed.Count;

    /// <summary>Sum of the digests of all ids used up, and of all links from a later id to a first one.</summary>
    public ulong Digest { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsUsed(ulong clOrdId) => _used.Contains(clOrdId);

    /// <summary>
    /// Has the processor fetch what an order under a new id will need: ids lie as they hash, so both are seldom at hand.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong clOrdId)
    {
        _used.Prefetch(clOrdId);
        _open.Prefetch(clOrdId);
    }

    /// <summary>Whether an id is not used, not 0, and one that <see cref="UseDense"/> can use up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanUseDense(ulong clOrdId) => _used.LacksDense(clOrdId);

    /// <summary>Uses an id up that <see cref="CanUseDense"/> allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UseDense(ulong clOrdId)
    {
        _used.AddDense(clOrdId);
        Digest += DigestOf(clOrdId);
    }

    /// <summary>Uses an id up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Use(ulong clOrdId)
    {
        _used.Add(clOrdId);
        Digest += DigestOf(clOrdId);
    }

    /// <summary>
    /// An id that was used up becomes the present one of an open order, which is still found by those before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rename(int orderIndex, ulong clOrdId)
    {
        ref Order order = ref _orders[orderIndex];
        if (order.Terms.ClOrdId != order.FirstClOrdId)
            LinkPresent(orderIndex);
        order.Terms.ClOrdId = clOrdId;
        _renamed.Add(clOrdId, orderIndex);
    }

    /// <summary>The open order that an id stands for, the present one or an earlier one of the order.</summary>
    public bool TryGetOpen(ulong clOrdId, out int orderIndex) =>
        TryFind(clOrdId, out orderIndex)
        || (_firstIds.TryGet(clOrdId, out long first) && TryFind((ulong)first, out orderIndex));

    /// <summary>
    /// Place of an open order that came in under an id, good until the next change. The order may be open all the same
    /// when there is none: so <see cref="TryGetOpen"/> must be asked then.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceOf(ulong firstClOrdId, out int orderIndex) =>
        _open.PositionOf(firstClOrdId, out orderIndex);

    /// <summary>The order at a place is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CloseAt(int place, int orderIndex, in Order order)
    {
        _open.RemoveAt(place);
        if (order.Terms.ClOrdId != order.FirstClOrdId)
            DropPresent(order.Terms.ClOrdId, orderIndex);
    }

    /// <summary>An order begins to rest under the id that it came in with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(ulong clOrdId, int orderIndex) => _open.Add(clOrdId, orderIndex);

    /// <summary>An order is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Close(int orderIndex)
    {
        ref Order order = ref _orders[orderIndex];
        if (!_open.Remove(order.FirstClOrdId, orderIndex))
            ThrowNotFound();
        if (order.Terms.ClOrdId != order.FirstClOrdId)
            DropPresent(order.Terms.ClOrdId, orderIndex);
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
        _renamed.Clear();
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

    /// <summary>For idle time: makes a page resident that will be needed soon; false when there is none.</summary>
    public bool TouchAhead() =>
        _used.TouchAhead() || _open.TouchAhead() || _renamed.TouchAhead() || _firstIds.TouchAhead();

    /// <summary>The digest counted anew; for checks only.</summary>
    public ulong CountDigest()
    {
        ulong digest = 0;
        foreach (ulong id in _used.All())
            digest += DigestOf(id);
        int position = 0;
        while (_firstIds.TryNext(ref position, out ulong later, out long first))
            digest += DigestOfLink(later, (ulong)first);
        return digest;
    }

    /// <summary>The ids used up counted anew; for checks only.</summary>
    public int CountUsed() => _used.All().Count();

    private bool TryFind(ulong clOrdId, out int orderIndex) =>
        _open.TryFind(clOrdId, out orderIndex) || _renamed.TryFind(clOrdId, out orderIndex);

    // The present id of an order that gets another one leads to the first from now on.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LinkPresent(int orderIndex)
    {
        ref Order order = ref _orders[orderIndex];
        ulong present = order.Terms.ClOrdId;
        DropPresent(present, orderIndex);
        _firstIds.Add(present, (long)order.FirstClOrdId);
        Digest += DigestOfLink(present, order.FirstClOrdId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropPresent(ulong clOrdId, int orderIndex)
    {
        if (!_renamed.Remove(clOrdId, orderIndex))
            ThrowNotFound();
    }

    private static void ThrowNotFound() =>
        InvariantViolationException.Throw("an open order is not found by its client order id");

    // (id xor A) times (id + B) modulo 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DigestOf(ulong clOrdId) => (clOrdId ^ DigestFactor1) * (clOrdId + DigestFactor2);

    // (id + A) times (rotl(first, 32) xor rotl(id, 29) xor B) modulo 2^64.
    private static ulong DigestOfLink(ulong clOrdId, ulong first)
    {
        ulong other = BitOperations.RotateLeft(first, 32) ^ BitOperations.RotateLeft(clOrdId, 29) ^ DigestFactor2;
        return (clOrdId + DigestFactor1) * other;
    }
}
