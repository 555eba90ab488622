using System.Runtime.CompilerServices;

namespace MatchingEngine.Challenge;

/// <summary>
/// The benchmark's order ids as client order ids, which are never used twice: the low half is a name of the order, the
/// high half counts its replacements and its lives. An order id below 2^32 that lives once is its own name, so that
/// plain flow needs no table.
/// </summary>
internal sealed class OrderIds
{
    private const int NameBits = 32;
    private const ulong NameMask = (1UL << NameBits) - 1;

    // Names count down from the top for order ids that do not fit; first ids of orders whose id was used before.
    private readonly Dictionary<ulong, ulong> _nameOfLong = [];
    private readonly Dictionary<ulong, ulong> _longOfName = [];
    private readonly Dictionary<ulong, ulong> _firstOfReused = [];
    private ulong _generation;

    /// <summary>The client order id that the order came in with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong FirstOf(ulong orderId)
    {
        if (_firstOfReused.Count > 0 && _firstOfReused.TryGetValue(orderId, out ulong first))
            return first;
        return NameOf(orderId);
    }

    /// <summary>A client order id for a replacement of the order.</summary>
    public ulong NextOf(ulong orderId) => (++_generation << NameBits) | NameOf(orderId);

    /// <summary>A client order id for another order under an id that was used before.</summary>
    public ulong Reuse(ulong orderId) => _firstOfReused[orderId] = NextOf(orderId);

    /// <summary>The order that a client order id stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong OrderIdOf(ulong clOrdId)
    {
        ulong name = clOrdId & NameMask;
        return _longOfName.Count > 0 && _longOfName.TryGetValue(name, out ulong orderId) ? orderId : name;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong NameOf(ulong orderId) => orderId - 1 < NameMask >> 1 ? orderId : NameOfLong(orderId);

    private ulong NameOfLong(ulong orderId)
    {
        if (_nameOfLong.TryGetValue(orderId, out ulong name))
            return name;
        name = NameMask - (ulong)_nameOfLong.Count;
        _nameOfLong.Add(orderId, name);
        _longOfName.Add(name, orderId);
        return name;
    }
}
