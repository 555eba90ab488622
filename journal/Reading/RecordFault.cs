namespace MatchingEngine.Journal;

/// <summary>What stands where the next record is expected.</summary>
internal enum RecordFault
{
    /// <summary>A good record.</summary>
    None,

    /// <summary>
    /// The length is 0, or there is no room for a record: the end of what was written, when only zeros follow.
    /// </summary>
    End,

    Length,
    Checksum,
    BlockLength,
    Sequence,
    Timestamp,
}
