using MatchingEngine.Journal;

namespace MatchingEngine.Pipeline;

/// <summary>What a replay did.</summary>
/// <param name="Commands">Commands applied.</param>
/// <param name="LastSequence">Number of the last one; 0 when there was none.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record ReplaySummary(long Commands, long LastSequence, TimeSpan Elapsed)
{
    /// <summary>What a crash left behind the last command, for the next start to repair; null for nothing.</summary>
    public JournalProblem? Tail { get; init; }
}
