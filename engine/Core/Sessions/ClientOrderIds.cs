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
    private const int FirstOpen = 1 << 10;

    private IdSet _used;
    private readonly TagMap _open;
    private readonly LongMap _firstIds;

    // Entries of the map that lead from the present id of a replaced order.
    private int _presentCount;

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
    public int OpenCount => _open.Count - _presentCount;

    /// <summary>Open orders that are found by a present id as directly as by the first.</summary>
    public int PresentCount => _presentCount;

    /// <summary>Sum of the digests of all ids used up, and of all links from a later id to a first one.</summary>
    public ulong Digest { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsUsed(ulong clOrdId) => _used.Contains(clOrdId);

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
        uint tag = TagOf(clOrdId);
        if (order.Terms.ClOrdId != order.FirstClOrdId || tag == TagOf(order.FirstClOrdId))
        {
            RenameWithLinks(orderIndex, clOrdId);
            return;
        }
        order.Terms.ClOrdId = clOrdId;
        _open.Add(tag, orderIndex);
        _presentCount++;
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
        _open.PositionOf(TagOf(firstClOrdId), new FirstKey(_orders, firstClOrdId), out orderIndex);

    /// <summary>The order at a place, which goes by its first id, is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CloseUnrenamedAt(int place) => _open.RemoveAt(place);

    /// <summary>The order at a place is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CloseAt(int place, int orderIndex, in Order order)
    {
        _open.RemoveAt(place);
        if (order.Terms.ClOrdId != order.FirstClOrdId)
            DropPresent(orderIndex, order.Terms.ClOrdId, order.FirstClOrdId);
    }

    /// <summary>Whether <see cref="OpenWithRoom"/> may be asked.</summary>
    public bool HasRoom => _open.HasRoom;

    /// <summary>As <see cref="Open"/>, while there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OpenWithRoom(ulong clOrdId, int orderIndex) => _open.AddToTable(TagOf(clOrdId), orderIndex);

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
            DropPresent(orderIndex, order.Terms.ClOrdId, order.FirstClOrdId);
    }

    /// <summary>Next open order at or behind a position, in no order that means anything.</summary>
    /// <param name="position">0 to begin with; moved behind the order found.</param>
    /// <param name="orderIndex">The order found.</param>
    public bool TryNextOpen(ref int position, out int orderIndex)
    {
        while (_open.TryNext(ref position, out uint tag, out orderIndex))
        {
            if (tag == TagOf(_orders[orderIndex].FirstClOrdId))
                return true;
        }
        return false;
    }

    /// <summary>Whether an open order is found by its present id as directly as by the first.</summary>
    public bool HasPresent(in Order order) =>
        order.Terms.ClOrdId != order.FirstClOrdId && TagOf(order.Terms.ClOrdId) != TagOf(order.FirstClOrdId);

    /// <summary>Forgets all ids but the present one of each open order: it is as if the order had come in under it.</summary>
    /// <param name="open">All open orders of the session.</param>
    public void BeginVersion(OrderSelection open)
    {
        _used.Clear();
        _open.Clear();
        _firstIds.Clear();
        _presentCount = 0;
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
            digest += DigestOf(id);
        int position = 0;
        while (_firstIds.TryNext(ref position, out ulong later, out long first))
            digest += DigestOfLink(later, (ulong)first);
        return digest;
    }

    /// <summary>The ids used up counted anew; for checks only.</summary>
    public int CountUsed() => _used.All().Count();

    private bool TryFind(ulong clOrdId, out int orderIndex) =>
        _open.TryFind(TagOf(clOrdId), new Key(_orders, clOrdId), out orderIndex);

    // Ids in between lead to the first one; so does a present one whose tag cannot be told from that of the first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RenameWithLinks(int orderIndex, ulong clOrdId)
    {
        ref Order order = ref _orders[orderIndex];
        ulong first = order.FirstClOrdId;
        ulong present = order.Terms.ClOrdId;
        order.Terms.ClOrdId = clOrdId;
        if (present != first && TagOf(present) != TagOf(first))
        {
            DropPresent(orderIndex, present, first);
            Link(present, first);
        }
        if (TagOf(clOrdId) == TagOf(first))
        {
            Link(clOrdId, first);
            return;
        }
        _open.Add(TagOf(clOrdId), orderIndex);
        _presentCount++;
    }

    private void Link(ulong clOrdId, ulong firstClOrdId)
    {
        _firstIds.Add(clOrdId, (long)firstClOrdId);
        Digest += DigestOfLink(clOrdId, firstClOrdId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropPresent(int orderIndex, ulong clOrdId, ulong firstClOrdId)
    {
        uint tag = TagOf(clOrdId);
        if (tag == TagOf(firstClOrdId))
        {
            if (!_firstIds.Remove(clOrdId))
                ThrowNotFound();
            Digest -= DigestOfLink(clOrdId, firstClOrdId);
            return;
        }
        if (!_open.Remove(tag, orderIndex))
            ThrowNotFound();
        _presentCount--;
    }

    private static void ThrowNotFound() =>
        InvariantViolationException.Throw("an open order is not found by its client order id");

    // The secret factor keeps a client from choosing ids that collide.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint TagOf(ulong clOrdId) => TagOf(clOrdId, _factor);

    /// <summary>The tag of an id under a secret factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TagOf(ulong clOrdId, ulong factor) => (uint)(clOrdId * factor >> 32);

    // (id xor A) times (id + B) modulo 2^64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DigestOf(ulong clOrdId) => (clOrdId ^ DigestFactor1) * (clOrdId + DigestFactor2);

    // (id + A) times (rotl(first, 32) xor rotl(id, 29) xor B) modulo 2^64.
    private static ulong DigestOfLink(ulong clOrdId, ulong first)
    {
        ulong other = BitOperations.RotateLeft(first, 32) ^ BitOperations.RotateLeft(clOrdId, 29) ^ DigestFactor2;
        return (clOrdId + DigestFactor1) * other;
    }

    private readonly struct FirstKey(Pool<Order> orders, ulong clOrdId) : IOrderKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsKeyOf(int orderIndex) => orders[orderIndex].FirstClOrdId == clOrdId;
    }

    private readonly struct Key(Pool<Order> orders, ulong clOrdId) : IOrderKey
    {
        public bool IsKeyOf(int orderIndex) =>
            orders[orderIndex].FirstClOrdId == clOrdId || orders[orderIndex].Terms.ClOrdId == clOrdId;
    }
}
