using MatchingEngine.Tools.Flow;

namespace MatchingEngine.Tools.Demo;

/// <summary>Holds fills against the expected ones, in order.</summary>
internal static class FillComparison
{
    /// <summary>The first difference in words; null when there is none.</summary>
    public static string? FirstDifference(IReadOnlyList<FlowFill> fills, IReadOnlyList<FlowFill> expected)
    {
        int common = Math.Min(fills.Count, expected.Count);
        for (int index = 0; index < common; index++)
        {
            if (fills[index] != expected[index])
                return $"fill {index + 1} is {fills[index]}, expected {expected[index]}";
        }
        return fills.Count == expected.Count ? null : $"{fills.Count} fills, expected {expected.Count}";
    }
}
