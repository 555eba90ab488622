using MatchingEngine.Core;

namespace MatchingEngine.Bench.Scale.Load;

/// <summary>What one case gave.</summary>
/// <param name="Fill">Entering the orders, everything growing as they come.</param>
/// <param name="Churn">Cancels, new orders, replacements and takers in the full books.</param>
/// <param name="Memory">What the books hold.</param>
/// <param name="ResidentBytes">Memory that became resident between no engine and full books.</param>
internal readonly record struct LoadResult(
    TimeFigures Fill, TimeFigures Churn, BookMemory Memory, long ResidentBytes);
