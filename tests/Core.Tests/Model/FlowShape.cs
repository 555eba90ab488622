namespace MatchingEngine.Core.Tests.Model;

/// <summary>How large the books of a flow become.</summary>
/// <param name="OpenOrders">Limit of open orders of each instrument.</param>
/// <param name="Memory">How many of the latest orders are spoken of again.</param>
internal sealed record FlowShape(uint OpenOrders, int Memory);
