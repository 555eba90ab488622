namespace MatchingEngine.Journal;

/// <summary>The limits of a journal. Sizes in bytes.</summary>
public static class JournalLimits
{
    /// <summary>Smallest segment: the header page and one page of records.</summary>
    public const long MinSegmentSize = 8 * 1024;

    /// <summary>Largest segment.</summary>
    public const long MaxSegmentSize = 1024L * 1024 * 1024;

    /// <summary>Segment size unless said otherwise.</summary>
    public const long DefaultSegmentSize = 64 * 1024 * 1024;

    /// <summary>Segment sizes are multiples of this: a page of the operating system.</summary>
    public const long SegmentSizeUnit = 4096;

    /// <summary>Smallest write buffer.</summary>
    public const int MinWriteBufferSize = 4 * 1024;

    /// <summary>Largest write buffer.</summary>
    public const int MaxWriteBufferSize = 256 * 1024 * 1024;

    /// <summary>Write buffer size unless said otherwise.</summary>
    public const int DefaultWriteBufferSize = 4 * 1024 * 1024;
}
