namespace MatchingEngine.Core;

/// <summary>
/// The client order ids that a session version has used up, each with the order it stands for. Keeps a digest of its
/// content as it goes, the same in whatever order the ids came, so that the digest of the state needs no walk over
/// millions of ids.
/// </summary>
internal sealed class ClientOrderIds(CoreLimits limits)
{
    private readonly LongMap _orderIds = new(
        Math.Min(limits.ExpectedClientOrderIdsPerSession, limits.MaxClientOrderIdsPerSession), limits.MapSeed);
    private readonly int _limit = limits.MaxClientOrderIdsPerSession;

    public int Count => _orderIds.Count;

    public bool IsFull => _orderIds.Count >= _limit;

    /// <summary>Sum of the digests of all entries.</summary>
    public UInt128 Digest { get; private set; }

    public bool TryGetOrderId(ulong clOrdId, out ulong orderId)
    {
        bool found = _orderIds.TryGet(clOrdId, out long value);
        orderId = (ulong)value;
        return found;
    }

    public void Add(ulong clOrdId, ulong orderId)
    {
        _orderIds.Add(clOrdId, (long)orderId);
        Digest += DigestOf(clOrdId, orderId);
    }

    public void Clear()
    {
        _orderIds.Clear();
        Digest = 0;
    }

    /// <summary>Walks the entries in no order that means anything; for checks only.</summary>
    public bool TryNext(ref int position, out ulong clOrdId, out ulong orderId)
    {
        bool found = _orderIds.TryNext(ref position, out clOrdId, out long value);
        orderId = (ulong)value;
        return found;
    }

    public static UInt128 DigestOf(ulong clOrdId, ulong orderId)
    {
        DigestMixer mixer = DigestMixer.Start();
        mixer.Add(clOrdId);
        mixer.Add(orderId);
        StateDigest digest = mixer.Finish();
        return new UInt128(digest.High, digest.Low);
    }
}
