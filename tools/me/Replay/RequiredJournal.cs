using MatchingEngine.Journal;

namespace MatchingEngine.Tools.Replay;

/// <summary>The verbs that read a journal must not find that all is well where there is none.</summary>
internal static class RequiredJournal
{
    /// <exception cref="DirectoryNotFoundException">There is no such directory, or no journal in it.</exception>
    public static void In(string directory)
    {
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"{directory} does not exist. Name the data directory with --data.");
        if (JournalDirectory.ListSegments(directory).Count == 0)
            throw new DirectoryNotFoundException(
                $"There is no journal in {directory}. Name the data directory with --data.");
    }
}
