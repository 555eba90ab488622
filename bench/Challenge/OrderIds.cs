using System.Runtime.CompilerServices;

namespace MatchingEngine.Challenge;

/// <summary>
/// The benchmark's order ids as client order ids, which are never used twice. An order id below 2^24 that lives once is
/// its own client order id; replacements, orders under an id that was used before and ids above that take numbers of
/// their own, in sequence, from 2^24 on.
/// </summary>
internal sealed class OrderIds
{
    private const ulong FirstNumber = 1UL << 24;

    private readonly Dictionary<ulong, ulong> _firstOfOther = [];
    private ulong[] _orderIdOfNumber = new ulong[1 << 20];
    private int _count;

    // Order ids below this are client order ids as they are, from 1 on; the first other one ends that.
    private ulong _plainIds = FirstNumber;

    /// <summary>The client order id that the order came in with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong FirstOf(ulong orderId) =>
        orderId - 1 < _plainIds - 1 ? orderId : FirstOfAny(orderId);

    /// <summary>A client order id for a replacement of the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextOf(ulong orderId)
    {
        ulong[] orderIds = _orderIdOfNumber;
        int number = _count;
        if ((uint)number >= (uint)orderIds.Length)
            orderIds = Grow();
        orderIds[number] = orderId;
        _count = number + 1;
        return FirstNumber + (ulong)number;
    }

    /// <summary>A client order id for another order under an id that was used before, or is no client order
    /// id.</summary>
    public ulong NewFirst(ulong orderId)
    {
        _plainIds = 1;
        return _firstOfOther[orderId] = NextOf(orderId);
    }

    /// <summary>The order that a client order id stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong OrderIdOf(ulong clOrdId) =>
        clOrdId < FirstNumber ? clOrdId : _orderIdOfNumber[(int)(clOrdId - FirstNumber)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong FirstOfAny(ulong orderId)
    {
        if (_firstOfOther.TryGetValue(orderId, out ulong first))
            return first;
        return orderId - 1 < FirstNumber - 1 ? orderId : NewFirst(orderId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong[] Grow()
    {
        Array.Resize(ref _orderIdOfNumber, _orderIdOfNumber.Length * 2);
        return _orderIdOfNumber;
    }
}
