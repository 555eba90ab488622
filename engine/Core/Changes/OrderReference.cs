namespace MatchingEngine.Core;

/// <summary>
/// How a request names an order, as given; 0 for what was not given. Once the order is found, or known to have been,
/// OrderId is its id.
/// </summary>
internal struct OrderReference
{
    public ulong OrderId;
    public ulong OrigClOrdId;
    public uint SecurityId;
}
