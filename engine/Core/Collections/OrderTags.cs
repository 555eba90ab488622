using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatchingEngine.Core;

/// <summary>
/// How the entries of an <see cref="OrderTable{TKey}"/> are made: 32 bits each, of which the lower ones are the index of
/// an order in its pool, the highest says that there is an entry, and those between are bits of a hash of its key. An
/// entry with the right bits is therefore nearly always the one that is sought, and the order itself says so.
/// </summary>
internal readonly struct OrderTags<TKey> where TKey : struct, IOrderKey
{
    /// <summary>The bit that every entry has.</summary>
    public const uint Occupied = 1u << 31;

    private readonly Pool<Order> _orders;
    private readonly ulong _factor;

    /// <param name="orders">The pool of the orders.</param>
    /// <param name="factor">
    /// An odd factor that spreads the keys; a secret one where clients choose them, so that they cannot choose keys that
    /// collide.
    /// </param>
    /// <param name="maxOrders">Indices are below this; at most <see cref="CoreLimits.Ceiling"/>.</param>
    public OrderTags(Pool<Order> orders, ulong factor, int maxOrders)
    {
        _orders = orders;
        _factor = factor;
        IndexMask = (1u << (BitOperations.Log2((uint)maxOrders) + 1)) - 1;
    }

    /// <summary>The bits of an entry that are the index.</summary>
    public uint IndexMask { get; }

    /// <summary>The hash of a key; its upper bits say where a search for it begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint HashOf(ulong key) => HashOf(key, _factor);

    /// <summary>The hash of the key of an order.</summary>
    public uint HashOf(int orderIndex) => HashOf(TKey.Of(in _orders[orderIndex]));

    /// <summary>Whether an order has a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasKey(int orderIndex, ulong key) => TKey.Of(in _orders[orderIndex]) == key;

    /// <summary>The hash of a key under a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint HashOf(ulong key, ulong factor) => (uint)(key * factor >> 32);
}
