using MatchingEngine.Messages;

namespace MatchingEngine.Core;

/// <summary>An open order as it is seen from outside.</summary>
/// <param name="OrderId">The engine's id.</param>
/// <param name="ClOrdId">The client order id that it goes by.</param>
/// <param name="SessionId">Its session.</param>
/// <param name="SecurityId">Its instrument.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Price">Limit in units of 10^-8; 0 for a stop that has none.</param>
/// <param name="OrderQty">Total quantity in units.</param>
/// <param name="CumQty">Executed so far.</param>
/// <param name="LeavesQty">Left, 1 and up.</param>
/// <param name="DisplayQty">What of it is shown; 0 for a hidden order or a stop.</param>
/// <param name="StopPx">Stop price in units of 10^-8 of a stop that waits; 0 for all others.</param>
public readonly record struct RestingOrder(
    ulong OrderId,
    ulong ClOrdId,
    uint SessionId,
    uint SecurityId,
    Side Side,
    long Price,
    long OrderQty,
    long CumQty,
    long LeavesQty,
    long DisplayQty,
    long StopPx);
