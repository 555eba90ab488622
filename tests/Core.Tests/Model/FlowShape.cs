namespace MatchingEngine.Core.Tests.Model;

/// <summary>How large the books of a flow become.</summary>
/// <param name="OpenOrders">Limit of open orders of each instrument.</param>
/// <param name="Memory">How many of the orders that died lately are spoken of again, 1 and up.</param>
/// <param name="DetailedPercent">Share of new orders that are more than plain limit orders, in percent.</param>
/// <param name="ControlPermille">Share of commands that come from operators.</param>
/// <param name="SparseIdPercent">Share of client order ids that have no neighbours among the others.</param>
internal sealed record FlowShape(
    uint OpenOrders, int Memory, int DetailedPercent = 40, int ControlPermille = 6, int SparseIdPercent = 4);
