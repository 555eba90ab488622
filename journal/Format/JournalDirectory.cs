using System.Globalization;

namespace MatchingEngine.Journal;

/// <summary>The names of the files of a journal.</summary>
public static class JournalDirectory
{
    /// <summary>Name of the file that is locked by the process that writes.</summary>
    public const string LockFileName = "journal.lock";

    /// <summary>
    /// Name of the segment that is prepared ahead. Not a part of the journal until it gets its own name.
    /// </summary>
    public const string SpareFileName = "journal.spare";

    private const string Prefix = "journal-";
    private const string Extension = ".mej";
    private const int Digits = 20;

    /// <summary>
    /// Name of the segment that begins with a sequence, such as <c>journal-00000000000000000001.mej</c>.
    /// </summary>
    /// <param name="firstSequence">Sequence of its first record, 1 and up.</param>
    public static string SegmentFileName(long firstSequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{firstSequence:D20}{Extension}");

    /// <summary>Takes the first sequence from the name of a segment.</summary>
    /// <param name="path">Path or name of a file.</param>
    /// <param name="firstSequence">Sequence of its first record.</param>
    /// <returns>False when this is not the name of a segment.</returns>
    public static bool TryParseSegmentFileName(string path, out long firstSequence)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        firstSequence = 0;
        return name.Length == Prefix.Length + Digits + Extension.Length
            && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(
                name.Slice(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out firstSequence)
            && firstSequence >= 1;
    }

    /// <summary>
    /// Full paths of all segments, in the order of their first sequences. Empty when there is no such directory.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    public static IReadOnlyList<string> ListSegments(string directory)
    {
        if (!Directory.Exists(directory))
            return [];
        List<string> segments = [];
        foreach (string path in Directory.EnumerateFiles(Path.GetFullPath(directory), Prefix + "*" + Extension))
        {
            if (TryParseSegmentFileName(path, out _))
                segments.Add(path);
        }

        segments.Sort(StringComparer.Ordinal);
        return segments;
    }
}
