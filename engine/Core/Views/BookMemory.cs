namespace MatchingEngine.Core;

/// <summary>
/// What the books hold of memory, in bytes: structs in use and those that were in use before, which wait to be used
/// again. The indices from ids to orders are not in it.
/// </summary>
/// <param name="Orders">Orders that rest, without any index.</param>
/// <param name="Levels">Price levels: a queue and its sums for each price that has an order.</param>
/// <param name="PriceTrees">The way from a price to its level.</param>
public readonly record struct BookMemory(long Orders, long Levels, long PriceTrees);
